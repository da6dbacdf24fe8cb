"""All rules together: from a history to its flags."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from titration.rules.dose_rules import (
    comparison_not_made,
    dose_comparisons,
    first_step_not_low,
)
from titration.rules.effect_rules import listed_effects
from titration.rules.flag import Flag
from titration.rules.history import History
from titration.rules.monitoring_rules import no_contact_since_change, overdue_reviews
from titration.rules.precaution_rules import cautions
from titration.rules.rating_rules import rating_comparisons
from titration.rules.source import ARTICLE, Source
from titration.rules.timeline import Timeline
from titration.rules.treatment_rules import intrathecal_outside, no_other_treatment


class Code(NamedTuple):
    """What a flag's code stands for: a short label, and the statements it rests on.

    ``why_none`` says why it rests on none.
    """

    label: str
    statements: tuple[str, ...]
    why_none: str = ""


CODES = {
    "per-dose-below": Code("Amount below the range per dose", ("oral-maintenance",)),
    "per-dose-above": Code("Amount above the range per dose", ("oral-maintenance",)),
    "frequency-differs": Code("Number of doses a day differs", ("oral-maintenance",)),
    "total-below": Code("Total below the range per day", ("oral-maintenance",)),
    "total-above": Code("Total above the range per day", ("oral-maintenance",)),
    "comparison-not-made": Code("Dose not compared", ("oral-maintenance",)),
    "first-step-not-low": Code("First step within maintenance", ("start-low",)),
    "serious-effect": Code("Effect listed as serious", ("serious-effects",)),
    "common-effect": Code("Effect listed as common", ("common-effects",)),
    "effect-not-listed": Code("Effect not listed", ("common-effects", "serious-effects")),
    "caution-recorded": Code("History named for caution", ("caution",)),
    "caution-not-asked": Code("History not asked", ("caution",)),
    "no-contact-since-change": Code("No contact since the change", ("close-monitoring",)),
    "review-overdue": Code("Review date passed", (), "the date is the clinic’s own"),
    "worse-on-same-dose": Code("Rated worse on the same dose", ("tolerance",)),
    "same-benefit-at-lower-dose": Code(
        "Rated no better than at a lower dose", ("minimum-effective",)
    ),
    "no-other-treatment": Code("No other treatment", ("not-alone",)),
    "intrathecal-outside": Code("Intrathecal dose outside the range", ("intrathecal-daily",)),
}

# Statements that no rule compares anything with, and why.
UNUSED = {
    "severity-and-dose": "it names no grade of severity and no dose to compare with",
    "focal-generalized": "it names kinds of dystonia, and the record has the patient’s own",
    "benefits": "it names what ratings are recorded of, and no figure to compare them with",
}

# Each rule that compares with a source, and the statements that it needs of one.
RULES: dict[Callable[[Timeline, Source], Iterator[Flag]], tuple[str, ...]] = {
    dose_comparisons: ("oral-maintenance",),
    comparison_not_made: ("oral-maintenance",),
    first_step_not_low: ("start-low", "oral-maintenance"),
    listed_effects: ("common-effects", "serious-effects"),
    cautions: ("caution",),
    no_contact_since_change: ("close-monitoring",),
    rating_comparisons: ("tolerance", "minimum-effective"),
    no_other_treatment: ("not-alone",),
    intrathecal_outside: ("intrathecal-daily",),
}


def flags(history: History, sources: tuple[Source, ...] = (ARTICLE,)) -> tuple[Flag, ...]:
    """Every flag a history raises, sorted by ``since``, then ``code``.

    Deterministic and total: it raises nothing on any history the models can
    hold, nor on a source that lacks a statement: what that would be compared
    with is then left out. O(n log n) in the number of entries.
    """
    return flags_along(Timeline.of(history), sources)


def flags_along(timeline: Timeline, sources: tuple[Source, ...] = (ARTICLE,)) -> tuple[Flag, ...]:
    """The same, of a history that is laid out in days already."""
    found = [*overdue_reviews(timeline)]
    for source in sources:
        for rule, needed in RULES.items():
            if source.statements.keys() >= {*needed}:
                found += rule(timeline, source)
    return tuple(sorted(found, key=in_order))


def in_order(flag: Flag) -> tuple[date, str, str, date]:
    """By ``since``, then ``code``; then by what tells two such flags apart."""
    return flag.since, flag.code, flag.observed, flag.until or date.max
