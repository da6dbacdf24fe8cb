"""Closing accounts without deleting them. Only an admin of all their clinics may do it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from patients import access, audit
from patients.access import Right
from patients.accounts.actions import memberships, outside_identities, sign_ins
from patients.actions.conflicts import retried
from patients.models import Account, Clinic

OWN = "This is your own account: another admin of the clinic can do this."


@retried
def deactivate(*, account: Account, by: Account) -> Account:
    """Refuse every sign-in to an account until it is reactivated, and end its sessions.

    Its outside identity opens nothing then either, and has to be tied anew.

    Raises ``ValidationError`` if it is the account of ``by``, if ``by`` is not an admin of
    every clinic that it is a member of, or if it is a clinic's last admin.
    """
    with transaction.atomic():
        account = lock(account, by=by)
        if not account.is_active:
            return account
        for membership in account.memberships.granted().select_related("clinic"):
            memberships.refuse_without_admin(membership)
        outside_identities.end(account.outside_identities.unended(), by=by)
        account.is_active = False
        account.save(update_fields=["is_active"])
        audit.record("deactivate-account", by=by, about=account)
        sign_ins.end_sessions(account=account, by=by)
    return account


@retried
def reactivate(*, account: Account, by: Account) -> Account:
    """Allow sign-ins to an account again; memberships that have not ended hold again.

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
    """Sign an account out everywhere; return the number of browsers it was signed in from.

    Raises ``ValidationError`` if ``by`` is not an admin of a clinic that it is a member of.
    """
    refuse_strangers(account, by)
    return sign_ins.end_sessions(account=account, by=by)


@retried
def untie(*, account: Account, by: Account) -> None:
    """End the tie of an account to the hospital's, and the sessions that it opened.

    Raises ``ValidationError`` if ``by`` is not an admin of a clinic that it is a member of.
    """
    refuse_strangers(account, by)
    with transaction.atomic():
        outside_identities.end(account.outside_identities.unended(), by=by)


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
    """Raise ``ValidationError`` unless ``by`` is an admin of every clinic of the account.

    The account must be a member of at least one clinic, and must not be that of ``by``.
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
    """Raise ``ValidationError`` unless ``by`` is an admin of a clinic of the account.

    Emergency access and memberships that ended do not count.
    """
    mine = access.clinics_where(by, Right.ADMINISTER)
    if not account.memberships.granted().filter(clinic__in=mine).exists():
        raise ValidationError(
            f"{account} is no member of a clinic that you are admin of:"
            " only the admins of their own clinic can change the account."
        )
