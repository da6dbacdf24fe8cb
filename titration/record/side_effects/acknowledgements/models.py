"""That a neurologist has seen a side effect that is severe or listed as serious."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from patients.models import Entry, EntryQuerySet, Status
from titration.record.side_effects.changes.models import SideEffectChange
from titration.record.side_effects.models import SideEffect


class Acknowledgement(Entry):
    """A neurologist has seen one side effect, or that it worsened to severe, and comments.

    ``worsening`` is the change by which it became severe; without one it is the effect as it
    began. It changes where the patient stands on the morning list, never the effect or a flag.
    """

    KIND = "acknowledgements"
    CALLED = "Acknowledgement"
    STRIKE = "Withdraw acknowledgement"

    effect = models.ForeignKey(SideEffect, on_delete=models.PROTECT, related_name="+")
    worsening = models.ForeignKey(
        SideEffectChange, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    comment = models.CharField(max_length=500)

    objects: ClassVar[EntryQuerySet["Acknowledgement"]] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    SAID_WITH = ("effect",)

    class Meta(Entry.Meta):
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=~Q(comment=""), name="acknowledgement_has_a_comment"),
            models.UniqueConstraint(
                fields=["effect", "worsening"],
                condition=Q(status=Status.LIVE),
                nulls_distinct=False,
                name="one_live_acknowledgement_of_a_worsening",
            ),
        ]

    def __str__(self) -> str:
        """As a clinician says it: ``Muscle weakness acknowledged: seen today, dose halved``."""
        return f"{self.effect.title} acknowledged: {' '.join(self.comment.splitlines())}"
