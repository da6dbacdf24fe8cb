"""Rules that set one rating beside an earlier one of the same measure.

The article's section "Baclofen Dosage for Dystonia" says that tolerance can
develop, and names the smallest dose that works as the aim. A rating belongs to
the regimen held on the day before it: at a visit the dose changes after the rating.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from patients.days import day_text
from titration.rules.amounts import addition, mg, number, regimen_text, total_mg
from titration.rules.flag import Flag
from titration.rules.history import Fact, RatingFact
from titration.rules.rule import Rule
from titration.rules.source import Source
from titration.rules.timeline import ONE_DAY, Days, Timeline, day_after, earlier

TOLERANCE = "tolerance"
MINIMUM_EFFECTIVE = "minimum-effective"

WORSE_ON_SAME_DOSE = Rule(
    "worse-on-same-dose",
    "Rated worse on the same dose",
    (TOLERANCE,),
    lambda _: (
        "a rating worse than the one before it on the same measure, both telling of one"
        " unchanged dose; a rating tells of the dose held on the day before it"
    ),
    "notice",
)
SAME_BENEFIT_AT_LOWER_DOSE = Rule(
    "same-benefit-at-lower-dose",
    "Rated no better than at a lower dose",
    (MINIMUM_EFFECTIVE,),
    lambda _: (
        "a rating no better than an earlier one of the same measure that told of a lower total"
    ),
    "context",
)


class PlacedRating(NamedTuple):
    """A rating, the regimen in mg it belongs to, and the days on which it is the latest rating.

    ``regimen`` numbers the unbroken runs of one regimen from 0; -1 is before the first.
    """

    rating: RatingFact
    regimen: int
    doses_mg: tuple[Decimal, ...]
    days: Days

    @property
    def score(self) -> Decimal:
        """The value, negated if lower is better: a higher score is always better."""
        value = self.rating.value
        return value if self.rating.better == "higher" else -value

    @property
    def total_mg(self) -> Decimal:
        """The total per day, in mg, of the regimen it belongs to."""
        return total_mg(self.doses_mg)


def rating_comparisons(timeline: Timeline, source: Source) -> Iterator[Flag]:
    """Compare each rating with the one before it, and with the best one at a lower total."""
    for series in series_by_measure(timeline):
        before: PlacedRating | None = None
        best = BestAtLowerTotals()
        for placed in series:
            if before and is_worse_on_same_dose(placed, before):
                yield worse_on_same_dose(placed, before, timeline, source)
            if (lower := best.below(placed.total_mg)) and placed.score <= lower.score:
                yield same_benefit_at_lower_dose(placed, lower, timeline, source)
            if placed.doses_mg:
                best.add(placed)
            before = placed


def series_by_measure(timeline: Timeline) -> Iterator[list[PlacedRating]]:
    """Yield the ratings of each measure in order; of two on one day, the one recorded later."""
    series: dict[tuple[str, str], dict[date, RatingFact]] = defaultdict(dict)
    for rating in timeline.history.ratings:
        series[rating.measure, rating.better][rating.on] = rating
    runs = timeline.regimens if series else ()
    starts = [run.days.since for run in runs]
    doses_mg = [run.regimen.doses_mg for run in runs]
    for by_day in series.values():
        yield list(place_ratings((by_day[day] for day in sorted(by_day)), starts, doses_mg))


def place_ratings(
    ratings: Iterable[RatingFact], starts: Sequence[date], doses_mg: Sequence[tuple[Decimal, ...]]
) -> Iterator[PlacedRating]:
    """Place the ratings of one measure on the regimens, given by first day and amounts."""
    in_order = list(ratings)
    for rating, following in zip_longest(in_order, in_order[1:]):
        ahead = bisect_left(starts, rating.on)
        until = following.on if following else None
        if ahead < len(starts):
            # If the dose changes on the day of the rating, the rating holds for that one day.
            change_on = starts[ahead] if starts[ahead] > rating.on else day_after(rating.on)
            until = earlier(until, change_on)
        regimen = ahead - 1
        yield PlacedRating(
            rating, regimen, doses_mg[regimen] if ahead else (), Days(rating.on, until)
        )


@dataclass(slots=True)
class BestAtLowerTotals:
    """The ratings so far that are better than any other at the same total or a lower one.

    ``totals_mg`` and the scores rise together, so the best below a total is found in O(log n).
    """

    totals_mg: list[Decimal] = field(default_factory=list)
    best: list[PlacedRating] = field(default_factory=list)

    def below(self, limit_mg: Decimal) -> PlacedRating | None:
        """Return the best rating below a total; of equal ones, the first at the lowest total."""
        index = bisect_left(self.totals_mg, limit_mg)
        return self.best[index - 1] if index else None

    def add(self, placed: PlacedRating) -> None:
        """Keep a rating, unless one at the same total or a lower one is as good."""
        total, score = placed.total_mg, placed.score
        start = bisect_left(self.totals_mg, total)
        reached = bisect_right(self.totals_mg, total)
        if reached and self.best[reached - 1].score >= score:
            return
        end = bisect_right(self.best, score, key=score_of)
        self.totals_mg[start:end], self.best[start:end] = [total], [placed]


def score_of(placed: PlacedRating) -> Decimal:
    """A rating's score."""
    return placed.score


def is_worse_on_same_dose(placed: PlacedRating, before: PlacedRating) -> bool:
    """True if both belong to one unchanged regimen, not an empty one, and the later is worse."""
    unchanged = placed.regimen == before.regimen and bool(placed.doses_mg)
    return unchanged and placed.score < before.score


def worse_on_same_dose(
    placed: PlacedRating, before: PlacedRating, timeline: Timeline, source: Source
) -> Flag:
    """Return the flag of a rating worse than the one before it on one unchanged regimen."""
    rating, earlier_one = placed.rating, before.rating
    sign = ">" if rating.better == "lower" else "<"
    return Flag(
        WORSE_ON_SAME_DOSE,
        "notice",
        placed.days.since,
        placed.days.until,
        f"Recorded {rating_text(rating)}, after {value_text(earlier_one)};"
        f" both on {regimen_text(placed.doses_mg)}",
        f"{source.short_name} says that tolerance can develop with continued use",
        source.cited(WORSE_ON_SAME_DOSE.statements),
        source,
        inputs(timeline, earlier_one, rating),
        f"{number(rating.value)} {sign} {number(earlier_one.value)}, and {direction(rating)}",
    )


def same_benefit_at_lower_dose(
    placed: PlacedRating, lower: PlacedRating, timeline: Timeline, source: Source
) -> Flag:
    """Return the flag of a rating no better than an earlier one at a lower total."""
    rating, earlier_one = placed.rating, lower.rating
    sign = "≥" if rating.better == "lower" else "≤"
    return Flag(
        SAME_BENEFIT_AT_LOWER_DOSE,
        "context",
        placed.days.since,
        placed.days.until,
        f"Recorded {rating_text(rating)} at {mg(placed.total_mg)} per day,"
        f" after {value_text(earlier_one)} at {mg(lower.total_mg)} per day",
        f"{source.short_name} names the smallest dose that works as the aim",
        source.cited(SAME_BENEFIT_AT_LOWER_DOSE.statements),
        source,
        inputs(timeline, earlier_one, rating),
        f"{number(rating.value)} {sign} {number(earlier_one.value)}, and {direction(rating)};"
        f" {addition(lower.doses_mg)} < {addition(placed.doses_mg)}",
    )


def inputs(timeline: Timeline, *ratings: RatingFact) -> tuple[Fact, ...]:
    """Return the ratings, and the step that held on the day before each."""
    steps: list[Fact] = []
    for rating in ratings:
        steps += timeline.steps_of(Days(rating.on - ONE_DAY, rating.on))
    return (*ratings, *dict.fromkeys(steps))


def rating_text(rating: RatingFact) -> str:
    """``spasm 7 (lower is better) on 01-Mar-2026``."""
    measure = f"{rating.measure} {number(rating.value)}"
    return f"{measure} ({direction(rating)}) on {day_text(rating.on)}"


def value_text(rating: RatingFact) -> str:
    """``5 on 01-Feb-2026``."""
    return f"{number(rating.value)} on {day_text(rating.on)}"


def direction(rating: RatingFact) -> str:
    """``lower is better``."""
    return f"{rating.better} is better"
