"""Making accounts, giving them a role in a clinic, and closing them without deleting them."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from patients import access, audit
from patients.access import Right
from patients.actions import memberships, sign_ins
from patients.models import Account, Clinic, Membership


def create(*, email: str, full_name: str, password: str, by: Account | None) -> Account:
    """Make an account that signs in with an e-mail and a password."""
    with transaction.atomic():
        account = Account(email=email.lower(), full_name=full_name)
        account.set_password(password)
        account.save(force_insert=True)
        audit.record("create-account", by=by, about=account)
    return account


def grant(
    *,
    account: Account,
    clinic: Clinic,
    role: str,
    by: Account | None,
    until: datetime | None = None,
) -> Membership:
    """Give an account a role in a clinic, from now on; emergency access ends with it."""
    with transaction.atomic():
        now = timezone.now()
        emergency = account.memberships.emergencies().filter(clinic=clinic, until__gt=now)
        emergency.update(until=now)
        membership = Membership.objects.create(
            account=account, clinic=clinic, role=role, since=now, until=until
        )
        audit.record("grant-role", by=by, clinic_id=clinic.pk, about=membership)
    return membership


def deactivate(*, account: Account, by: Account) -> Account:
    """Let nobody in by this account until it is reactivated; its sessions end.

    Raises ``PermissionDenied``, or ``ValidationError`` for one's own account, for
    one that is a member where ``by`` is no admin, and for a clinic's last admin.
    """
    with transaction.atomic():
        account = lock(account, by=by)
        if not account.is_active:
            return account
        for membership in account.memberships.unended().select_related("clinic"):
            memberships.refuse_without_admin(membership)
        account.is_active = False
        account.save(update_fields=["is_active"])
        audit.record("deactivate-account", by=by, about=account)
        sign_ins.end_sessions(account=account, by=by)
    return account


def reactivate(*, account: Account, by: Account) -> Account:
    """Let somebody in again; memberships that have not ended hold again.

    Raises ``PermissionDenied``, or ``ValidationError`` as ``deactivate`` does.
    """
    with transaction.atomic():
        account = lock(account, by=by)
        if account.is_active:
            return account
        account.is_active = True
        account.save(update_fields=["is_active"])
        audit.record("reactivate-account", by=by, about=account)
    return account


def lock(account: Account, *, by: Account) -> Account:
    """The account as it stands, with its clinics, held against other changes.

    Raises ``ValidationError`` unless every clinic it is a member of is one
    that ``by`` runs, and for the account of ``by``.
    """
    refuse_closing(account, by=by)
    clinics = Clinic.objects.filter(memberships__in=account.memberships.unended())
    for clinic in clinics.order_by("pk").distinct():
        memberships.lock(clinic, by)
    return Account.objects.select_for_update(no_key=True).get(pk=account.pk)


def refuse_closing(account: Account, *, by: Account) -> None:
    """Raise ``ValidationError`` for one's own account, and for a member where one is no admin."""
    if account.pk == by.pk:
        raise ValidationError("This is your own account: another admin of the clinic can do this.")
    mine = access.clinics_where(by, Right.ADMINISTER)
    if account.memberships.unended().exclude(clinic__in=mine).exists():
        raise ValidationError(
            f"{account} is also a member of a clinic that you are no admin of."
            " You can end the membership here instead; the account goes on there."
        )


def end_sessions(*, account: Account, by: Account) -> int:
    """Sign an account out wherever it is signed in; returns of how many browsers.

    Raises ``ValidationError`` where ``by`` runs none of the clinics it is a member of.
    """
    mine = access.clinics_where(by, Right.ADMINISTER)
    if not account.memberships.unended().filter(clinic__in=mine).exists():
        raise ValidationError(f"{account} is no member of a clinic that you are admin of any more.")
    return sign_ins.end_sessions(account=account, by=by)


def rename(*, full_name: str, by: Account) -> Account:
    """Change one's own name, as everybody sees it beside what one recorded."""
    with transaction.atomic():
        by.full_name = full_name
        by.save(update_fields=["full_name"])
        audit.record("rename-account", by=by, about=by)
    return by


def change_password(*, password: str, by: Account) -> Account:
    """Change one's own password, which ends every session begun with the former one."""
    with transaction.atomic():
        by.set_password(password)
        by.save(update_fields=["password"])
        audit.record("change-password", by=by, about=by)
    return by
