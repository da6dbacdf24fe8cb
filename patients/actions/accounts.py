"""Making accounts, giving them a role in a clinic, and what people change of their own."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from patients import audit
from patients.models import Account, Clinic, Membership


def create(*, email: str, full_name: str, password: str, by: Account | None) -> Account:
    """Make an account that signs in with an e-mail and a password."""
    with transaction.atomic():
        account = Account(email=email.lower(), full_name=full_name)
        account.set_password(password)
        account.save(force_insert=True)
        audit.record("create-account", by=by, about=account)
    return account


def begin_anew(*, account: Account, full_name: str, password: str) -> Account:
    """Set the name and password of an account that was never a member of a clinic.

    The caller has checked that the invitation for its e-mail is open.
    """
    with transaction.atomic():
        account.full_name = full_name
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
