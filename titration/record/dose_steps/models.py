"""Dose steps of the oral titration: the regimen taken from a date on."""

from decimal import Decimal
from functools import partial
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import BooleanField, F, Func, Q

from patients.models import Entry, EntryQuerySet, Patient, Status
from titration.reading.recorded import edition_of
from titration.rules import AMOUNT_DECIMALS, AMOUNT_DIGITS, regimen_text

MOST_AMOUNTS_A_DAY = 8


class Phase(models.TextChoices):
    """The part of the course that a step belongs to. ``STOPPED`` means no baclofen is taken."""

    INITIATION = "initiation", "Initiation"
    MAINTENANCE = "maintenance", "Maintenance"
    TAPER = "taper", "Taper"
    STOPPED = "stopped", "Stopped"


class Reason(models.TextChoices):
    """Why the regimen changed."""

    STARTING = "starting", "Starting"
    MORE_EFFECT = "more effect wanted", "More effect wanted"
    SIDE_EFFECT = "side effect", "Side effect"
    TOLERANCE = "tolerance", "Tolerance"
    TAPER = "taper", "Taper"
    STOPPING = "stopping", "Stopping"
    RESTART = "restart", "Restart"
    CORRECTION = "correction of plan", "Correction of plan"
    OTHER = "other", "Other"


# True if an array holds only amounts above 0 and below 1,000 mg: no NULL, no NaN.
HoldsAmountsInMg = partial(
    Func,
    template=(
        "(0 < ALL(%(expressions)s) AND 1000 > ALL(%(expressions)s)"
        " AND array_position(%(expressions)s, NULL) IS NULL)"
    ),
    output_field=BooleanField(),
)


class DoseStepQuerySet(EntryQuerySet["DoseStep"]):
    """Dose steps, and the edition of a patient's."""

    def edition(self, patient: Patient) -> str:
        """Return a text that changes with every step recorded or marked for a patient."""
        return edition_of(
            self.of(patient).exclude(status=Status.SUPERSEDED).values_list("pk", "marked_at")
        )


class DoseStep(Entry):
    """One oral regimen, held from ``starts_on`` until the next live step starts.

    ``doses_mg`` are the amounts of one day in order, in mg (1 to 8 of them, at most two
    decimals), or empty if no baclofen is taken. A step with a later date is planned and
    takes effect on that date.
    """

    KIND = "dose-steps"
    CALLED = "Dose step"

    starts_on = models.DateField("from")
    doses_mg = ArrayField(
        models.DecimalField(max_digits=AMOUNT_DIGITS, decimal_places=AMOUNT_DECIMALS),
        blank=True,
    )
    phase = models.CharField(max_length=20, choices=Phase.choices)
    reason = models.CharField(max_length=30, choices=Reason.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)
    already_taking = models.BooleanField("already taking baclofen", default=False)

    objects: ClassVar[DoseStepQuerySet] = DoseStepQuerySet.as_manager()  # type: ignore[assignment]

    CARE_DATES = ("starts_on",)

    class Meta(Entry.Meta):
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(doses_mg__len__lte=MOST_AMOUNTS_A_DAY),
                name="dosestep_amounts_up_to_8",
            ),
            models.CheckConstraint(
                condition=HoldsAmountsInMg(F("doses_mg")),
                name="dosestep_amounts_are_mg",
            ),
            models.CheckConstraint(
                condition=Q(phase__in=Phase.values)
                & (
                    Q(phase=Phase.STOPPED, doses_mg__len=0)
                    | (~Q(phase=Phase.STOPPED) & Q(doses_mg__len__gt=0))
                ),
                name="dosestep_stopped_exactly_when_empty",
            ),
            models.CheckConstraint(
                condition=Q(reason__in=["", *Reason.values]),
                name="dosestep_reason_is_known",
            ),
            models.UniqueConstraint(
                fields=["patient", "starts_on"],
                condition=Q(status=Status.LIVE),
                name="dosestep_one_live_per_start_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{regimen_text(self.doses_mg)} from {self.starts_on:%d-%b-%Y}"

    @property
    def total_mg(self) -> Decimal:
        """The sum of one day's amounts, in mg."""
        return sum(self.doses_mg, Decimal(0))
