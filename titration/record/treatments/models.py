"""Other treatments of the dystonia, beside oral baclofen."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import Q

from patients.days import day_text
from patients.models import Entry, EntryQuerySet, Status
from patients.models.inexact_days import InexactDayField, first_day, is_day_told
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

    Only intrathecal baclofen has an amount: mcg a day, from the pump. Amount and detail are
    those it began with. A treatment that was over when it was recorded says so in
    ``until_on``; what becomes of one later is told by its changes, each with a day of its own.
    """

    KIND = "treatments"
    CALLED = "Other treatment"

    kind = models.CharField("treatment", max_length=30, choices=TreatmentKind.choices)
    from_on = InexactDayField("from")
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
                condition=Q(until_on=None) | Q(until_on__gte=first_day("from_on")),
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
            models.CheckConstraint(
                condition=is_day_told("from_on"), name="treatment_begins_on_a_day"
            ),
        ]

    @property
    def parts(self) -> "Iterable[Entry]":
        """The changes that count."""
        return self.changes.filter(status=Status.LIVE).order_by("changed_on")

    def __str__(self) -> str:
        """As a clinician says it: ``Botulinum toxin, 100 units, from 12-Jan-2026``."""
        what: str = TreatmentKind(self.kind).label
        if self.mcg_per_day is not None:
            what = f"{what}, {number(self.mcg_per_day)} mcg per day"
        if self.detail:
            what = f"{what}, {self.detail}"
        until = f" until {day_text(self.until_on)}" if self.until_on else ""
        return f"{what}, from {day_text(self.from_on)}{until}"
