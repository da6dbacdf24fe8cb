"""Make accounts, give them a role in a clinic, and change the name or password of an account."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from patients import audit
from patients.accounts.actions import namesakes, proofs
from patients.actions.conflicts import retried
from patients.database.acting_account import become
from patients.models import Account, Clinic, Membership, Role
from patients.models.visible_text import composed


def create(*, email: str, full_name: str, password: str | None, by: Account | None) -> Account:
    """Make an account that signs in with an e-mail and a password, or with no password of ours."""
    with transaction.atomic():
        account = Account(email=email.lower(), full_name=composed(full_name))
        account.set_password(password)
        account.save(force_insert=True)
        audit.record("create-account", by=by, about=account)
    return account


def begin_anew(*, account: Account, full_name: str, password: str | None) -> Account:
    """Set the name and password, or none, of an account that was never a member of a clinic.

    The caller has checked that the invitation for its e-mail is open.
    """
    with transaction.atomic():
        become(account)  # the database lets only the account itself change its name
        account.full_name = composed(full_name)
        account.set_password(password)
        account.save(update_fields=["full_name", "password"])
        audit.record("choose-password", by=account, about=account)
    return account


def grant(
    *,
    account: Account,
    clinic: Clinic,
    role: str,
    by: Account | None,
    until: datetime | None = None,
) -> Membership:
    """Give an account a role in a clinic from now on, and end its emergency access there.

    Raises ``ValidationError`` if another member has the account's name, or as
    ``refuse_admin_without_password`` does.
    """
    with transaction.atomic():
        namesakes.refuse_joining_namesake(account, clinic)
        refuse_admin_without_password(account, role)
        now = timezone.now()
        emergency = account.memberships.emergencies().filter(clinic=clinic, until__gt=now)
        emergency.update(until=now)
        membership = Membership.objects.create(
            account=account, clinic=clinic, role=role, since=now, until=until
        )
        audit.record("grant-role", by=by, clinic_id=clinic.pk, about=membership)
    return membership


def refuse_admin_without_password(account: Account, role: str) -> None:
    """Raise ``ValidationError`` for an admin who could sign in at the hospital's provider only.

    So each clinic's admins can sign in, and reset a colleague's sign-in, without the provider.
    """
    if role == Role.ADMIN and not account.has_usable_password():
        raise ValidationError(
            f"{account} has no password here, and an admin needs one: they choose it under"
            " “Your account”."
        )


@retried
def rename(*, full_name: str, by: Account) -> Account:
    """Change the name of ``by``, which is shown with what they record from now on.

    What they recorded before keeps the former name, which a trigger saves. Raises
    ``ValidationError``, by field, if another member of one of their clinics has the name.
    """
    with transaction.atomic():
        clinics = namesakes.lock_clinics_of(by)
        namesakes.refuse_namesake(full_name, clinics, but=by)
        by.full_name = composed(full_name)
        by.save(update_fields=["full_name"])
        audit.record("rename-account", by=by, about=by)
    return by


def change_password(request: HttpRequest, *, current: str, password: str, by: Account) -> Account:
    """Change the password of ``by``; they have to give the ``current`` one.

    Raises ``ValidationError`` by field as ``proofs.confirm_password`` does.
    """
    proofs.confirm_password(request, by=by, password=current, shown_by="current")
    return set_password(password=password, by=by)


@retried
def set_password(*, password: str, by: Account) -> Account:
    """Set the password of ``by``; every session that began with the former one ends."""
    with transaction.atomic():
        by.set_password(password)
        by.save(update_fields=["password"])
        audit.record("change-password", by=by, about=by)
    return by
