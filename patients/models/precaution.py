"""Histories of conditions that the article names beside baclofen."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from patients.models.entry import Entry, EntryQuerySet, Status


class Condition(models.TextChoices):
    """The three histories in the article's section on side effects and precautions."""

    KIDNEY_DISEASE = "kidney disease", "Kidney disease"
    EPILEPSY = "epilepsy", "Epilepsy"
    PSYCHIATRIC_DISORDER = "psychiatric disorder", "Psychiatric disorder"


class Answer(models.TextChoices):
    """What is known of a history. ``Not asked`` is not the same as ``absent``."""

    PRESENT = "present", "Present"
    ABSENT = "absent", "Absent"
    NOT_ASKED = "not asked", "Not asked"


class Precaution(Entry):
    """What is known of a patient's history of one condition."""

    KIND = "precautions"
    CALLED = "History"

    condition = models.CharField(max_length=30, choices=Condition.choices)
    answer = models.CharField(max_length=20, choices=Answer.choices)

    objects: ClassVar[EntryQuerySet["Precaution"]] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Entry.Meta):
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(condition__in=Condition.values) & Q(answer__in=Answer.values),
                name="precaution_codes_are_known",
            ),
            models.UniqueConstraint(
                fields=["patient", "condition"],
                condition=Q(status=Status.LIVE),
                name="precaution_one_live_per_condition",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_condition_display()}: {self.get_answer_display().lower()}"
