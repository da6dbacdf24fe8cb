"""Closing accounts without deleting them, by the admins of every clinic they are members of."""

from django.core.exceptions import ValidationError
from django.db import transaction

from patients import access, audit
from patients.access import Right
from patients.accounts.actions import memberships, sign_ins
from patients.actions.conflicts import retried
from patients.models import Account, Clinic

OWN = "This is your own account: another admin of the clinic can do this."


@retried
def deactivate(*, account: Account, by: Account) -> Account:
    """Let nobody in by this account until it is reactivated; its sessions end.

    Raises ``ValidationError`` if it is the account of ``by``, is a member of no clinic that
    ``by`` is admin of or also of another one, or is a clinic's last admin.
    """
    with transaction.atomic():
        account = lock(account, by=by)
        if not account.is_active:
            return account
        for membership in account.memberships.granted().select_related("clinic"):
            memberships.refuse_without_admin(membership)
        account.is_active = False
        account.save(update_fields=["is_active"])
        audit.record("deactivate-account", by=by, about=account)
        sign_ins.end_sessions(account=account, by=by)
    return account


@retried
def reactivate(*, account: Account, by: Account) -> Account:
    """Let people in again by an account; memberships that have not ended hold again.

    Raises ``ValidationError`` as ``deactivate`` does.
    """
    with transaction.atomic():
        account = lock(account, by=by)
        if account.is_active:
            return account
        account.is_active = True
        account.save(update_fields=["is_active"])
        audit.record("reactivate-account", by=by, about=account)
    return account


@retried
def end_sessions(*, account: Account, by: Account) -> int:
    """Sign an account out wherever it is signed in; return in how many browsers it was.

    Raises ``ValidationError`` if ``by`` runs none of the clinics it is a member of.
    """
    refuse_strangers(account, by)
    return sign_ins.end_sessions(account=account, by=by)


def lock(account: Account, *, by: Account) -> Account:
    """Lock an account and its clinics against other changes, and read it again.

    Raises ``ValidationError`` as ``refuse_closing`` does.
    """
    refuse_closing(account, by=by)
    clinics = Clinic.objects.filter(memberships__in=account.memberships.granted())
    for clinic in clinics.order_by("pk").distinct():
        memberships.lock(clinic, by)
    return Account.objects.select_for_update(no_key=True).get(pk=account.pk)


def refuse_closing(account: Account, *, by: Account) -> None:
    """Raise ``ValidationError`` unless ``by`` runs every clinic the account is a member of.

    There has to be such a clinic, and no person closes or opens their own account.
    """
    if account.pk == by.pk:
        raise ValidationError(OWN)
    refuse_strangers(account, by)
    mine = access.clinics_where(by, Right.ADMINISTER)
    if account.memberships.granted().exclude(clinic__in=mine).exists():
        raise ValidationError(
            f"{account} is also a member of a clinic that you are no admin of, so you"
            " cannot close or open the account: you can end the membership here."
        )


def refuse_strangers(account: Account, by: Account) -> None:
    """Raise ``ValidationError`` unless an account is a member of a clinic that ``by`` runs.

    Emergency access makes it no member, and a membership that ended makes it one no more.
    """
    mine = access.clinics_where(by, Right.ADMINISTER)
    if not account.memberships.granted().filter(clinic__in=mine).exists():
        raise ValidationError(
            f"{account} is no member of a clinic that you are admin of:"
            " only the admins of their own clinic can change the account."
        )
