"""Notes when a reader looks at a patient's chart, so that what is new to them can be told."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from patients.models import Account, Patient

# Charts opened within this time of one another are one visit: what is new stays marked.
VISIT = timedelta(minutes=30)
NOTE = """
    INSERT INTO patients_look AS look (account_id, patient_id, looked_at) VALUES (%s, %s, %s)
    ON CONFLICT (account_id, patient_id) DO UPDATE SET
        before = CASE WHEN look.looked_at < %s
            THEN look.looked_at ELSE look.before END,
        looked_at = excluded.looked_at
    RETURNING before
"""


def note(patient: Patient, *, by: Account) -> datetime | None:
    """Note that a reader looks at a chart; return when they did before this visit, if ever."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [by.pk, patient.pk, now, now - VISIT])
        before: datetime | None
        ((before,),) = cursor.fetchall()
    return before
