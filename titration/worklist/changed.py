"""The patients of whom others recorded something since the reader last looked at their charts."""

from datetime import timedelta
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from patients.models import Account, Look
from titration.standing.models import Standing
from titration.standing.situation import Group
from titration.worklist.rows import FIELDS
from titration.worklist.viewer import Viewer

MOST_CHANGED = 50
LOOKED_WITHIN = timedelta(days=90)


def last_look(reader: Account) -> Subquery:
    """Return when a reader last looked at the chart of the standing's patient."""
    looks = Look.objects.filter(account=reader, patient=OuterRef("patient"))
    return Subquery(looks.values("looked_at"))


def changed_since_looked(viewer: Viewer) -> list[dict[str, Any]]:
    """Return rows of ``FIELDS`` of everyone else, in no group before, that changed; latest first.

    Only charts at which the reader looked within 90 days are told, and what the reader recorded
    themselves is nothing new to them.
    """
    rest = Standing.objects.listed().in_clinics([viewer.clinic.pk])
    looked = rest.in_group(viewer.role, Group.REST).filter(
        patient__looks__account=viewer.account,
        patient__looks__looked_at__gt=timezone.now() - LOOKED_WITHIN,
        entered_at__gt=F("patient__looks__looked_at"),
    )
    others = looked.exclude(entered_by=viewer.account.pk)
    rows = others.values(*FIELDS, looked_at=F("patient__looks__looked_at"))
    return list(rows.order_by("-entered_at", "patient_id")[: MOST_CHANGED + 1])
