"""Changing and ending memberships, by the admins of the clinic.

No admins change a membership of their own, and each clinic keeps an admin whose
membership has no end. Every change of members locks the clinic's row first, and only
then checks that the account that makes it is an admin.
"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from patients import access, audit
from patients.access import Right
from patients.accounts.actions import accounts
from patients.actions.conflicts import ChangedMeanwhile, retried
from patients.models import Account, Clinic, Membership, Role

OWN = "You cannot change your own membership: another admin of the clinic can."


@retried
def change_role(*, membership: Membership, by: Account, role: str) -> Membership:
    """End a membership and begin another in its place, both at the same instant, now.

    Sent twice, it returns the membership that the first made. Raises
    ``PermissionDenied``, ``ValidationError``, or ``ChangedMeanwhile`` if it has ended.
    """
    access.require(by, membership.clinic_id, Right.ADMINISTER)
    refuse_own(membership, by)
    with transaction.atomic():
        clinic, membership = lock(membership.clinic, by), reread(membership)
        if membership.is_emergency:
            raise ValidationError(
                {"role": "Emergency access keeps its role: end it, and invite instead."}
            )
        if membership.has_ended:
            return changed_already(membership, role)
        if membership.role == role:
            label = membership.get_role_display().lower()
            raise ValidationError({"role": f"{membership.account} is {label} here already."})
        refuse_without_admin(membership, field="role")
        accounts.refuse_admin_without_password(membership.account, role)
        now, until = timezone.now(), membership.until
        set_until(membership, now)
        changed = Membership.objects.create(
            account=membership.account, clinic=clinic, role=role, since=now, until=until
        )
        audit.record("change-role", by=by, clinic_id=clinic.pk, about=changed)
    return changed


@retried
def end(*, membership: Membership, by: Account, at_once: bool, last_day: date | None) -> Membership:
    """End a membership now, or after a last day; with neither, remove the end that was set.

    Raises ``PermissionDenied``, ``ValidationError`` by field, or
    ``ChangedMeanwhile`` if it has ended.
    """
    access.require(by, membership.clinic_id, Right.ADMINISTER)
    refuse_own(membership, by)
    with transaction.atomic():
        clinic, membership = lock(membership.clinic, by), reread(membership)
        if membership.has_ended and at_once:
            return membership
        if membership.has_ended:
            raise ChangedMeanwhile(f"The membership of {membership.account} has ended meanwhile.")
        until = timezone.now() if at_once else end_after(clinic, last_day)
        if until:
            refuse_without_admin(membership, field="last_day")
        elif membership.is_emergency:
            raise ValidationError({"last_day": "Emergency access always has an end."})
        end_at(membership, until, by=by)
    return membership


def end_at(membership: Membership, until: datetime | None, *, by: Account) -> None:
    """Set when a membership ends and audit it, in the transaction of the caller."""
    set_until(membership, until)
    audit.record("end-membership", by=by, clinic_id=membership.clinic_id, about=membership)


def end_after(clinic: Clinic, last_day: date | None) -> datetime | None:
    """Return the instant a last day is over. Raises ``ValidationError`` for a day in the past."""
    refuse_past(clinic, last_day)
    return clinic.end_of(last_day) if last_day else None


def refuse_past(clinic: Clinic, last_day: date | None) -> None:
    """Raise ``ValidationError`` for a last day before today."""
    if last_day and last_day < clinic.today():
        raise ValidationError(
            {"last_day": f"This date lies before today, {clinic.today():%d-%b-%Y}."}
        )


def lock(clinic: Clinic, by: Account | None) -> Clinic:
    """Lock a clinic against other changes of its members, and read it again.

    Raises ``ChangedMeanwhile`` if ``by`` is no longer an admin of it.
    """
    clinic = Clinic.objects.select_for_update(no_key=True).get(pk=clinic.pk)
    if by is not None and not clinic.memberships.admins().filter(account=by).exists():
        raise ChangedMeanwhile(f"You are not an admin of {clinic} any more.")
    return clinic


def reread(membership: Membership) -> Membership:
    """Read a membership again, once its clinic is locked."""
    return Membership.objects.select_related("account", "clinic").get(pk=membership.pk)


def set_until(membership: Membership, until: datetime | None) -> None:
    """Write when a membership ends."""
    membership.until = until
    membership.save(update_fields=["until"])


def changed_already(membership: Membership, role: str) -> Membership:
    """Return the membership that replaced an ended one, if it has ``role``.

    Raises ``ChangedMeanwhile`` if it has another role, or none replaced it.
    """
    mine = membership.clinic.memberships.current().filter(account=membership.account_id)
    changed = mine.filter(role=role).first()
    if changed is None or changed.since != membership.until:
        raise ChangedMeanwhile(f"The membership of {membership.account} has ended meanwhile.")
    return changed


def refuse_own(membership: Membership, by: Account) -> None:
    """Raise ``ValidationError`` if ``by`` would change a membership of their own."""
    if membership.account_id == by.pk:
        raise ValidationError(OWN)


def refuse_without_admin(membership: Membership, field: str | None = None) -> None:
    """Raise ``ValidationError`` if this member is the only admin without an end date.

    An admin whose membership has an end does not count, because after it the clinic would
    have no admin. The caller has locked the clinic.
    """
    if membership.role != Role.ADMIN:
        return
    others = membership.clinic.memberships.admins().exclude(account=membership.account_id)
    if not others.filter(until=None).exists():
        sentence = (
            f"{membership.clinic} would be left without an admin who stays."
            " Make another member admin, with no end date, first."
        )
        raise ValidationError({field: sentence} if field else sentence)
