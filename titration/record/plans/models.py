"""Steps of a plan: what a neurologist means to be taken from a day on, until it is answered."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from patients.models import EntryQuerySet
from titration.record.dose_steps.models import RegimenEntry


class PlannedStep(RegimenEntry):
    """One row of a plan: the regimen that a neurologist means to be taken from ``starts_on`` on.

    Nothing advances by itself: once the day has come the step waits until a clinician confirms
    it as taken, which records a dose step, or says what was taken instead. A plan is changed by
    a new ``version``, which supersedes every row that has no answer yet.
    """

    KIND = "planned-steps"
    CALLED = "Planned step"
    STRIKE = "Strike out of the plan"

    version = models.PositiveSmallIntegerField(editable=False)

    objects: ClassVar[EntryQuerySet["PlannedStep"]] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(RegimenEntry.Meta):
        constraints: ClassVar = [
            *RegimenEntry.Meta.constraints,
            models.CheckConstraint(condition=Q(in_words=""), name="plannedstep_is_told_by_amounts"),
            models.CheckConstraint(
                condition=Q(version__gte=1), name="plannedstep_versions_begin_with_1"
            ),
        ]

    def __str__(self) -> str:
        """As a clinician says it: ``Planned 10 mg three times a day from 07-Dec-2026``."""
        return f"Planned {super().__str__()}, version {self.version}"
