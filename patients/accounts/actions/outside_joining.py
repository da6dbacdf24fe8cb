"""Accepting an invitation with the account at the hospital, in place of choosing a password."""

from django.db import transaction

from patients.accounts.actions import (
    accounts,
    invitations,
    memberships,
    namesakes,
    outside_identities,
)
from patients.accounts.actions.outside_identities import Identity, NotTied
from patients.actions.conflicts import retried
from patients.database.acting_account import become
from patients.models import Account, Invitation, OutsideIdentity


def check_name(*, invitation: Invitation, full_name: str) -> None:
    """Raise ``ValidationError``, by field, if another member of the clinic has the name."""
    account = Account.objects.filter(email=invitation.email).first()
    namesakes.refuse_namesake(full_name, [invitation.clinic], but=account)


@retried
def join(*, invitation: Invitation, full_name: str, identity: Identity) -> OutsideIdentity:
    """Accept an invitation by an identity that has just signed in, and tie it to the account.

    The account is the one that it opens, or a new one without a password. Raises ``NotTied``
    if the e-mail has another account, ``ChangedMeanwhile`` if the link is used up, and
    ``ValidationError`` as ``invitations.accept`` and ``accounts.grant`` do.
    """
    with transaction.atomic():
        clinic = memberships.lock(invitation.clinic, None)
        invitation = invitations.reread_acceptable(invitation)
        account = _account_for(invitation, full_name, identity)
        become(account)
        invitations.refuse_member(clinic, account.email)
        invitations.join(invitation, account)
        return outside_identities.tie(identity=identity, by=account)


def _account_for(invitation: Invitation, full_name: str, identity: Identity) -> Account:
    """Return the account with which an identity accepts an invitation, made if there is none.

    The link alone opens no account that was a member of a clinic: the identity must open it
    now or, where it left every clinic, have opened it before.
    """
    account = Account.objects.filter(email=invitation.email).first()
    if account is None:
        check_name(invitation=invitation, full_name=full_name)
        return accounts.create(
            email=invitation.email, full_name=full_name, password=None, by=invitation.invited_by
        )
    ties = outside_identities.of_identity(identity).filter(account=account)
    has_left = account.is_active and not account.memberships.granted().exists()
    if ties.live().exists() or (has_left and ties.exists()):
        return account
    if has_left and not account.memberships.exists():
        check_name(invitation=invitation, full_name=full_name)
        return accounts.begin_anew(account=account, full_name=full_name, password=None)
    raise NotTied(account)
