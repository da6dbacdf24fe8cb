"""The accounts of a clinic: who has which role, since when, and with which second factors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from patients.accounts.forms.accounts import AccountsQuery
from patients.models import Account, Clinic, Membership, MembershipQuerySet, Role, keyset

ORDER = ("account__full_name", "pk")
PAGE_SIZE = 25
DAY = "%d-%b-%Y"
MINUTE = "%d-%b-%Y %H:%M"
FACTORS = {
    Authenticator.Type.TOTP: ("authenticator app", "authenticator apps"),
    Authenticator.Type.WEBAUTHN: ("passkey", "passkeys"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One account in one clinic, in words. What never happened is shown as such, not left out."""

    account_id: int
    full_name: str
    email: str
    role: str
    clinic: str
    last_sign_in: str
    second_factor: str
    since: str
    until: str
    state: str


@dataclass(frozen=True, slots=True)
class AccountList:
    """One page of the list, with the addresses of the pages beside it."""

    rows: list[Row]
    shows_clinics: bool
    is_narrowed: bool
    previous_url: str | None
    next_url: str | None


def account_list(clinics: Sequence[Clinic], asked: AccountsQuery) -> AccountList:
    """The accounts of ``clinics`` that a query asks for, by name."""
    rows = narrowed(Membership.objects.filter(clinic__in=clinics).newest(), asked)
    page = keyset.page(
        with_factors(rows),
        ORDER,
        size=PAGE_SIZE,
        after=asked.after,
        before=asked.before,
    )
    parameters = {"q": asked.text, "role": asked.role, "state": asked.state, "clinic": asked.clinic}
    kept = {name: value for name, value in parameters.items() if value}
    edges = page.rows[:1] + page.rows[-1:]
    return AccountList(
        rows=[list_row(membership) for membership in page.rows],
        shows_clinics=len(clinics) > 1,
        is_narrowed=bool(kept),
        previous_url=address(kept, before=edges[0].pk) if page.has_previous else None,
        next_url=address(kept, after=edges[-1].pk) if page.has_next else None,
    )


def narrowed(rows: MembershipQuerySet, asked: AccountsQuery) -> MembershipQuerySet:
    """The memberships that a query asks for."""
    if asked.text:
        rows = rows.filter(account__in=Account.objects.called(asked.text))
    if asked.role:
        rows = rows.filter(role=asked.role)
    if asked.clinic:
        rows = rows.filter(clinic=asked.clinic)
    if asked.state in {"now", "no-factor", "never"}:
        rows = rows.current()
    if asked.state in {"no-factor", "never", "deactivated"}:
        rows = rows.granted()
    conditions = {
        "no-factor": ~Q(has_factor()),
        "never": Q(account__last_login=None),
        "emergency": Q(is_emergency=True),
        "ended": Q(until__lte=timezone.now()),
        "deactivated": Q(account__is_active=False),
    }
    return rows.filter(conditions.get(asked.state, Q()))


def with_factors(rows: MembershipQuerySet) -> MembershipQuerySet:
    """Annotate memberships for ``list_row``."""
    return rows.select_related("account", "clinic").annotate(has_factor=has_factor())


def has_factor() -> Exists:
    """SQL that is true if the account of a membership has a second factor set up."""
    factors = Authenticator.objects.filter(user=OuterRef("account"), type__in=FACTORS)
    return Exists(factors)


def list_row(membership: Membership) -> Row:
    """One row of the list, with instants by the clinic's clock."""
    account, clinic = membership.account, membership.clinic
    return Row(
        account_id=account.pk,
        full_name=account.full_name,
        email=account.email,
        role=Role(membership.role).label,
        clinic=clinic.name,
        last_sign_in=last_sign_in(membership),
        second_factor=factor_word(membership) if membership.is_granted else "",
        since=f"{clinic.day_of(membership.since):{DAY}}",
        until=until(membership),
        state=state(membership),
    )


def last_sign_in(membership: Membership) -> str:
    """When a person last signed in to the account; empty for former members and visitors."""
    if not membership.is_granted:
        return ""
    return minute(membership.account.last_login, membership.clinic) or "Never"


def state(membership: Membership) -> str:
    """If a membership gives access now, or why not.

    Nothing about a visitor's account is shown, not even that it was deactivated.
    """
    if membership.has_ended:
        return "Ended"
    if membership.is_emergency:
        return "Emergency access"
    return "Has access" if membership.account.is_active else "Deactivated"


def factor_word(membership: Membership) -> str:
    """If a second factor is set up, for a row annotated by ``with_factors``."""
    return "Set up" if membership.has_factor else "None"  # type: ignore[attr-defined]


def until(membership: Membership) -> str:
    """The last day of a membership, or the minute at which emergency access ends."""
    if membership.until and membership.is_emergency:
        return minute(membership.until, membership.clinic)
    return f"{membership.last_day:{DAY}}" if membership.last_day else ""


def minute(instant: datetime | None, clinic: Clinic) -> str:
    """An instant by the clinic's clock, to the minute; empty for ``None``."""
    return f"{clinic.clock(instant):{MINUTE}}" if instant else ""


def second_factors(account_id: int) -> str:
    """An account's factors, as ``Authenticator app, 2 passkeys`` or ``None set up``."""
    factors = Authenticator.objects.filter(user_id=account_id, type__in=FACTORS)
    counted = factors.order_by("type").values_list("type").annotate(Count("pk"))
    words = [
        FACTORS[kind][0] if count == 1 else f"{count} {FACTORS[kind][1]}" for kind, count in counted
    ]
    return ", ".join(words).capitalize() or "None set up"


def address(kept: Mapping[str, object], **parameters: int) -> str:
    """The list's own address with its filters and the place of another page."""
    return f"?{urlencode({**kept, **parameters})}"
