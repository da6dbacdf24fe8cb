"""What is told of each clinic at a glance, plot by plot and already without its small groups."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from django.db import models

from patients.models import Clinic
from titration.glance.placing import Placing


class GlanceQuerySet(models.QuerySet["Glance"]):
    """What is told of clinics."""

    def of(self, clinic: Clinic) -> "dict[str, Glance]":
        """Return what is told of a clinic, by plot."""
        return {glance.plot: glance for glance in self.filter(clinic=clinic)}

    def put(self, clinic: Clinic, plot: str, as_of: date, told: Mapping[Placing, int]) -> None:
        """Write the numbers of a plot for a day, in place of those told before."""
        groups = [[row, group, number] for (_, row, group), number in sorted(told.items())]
        self.update_or_create(clinic=clinic, plot=plot, defaults={"as_of": as_of, "groups": groups})


class Glance(models.Model):
    """The numbers told in one plot of a clinic's patients, as known when the day ``as_of`` ended.

    ``groups`` is a list of row, group and number, for the groups that are told. Nothing else is
    kept of what was counted. Written only by the command ``derive_glances``.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+", db_index=False)
    plot = models.CharField(max_length=20)
    as_of = models.DateField()
    groups = models.JSONField()

    objects: ClassVar[GlanceQuerySet] = GlanceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clinic", "plot"], name="glance_one_a_plot")
        ]

    def __str__(self) -> str:
        return f"{self.plot} of {self.clinic} on {self.as_of:%d-%b-%Y}"

    @property
    def told(self) -> dict[Placing, int]:
        """The number told of each group that is told."""
        return {Placing(self.plot, row, group): number for row, group, number in self.groups}
