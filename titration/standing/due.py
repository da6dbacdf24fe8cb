"""Derives standings again once their day has come: a planned step starts, a birthday passes.

Opening the worklist derives one of them, in a transaction of its own: even when many
are due, after days without a reader, the list opens at once. The command
``rebuild_standings --due`` derives all of them.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Q, QuerySet

from patients.database.acting_account import act_as
from patients.models import Account, Clinic, Patient
from titration.standing.derivation import rebuild_standing

AT_ONCE = 1  # patients each time a list is opened: more would keep the reader waiting
COUNTED_UP_TO = 100
# A standing is due once the day on which it changes has come in the clinic's time zone.
# Written as SQL because every opening of the worklist runs it.
COUNT_DUE = """
    SELECT count(*) FROM (
        SELECT FROM unnest(%s::bigint[], %s::date[]) clinic (id, today)
        JOIN titration_standing standing
            ON standing.clinic_id = clinic.id AND standing.changes_on <= clinic.today
        LIMIT %s
    ) due
"""


def bring_forward(clinics: Sequence[Clinic], *, by: Account) -> int:
    """Derive some of the standings that are due in the clinics of ``by``; return how many are left.

    The count stops after ``COUNTED_UP_TO``. Patients locked by another connection are
    skipped; if the database fails, all standings stay as they were.
    """
    due = count_due(clinics)
    if not due:
        return 0
    try:
        bring_some_forward(clinics, by=by)
    except DatabaseError:
        return due
    return count_due(clinics)


def count_due(clinics: Sequence[Clinic]) -> int:
    """Count the standings that are due, up to one more than ``COUNTED_UP_TO``."""
    todays = {clinic.pk: clinic.today() for clinic in clinics}
    values: list[Any] = [list(todays), list(todays.values()), COUNTED_UP_TO + 1]
    with connection.cursor() as cursor:
        cursor.execute(COUNT_DUE, values)
        count: int = cursor.fetchone()[0]
    return count


def bring_some_forward(clinics: Sequence[Clinic], *, by: Account) -> None:
    """Derive ``AT_ONCE`` standings that are due, over the second connection.

    The request's own transaction would lock these patients until its page is sent.
    """
    alias = settings.OUTSIDE_REQUEST
    with transaction.atomic(using=alias):
        act_as(by, using=alias)
        held = Patient.objects.using(alias).select_for_update(
            no_key=True, skip_locked=True, of=("self",)
        )
        for patient in held.select_related("clinic").filter(due_in(clinics))[:AT_ONCE]:
            rebuild_standing(patient, using=alias)


def due_in(clinics: Iterable[Clinic]) -> Q:
    """Return the filter for patients of these clinics whose standings are due."""
    due = Q(pk__in=[])
    for clinic in clinics:
        due |= Q(standing__clinic=clinic, standing__changes_on__lte=clinic.today())
    return due


def due_everywhere() -> QuerySet[Patient]:
    """Return the patients of all clinics whose standings are due."""
    return Patient.objects.filter(due_in(Clinic.objects.all()))
