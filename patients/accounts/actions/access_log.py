"""Reading who opened which record, for a clinic's admins. Each reading is audited too."""

from datetime import date
from typing import Any, TypedDict, Unpack

from django.db.models import Q, QuerySet

from patients import access, audit
from patients.access import Right
from patients.models import Account, AuditEvent, Clinic, RecordNumber, keyset

NEWEST_FIRST = ("-at", "-id")
PAGE_SIZE = 50
MOST_EXPORTED = 10_000
FIELDS = ("id", "at", "account_id", "action", "outcome", "patient_ids", "address")


class AccessFilters(TypedDict, total=False):
    """The filters of ``events``; a key that is left out filters nothing."""

    who: str
    patient: int | None
    since: date | None
    until: date | None
    outcome: str


def read(
    *,
    clinic: Clinic,
    by: Account,
    after: int | None,
    before: int | None,
    **filters: Unpack[AccessFilters],
) -> keyset.Page:
    """Read a page of the accesses to a clinic's records, newest first, as rows of ``FIELDS``.

    Raises ``PermissionDenied``.
    """
    access.require(by, clinic.pk, Right.ADMINISTER)
    rows = events(clinic, **filters).values(*FIELDS)
    page = keyset.page(rows, NEWEST_FIRST, size=PAGE_SIZE, after=after, before=before)
    audit.record("read-access-log", by=by, clinic_id=clinic.pk)
    return page


def export(
    *, clinic: Clinic, by: Account, **filters: Unpack[AccessFilters]
) -> list[dict[str, Any]]:
    """Read the newest ``MOST_EXPORTED`` accesses. Raises ``PermissionDenied``."""
    access.require(by, clinic.pk, Right.ADMINISTER)
    rows = events(clinic, **filters).order_by(*NEWEST_FIRST).values(*FIELDS)
    found = list(rows[:MOST_EXPORTED])
    audit.record("export-access-log", by=by, clinic_id=clinic.pk)
    return found


def events(
    clinic: Clinic,
    *,
    who: str = "",
    patient: int | None = None,
    since: date | None = None,
    until: date | None = None,
    outcome: str = "",
) -> QuerySet[AuditEvent]:
    """Return the accesses that pass the filters; days are those of the clinic's calendar.

    People and patient are looked up first. Otherwise PostgreSQL would read the whole log for
    a name that no account has, or for a patient of another clinic.
    """
    asked = Q()
    if who:
        people = Account.objects.called(who)
        asked &= Q(account_id__in=list(people.values_list("pk", flat=True)))
    if patient:
        known = RecordNumber.objects.filter(clinic=clinic, pk=patient)
        asked &= Q(patient_ids__contains=[patient]) if known.exists() else Q(pk__in=[])
    if since:
        asked &= Q(at__gte=clinic.start_of(since))
    if until:
        asked &= Q(at__lt=clinic.end_of(until))
    if outcome:
        asked &= Q(outcome=outcome)
    return AuditEvent.objects.accesses_to(clinic).filter(asked)
