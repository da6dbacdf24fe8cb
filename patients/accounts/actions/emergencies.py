"""Emergency access: clinicians enter another clinic, for hours and with a stated reason."""

from copy import copy

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from patients import access, audit
from patients.access import Right
from patients.accounts.actions import memberships, namesakes
from patients.actions.conflicts import repetition, retried
from patients.models import EMERGENCY_LASTS, Account, Clinic, Membership, Role


def role_of(account: Account) -> Role:
    """Return the role an account takes in another clinic: the highest clinical one granted to it.

    A role taken in an emergency does not count, so that emergency access cannot lead to
    more of it. Raises ``PermissionDenied``, audited, if the account was granted none.
    """
    granted = account.memberships.current().filter(is_emergency=False)
    roles = set(granted.values_list("role", flat=True)) & access.CLINICIANS
    if not roles:
        access.refuse(account, None, Right.BREAK_GLASS)
    return Role.NEUROLOGIST if Role.NEUROLOGIST in roles else Role.NURSE


@retried
def take(*, clinic: Clinic, reason: str, by: Account) -> Membership:
    """Give ``by`` a clinical role in a clinic for four hours; its admins see it in a list.

    The same form sent again returns the access it gave. Raises ``PermissionDenied``,
    audited, if ``by`` is a clinician nowhere, ``ValidationError`` if they have a role in
    the clinic, or will have before the four hours are over, or if a member of the clinic
    has their name, and ``AlreadySaved`` if they gave another reason.
    """
    role = role_of(by)
    with transaction.atomic():
        clinic = memberships.lock(clinic, None)
        Account.objects.select_for_update(no_key=True).get(pk=by.pk)
        now = timezone.now()
        until = now + EMERGENCY_LASTS
        overlapping = by.memberships.filter(
            Q(until=None) | Q(until__gt=now), clinic=clinic, since__lt=until
        ).first()
        if overlapping and overlapping.is_emergency:
            return taken_before(overlapping, reason)
        if overlapping:
            held = overlapping.get_role_display().lower()
            raise ValidationError(
                {"clinic": f"You are {held} of {clinic}: an admin there decides."}
            )
        namesakes.refuse_joining_namesake(by, clinic)
        membership = Membership.objects.create(
            account=by,
            clinic=clinic,
            role=role,
            since=now,
            until=until,
            is_emergency=True,
            emergency_reason=reason,
        )
        audit.record("break-glass", by=by, clinic_id=clinic.pk, about=membership)
    return membership


def taken_before(saved: Membership, reason: str) -> Membership:
    """Return the access taken before if it has this reason. Raises ``AlreadySaved`` if not."""
    sent = copy(saved)
    sent.emergency_reason = reason
    return repetition([saved], [sent])[0]
