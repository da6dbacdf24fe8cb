"""Dose steps of the oral titration: the regimen taken from a date on."""

from decimal import Decimal
from functools import partial
from itertools import combinations
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import BooleanField, F, Func, Q, Value

from patients.models import Entry, EntryQuerySet, Patient, Status
from patients.models.inexact_days import InexactDayField, is_day_told
from titration.reading.recorded import edition_of
from titration.record.dose_steps.wording import regimen_of
from titration.rules import AMOUNT_DECIMALS, AMOUNT_DIGITS

MOST_AMOUNTS_A_DAY = 8
MOST_CHARACTERS_IN_WORDS = 100


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
    RAN_OUT = "ran out", "Ran out"
    HOSPITAL_STAY = "hospital stay", "Hospital stay"
    KIDNEY_FUNCTION = "kidney function", "Kidney function"
    PREGNANCY = "pregnancy", "Pregnancy"
    CORRECTION = "correction of plan", "Correction of plan"
    OTHER = "other", "Other"


class DecidedBy(models.TextChoices):
    """Who decided that the regimen changes. It may not be who recorded it."""

    THIS_CLINIC = "this clinic", "This clinic"
    ANOTHER_CLINICIAN = "another clinician", "Another clinician"
    HOSPITAL = "hospital", "Hospital"
    PATIENT_OR_CARER = "patient or carer", "Patient or carer"


class TimeOfDay(models.TextChoices):
    """When in the day an amount is taken, in the order of the day."""

    MORNING = "morning", "Morning"
    MIDDAY = "midday", "Midday"
    EVENING = "evening", "Evening"
    BEDTIME = "bedtime", "Bedtime"


# The times of one day's amounts: each at most once, in order; or none is told.
TIMES_IN_A_DAY = [
    list(times)
    for many in range(len(TimeOfDay) + 1)
    for times in combinations(TimeOfDay.values, many)
]

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


class RegimenEntry(Entry):
    """An entry that tells a regimen taken, or planned, from ``starts_on`` on.

    The regimen is told in one of three ways: ``doses_mg``, the amounts of one day in order,
    in mg (1 to 8 of them, at most two decimals); ``in_words``, where daily amounts do not
    tell it; or neither, if no baclofen is taken. ``times_of_day`` has the time of each
    amount, or is empty.
    """

    starts_on = models.DateField("from")
    doses_mg = ArrayField(
        models.DecimalField(max_digits=AMOUNT_DIGITS, decimal_places=AMOUNT_DECIMALS),
        blank=True,
    )
    times_of_day = ArrayField(models.TextField(choices=TimeOfDay.choices), blank=True, default=list)
    in_words = models.CharField(max_length=MOST_CHARACTERS_IN_WORDS, blank=True)
    phase = models.CharField(max_length=20, choices=Phase.choices)
    reason = models.CharField(max_length=30, choices=Reason.choices, blank=True)

    class Meta(Entry.Meta):
        abstract = True
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(doses_mg__len__lte=MOST_AMOUNTS_A_DAY),
                name="%(class)s_amounts_up_to_8",
            ),
            models.CheckConstraint(
                condition=HoldsAmountsInMg(F("doses_mg")),
                name="%(class)s_amounts_are_mg",
            ),
            models.CheckConstraint(
                condition=Q(phase__in=Phase.values)
                & (
                    Q(phase=Phase.STOPPED, doses_mg__len=0, in_words="")
                    | (~Q(phase=Phase.STOPPED) & Q(doses_mg__len__gt=0, in_words=""))
                    | (~Q(phase=Phase.STOPPED) & Q(doses_mg__len=0) & ~Q(in_words=""))
                ),
                name="%(class)s_regimen_is_told_in_one_way",
            ),
            models.CheckConstraint(
                condition=Q(times_of_day__in=TIMES_IN_A_DAY)
                & (Q(times_of_day=[]) | Q(times_of_day__len=F("doses_mg__len"))),
                name="%(class)s_each_amount_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(reason__in=["", *Reason.values]),
                name="%(class)s_reason_is_known",
            ),
            models.UniqueConstraint(
                fields=["patient", "starts_on"],
                condition=Q(status=Status.LIVE),
                name="%(class)s_one_live_per_start_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{regimen_of(self)} from {self.starts_on:%d-%b-%Y}"

    @property
    def total_mg(self) -> Decimal:
        """The sum of one day's amounts, in mg."""
        return sum(self.doses_mg, Decimal(0))


class DoseStep(RegimenEntry):
    """One oral regimen, held from ``starts_on`` until the next live step starts.

    A step with a later date takes effect on that date. A first step that was
    ``already_taking`` may tell since when, in ``taking_since``. ``planned`` is the step of a plan
    that was confirmed as taken.
    """

    KIND = "dose-steps"
    CALLED = "Dose step"

    decided_by = models.CharField(
        max_length=20, choices=DecidedBy.choices, default=DecidedBy.THIS_CLINIC
    )
    note = models.CharField(max_length=500, blank=True)
    already_taking = models.BooleanField("already taking baclofen", default=False)
    taking_since = InexactDayField(null=True, blank=True)
    planned = models.ForeignKey(
        "titration.PlannedStep", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects: ClassVar[DoseStepQuerySet] = DoseStepQuerySet.as_manager()  # type: ignore[assignment]

    CARE_DATES = ("starts_on",)

    class Meta(RegimenEntry.Meta):
        constraints: ClassVar = [
            *RegimenEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(decided_by__in=DecidedBy.values),
                name="dosestep_who_decided_is_known",
            ),
            models.CheckConstraint(
                condition=Q(taking_since=None)
                | Q(
                    is_day_told("taking_since"),
                    already_taking=True,
                    taking_since__lte=Func(F("starts_on"), Value("YYYY-MM-DD"), function="to_char"),
                ),
                name="dosestep_taken_since_before_the_first",
            ),
        ]
