"""The audit events about one account: its sign-ins, and what others did to it."""

from django.db.models import Exists, OuterRef, Q

from patients.accounts.actions import sign_ins
from patients.models import Account, AuditEvent, keyset

NEWEST_FIRST = ("-at", "-id")
PAGE_SIZE = 25
FIELDS = ("id", "at", "account_id", "action", "outcome", "object_id", "address")


def read(
    *, account: Account, clinic_ids: list[int], after: int | None, before: int | None
) -> keyset.Page:
    """Read a page of the events, newest first, as rows of ``FIELDS``.

    Only events from the time when an admin had granted the account a membership in one of
    the clinics, and nothing about its memberships in others. Of emergency access, only the
    event of the access itself.
    """
    memberships = account.memberships.filter(clinic__in=clinic_ids)
    granted = memberships.filter(is_emergency=False, since__lte=OuterRef("at"))
    while_member = Exists(granted.filter(Q(until=None) | Q(until__gte=OuterRef("at"))))
    resets = account.sign_in_resets.values("pk")
    rows = AuditEvent.objects.filter(
        Q(account_id=account.pk, action__in=sign_ins.SIGNING_IN)
        | Q(object_type="account", object_id=account.pk)
        | Q(object_type="membership", object_id__in=memberships.values("pk"))
        | Q(object_type="signinreset", object_id__in=resets)
    )
    rows = rows.filter(while_member | Q(object_type="membership")).values(*FIELDS)
    return keyset.page(rows, NEWEST_FIRST, size=PAGE_SIZE, after=after, before=before)
