"""What is told of each clinic at a glance, for one day and already without its small groups."""

from datetime import date
from typing import ClassVar

from django.db import models

from patients.models import Clinic
from titration.glance.placing import Placing


class GlanceQuerySet(models.QuerySet["Glance"]):
    """What is told of clinics."""

    def of(self, clinic: Clinic) -> "Glance | None":
        """Return what is told of a clinic; ``None`` before anything is."""
        return self.filter(clinic=clinic).first()

    def put(self, clinic: Clinic, as_of: date, told: dict[Placing, int]) -> None:
        """Write what is told of a clinic for a day, in place of what was."""
        rows = [[*placing, number] for placing, number in sorted(told.items())]
        self.update_or_create(clinic=clinic, defaults={"as_of": as_of, "groups": rows})


class Glance(models.Model):
    """The numbers told of a clinic's patients, as known when the day ``as_of`` ended.

    ``groups`` is a list of plot, row, group and number, for the groups that are told. Nothing
    else is kept of what was counted. Written only by the command ``derive_glances``.
    """

    clinic = models.OneToOneField(
        Clinic, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    as_of = models.DateField()
    groups = models.JSONField()

    objects: ClassVar[GlanceQuerySet] = GlanceQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"{self.clinic} at a glance on {self.as_of:%d-%b-%Y}"

    @property
    def told(self) -> dict[Placing, int]:
        """The number told of each group that is told."""
        return {Placing(*placing): number for *placing, number in self.groups}
