"""Tying a person's account at the hospital to their account here, and ending that.

An identity, which is an issuer and a subject, is tied by its own sign-in at the provider: by an
account that is signed in, or with the link of an invitation (``outside_joining.py``). No e-mail or
name that the provider tells is ever compared.
"""

from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from patients import audit
from patients.actions.conflicts import retried
from patients.models import Account, OutsideIdentity
from patients.models.outside_identity import OutsideIdentityQuerySet

OPENS_ANOTHER = "This account at the hospital opens another account here already."
HAS_ONE = "Your account is tied already. Untie it first, then tie another."
NO_MEMBER = "You have no role in a clinic: accept an invitation first."
ONLY_WAY = "You have no password here: choose one first, or nothing would open your account."


class Identity(NamedTuple):
    """Who a person is to a provider: what an ID token calls ``iss`` and ``sub``."""

    issuer: str
    subject: str


class NotTied(Exception):
    """An identity opens no account here. ``account`` is the one that it opened formerly, if any."""

    def __init__(self, account: Account | None) -> None:
        super().__init__()
        self.account = account


def opened_by(identity: Identity) -> OutsideIdentity:
    """Return the tie of an identity, with its account. Raises ``NotTied`` if it opens none."""
    rows = of_identity(identity).select_related("account").order_by("-pk")
    if opens := rows.live().first():
        return opens
    former = rows.first()
    raise NotTied(former.account if former else None)


def still_opens(tie_id: int) -> bool:
    """True if a tie that opened a session would open one now."""
    return of_provider().live().filter(pk=tie_id).exists()


def tie_of(account: Account) -> OutsideIdentity | None:
    """Return the tie that opens an account; ``None`` if there is none."""
    return of_provider().live().filter(account=account).first()


def of_provider() -> OutsideIdentityQuerySet:
    """Return the identities at the provider in the settings: none if there is no provider."""
    provider = settings.OUTSIDE_PROVIDER
    return OutsideIdentity.objects.filter(issuer=provider.issuer if provider else "")


def of_identity(identity: Identity) -> OutsideIdentityQuerySet:
    """Return the rows about one identity, ended ones too."""
    return OutsideIdentity.objects.filter(issuer=identity.issuer, subject=identity.subject)


@retried
def tie(*, identity: Identity, by: Account) -> OutsideIdentity:
    """Let an identity, which has just signed in at the provider, open the account of ``by``.

    Raises ``ValidationError`` if it opens another account, if another one opens the account,
    or if the account is no member of a clinic.
    """
    with transaction.atomic():
        _lock(by)
        if not by.memberships.granted().exists():
            raise ValidationError(NO_MEMBER)
        if tied := of_identity(identity).live().first():
            if tied.account_id != by.pk:
                raise ValidationError(OPENS_ANOTHER)
            return tied
        if by.outside_identities.unended().filter(issuer=identity.issuer).exists():
            raise ValidationError(HAS_ONE)
        # That of an account which left every clinic opens nothing.
        end(of_identity(identity).unended(), by=by)
        tied = OutsideIdentity.objects.create(
            account=by, issuer=identity.issuer, subject=identity.subject
        )
        audit.record("tie-identity", by=by, about=by)
    return tied


def untie(*, by: Account) -> None:
    """End the tie of the account of ``by``, and the sessions that it opened.

    Raises ``ValidationError`` if nothing else would open the account.
    """
    with transaction.atomic():
        _lock(by)
        if not by.has_usable_password():
            raise ValidationError(ONLY_WAY)
        end(by.outside_identities.unended(), by=by)


def end(ties: OutsideIdentityQuerySet, *, by: Account) -> None:
    """End ties, in the transaction of the caller. Each session that one opened ends by itself."""
    for ended in ties.select_related("account"):
        ended.ended_at, ended.ended_by = timezone.now(), by
        ended.save(update_fields=["ended_at", "ended_by"])
        audit.record("end-identity", by=by, about=ended.account)


def _lock(account: Account) -> None:
    """Lock an account, so that its ties are changed one after the other."""
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)
