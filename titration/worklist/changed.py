"""The patients of whom others recorded something since the reader last looked at their charts."""

from datetime import timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from patients.models import Account, Look
from titration.standing.listing import Rows, changed_rows
from titration.worklist.viewer import Viewer

MOST_CHANGED = 50
LOOKED_WITHIN = timedelta(days=90)


def last_look(reader: Account) -> Subquery:
    """Return when a reader last looked at the chart of the standing's patient."""
    looks = Look.objects.filter(account=reader, patient=OuterRef("patient"))
    return Subquery(looks.values("looked_at"))


def changed_since_looked(viewer: Viewer) -> Rows:
    """Return rows of everyone else that changed; one more than are shown, if there are more.

    Only charts at which the reader looked within 90 days are told, and what the reader recorded
    themselves is nothing new to them.
    """
    since = timezone.now() - LOOKED_WITHIN
    clinic, role, reader = viewer.clinic, viewer.role, viewer.account
    return changed_rows(clinic.pk, role, reader, since=since, most=MOST_CHANGED + 1)
