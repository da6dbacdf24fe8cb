"""Ratings of how a patient is: built-in measures, and the totals of named scales."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from patients.models import Entry, EntryQuerySet
from titration.record.reporter import Reporter
from titration.rules import (
    BETTER,
    LIMIT_SCORE,
    SCORE_DECIMALS,
    SCORE_DIGITS,
    Better,
    Range,
    better_end,
    number,
    range_of,
)


class Measure(models.TextChoices):
    """The built-in measures; ``BETTER`` says which end of each is better."""

    SPASM = "spasm", "Spasm"
    PAIN = "pain", "Pain"
    MOBILITY = "mobility", "Mobility"
    DAILY_FUNCTION = "daily function", "Daily function"
    SLEEP = "sleep", "Sleep"
    MOOD = "mood", "Mood"
    CGI_SEVERITY = "CGI severity", "CGI severity"
    CGI_IMPROVEMENT = "CGI improvement", "CGI improvement"


class Direction(models.TextChoices):
    """Which end of a scale is better."""

    LOWER = "lower", "Lower is better"
    HIGHER = "higher", "Higher is better"


@dataclass(frozen=True, slots=True)
class Score:
    """One value on one measure, and who rated it.

    A named total gives its range and which end is better, unless an earlier total on the
    same scale has.
    """

    measure: str
    value: Decimal
    rater: str
    low: Decimal | None = None
    high: Decimal | None = None
    better: str = ""


CGI = (Measure.CGI_SEVERITY.value, Measure.CGI_IMPROVEMENT.value)


class Rating(Entry):
    """One value on one measure, as rated on a day.

    ``measure`` is built in (0–10; CGI 1–7 in whole numbers) or the name of a scale, of
    which ``value`` is the total. A total is recorded with the scale's range and better
    end, but never with the scale's items, which its publisher licenses.
    """

    KIND = "ratings"
    CALLED = "Rating"

    measure = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=SCORE_DIGITS, decimal_places=SCORE_DECIMALS)
    low = models.DecimalField(
        max_digits=SCORE_DIGITS, decimal_places=SCORE_DECIMALS, null=True, blank=True
    )
    high = models.DecimalField(
        max_digits=SCORE_DIGITS, decimal_places=SCORE_DECIMALS, null=True, blank=True
    )
    better = models.CharField(max_length=10, choices=Direction.choices, blank=True)
    rated_on = models.DateField("rated")
    rater = models.CharField(max_length=10, choices=Reporter.choices, default=Reporter.PATIENT)

    objects: ClassVar[EntryQuerySet["Rating"]] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    CARE_DATES = ("rated_on",)

    class Meta(Entry.Meta):
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(rater__in=Reporter.values) & ~Q(measure=""),
                name="rating_codes_are_known",
            ),
            models.CheckConstraint(
                condition=(
                    Q(measure__in=Measure.values, low=None, high=None, better="")
                    | Q(
                        ~Q(measure__in=Measure.values),
                        low__isnull=False,
                        low__gte=0,
                        high__isnull=False,
                        high__gt=F("low"),
                        high__lt=LIMIT_SCORE,
                        better__in=Direction.values,
                    )
                ),
                name="rating_has_a_range_exactly_when_a_named_total",
            ),
            models.CheckConstraint(
                condition=(
                    Q(measure__in=CGI, value__in=range(1, 8))
                    | Q(~Q(measure__in=CGI), low=None, value__gte=0, value__lte=10)
                    | Q(low__isnull=False, value__gte=F("low"), value__lte=F("high"))
                ),
                name="rating_lies_within_its_range",
            ),
        ]

    def __str__(self) -> str:
        """``Spasm 6 (0–10, lower is better), rated 01-Feb-2026 by patient``."""
        name = Measure(self.measure).label if self.measure in BETTER else self.measure
        is_known = self.measure in BETTER or (self.low is not None and self.high is not None)
        scale = f" ({self.range}, {self.better_end} is better)" if is_known else ""
        rated = f"rated {self.rated_on:%d-%b-%Y} by {self.rater}"
        return f"{name} {number(self.value)}{scale}, {rated}"

    @property
    def range(self) -> Range:
        """The lowest and the highest value of the measure."""
        return range_of(self.measure, self.low, self.high)

    @property
    def better_end(self) -> Better:
        """Which end of the measure is better."""
        return better_end(self.measure, self.better)
