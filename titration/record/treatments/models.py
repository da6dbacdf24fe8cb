"""Other treatments of the dystonia, beside oral baclofen."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from patients.models import Entry, EntryQuerySet
from titration.rules import INTRATHECAL, number

MCG_DIGITS, MCG_DECIMALS = 7, 2
LIMIT_MCG = 10 ** (MCG_DIGITS - MCG_DECIMALS)


class TreatmentKind(models.TextChoices):
    """What sort of treatment it is."""

    PHYSICAL_THERAPY = "physical therapy", "Physical therapy"
    OCCUPATIONAL_THERAPY = "occupational therapy", "Occupational therapy"
    BOTULINUM_TOXIN = "botulinum toxin", "Botulinum toxin"
    OTHER_MEDICINE = "other medicine", "Other medicine"
    SURGERY = "surgery", "Surgery"
    INTRATHECAL_BACLOFEN = INTRATHECAL, "Intrathecal baclofen"


class Treatment(Entry):
    """Another treatment, from one day until another, both counted.

    Only intrathecal baclofen has an amount: mcg a day, from the pump. If more becomes known
    later, such as its end, a new entry supersedes this one.
    """

    KIND = "treatments"
    CALLED = "Other treatment"

    kind = models.CharField("treatment", max_length=30, choices=TreatmentKind.choices)
    from_on = models.DateField("from")
    until_on = models.DateField("until", null=True, blank=True)
    mcg_per_day = models.DecimalField(
        "mcg per day", max_digits=MCG_DIGITS, decimal_places=MCG_DECIMALS, null=True, blank=True
    )
    detail = models.CharField(max_length=200, blank=True)

    objects: ClassVar[EntryQuerySet["Treatment"]] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    CARE_DATES = ("from_on", "until_on")

    class Meta(Entry.Meta):
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=TreatmentKind.values), name="treatment_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="treatment_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(mcg_per_day=None)
                | Q(
                    kind=TreatmentKind.INTRATHECAL_BACLOFEN,
                    mcg_per_day__gt=0,
                    mcg_per_day__lt=LIMIT_MCG,
                ),
                name="treatment_has_mcg_only_when_intrathecal",
            ),
        ]

    def __str__(self) -> str:
        """As a clinician says it: ``Botulinum toxin, 100 units, from 12-Jan-2026``."""
        what: str = TreatmentKind(self.kind).label
        if self.mcg_per_day is not None:
            what = f"{what}, {number(self.mcg_per_day)} mcg per day"
        if self.detail:
            what = f"{what}, {self.detail}"
        until = f" until {self.until_on:%d-%b-%Y}" if self.until_on else ""
        return f"{what}, from {self.from_on:%d-%b-%Y}{until}"
