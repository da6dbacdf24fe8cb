"""All rules together: from a history to its flags."""

from collections.abc import Callable, Iterator
from datetime import date

from titration.rules.dose_rules import (
    FREQUENCY_DIFFERS,
    PER_DOSE_ABOVE,
    PER_DOSE_BELOW,
    TOTAL_ABOVE,
    TOTAL_BELOW,
    dose_comparisons,
)
from titration.rules.effect_rules import (
    COMMON_EFFECT,
    EFFECT_NOT_LISTED,
    SERIOUS_EFFECT,
    listed_effects,
)
from titration.rules.first_step_rules import FIRST_STEP_NOT_LOW, first_step_not_low
from titration.rules.flag import Flag
from titration.rules.history import History
from titration.rules.monitoring_rules import (
    NO_CONTACT_SINCE_CHANGE,
    REVIEW_OVERDUE,
    no_contact_since_change,
    overdue_reviews,
)
from titration.rules.not_compared_rules import NOT_COMPARED, comparison_not_made
from titration.rules.precaution_rules import CAUTION_NOT_ASKED, CAUTION_RECORDED, cautions
from titration.rules.rating_rules import (
    SAME_BENEFIT_AT_LOWER_DOSE,
    WORSE_ON_SAME_DOSE,
    rating_comparisons,
)
from titration.rules.rule import Rule
from titration.rules.source import CLINIC, SOURCES, Source
from titration.rules.timeline import Timeline
from titration.rules.treatment_rules import (
    INTRATHECAL_OUTSIDE,
    NO_OTHER_TREATMENT,
    intrathecal_outside,
    no_other_treatment,
)

# Every function that raises flags, with the rules whose flags it raises.
RAISES: dict[Callable[[Timeline, Source], Iterator[Flag]], tuple[Rule, ...]] = {
    dose_comparisons: (
        PER_DOSE_BELOW,
        PER_DOSE_ABOVE,
        FREQUENCY_DIFFERS,
        TOTAL_BELOW,
        TOTAL_ABOVE,
    ),
    comparison_not_made: (NOT_COMPARED,),
    first_step_not_low: (FIRST_STEP_NOT_LOW,),
    listed_effects: (SERIOUS_EFFECT, COMMON_EFFECT, EFFECT_NOT_LISTED),
    cautions: (CAUTION_RECORDED, CAUTION_NOT_ASKED),
    no_contact_since_change: (NO_CONTACT_SINCE_CHANGE,),
    overdue_reviews: (REVIEW_OVERDUE,),
    rating_comparisons: (WORSE_ON_SAME_DOSE, SAME_BENEFIT_AT_LOWER_DOSE),
    no_other_treatment: (NO_OTHER_TREATMENT,),
    intrathecal_outside: (INTRATHECAL_OUTSIDE,),
}
RULES: dict[str, Rule] = {rule.code: rule for rules in RAISES.values() for rule in rules}
NEEDS = {
    raises: frozenset[str]().union(*(r.needs for r in rules)) for raises, rules in RAISES.items()
}


def flags(history: History, sources: tuple[Source, ...] = SOURCES) -> tuple[Flag, ...]:
    """Every flag a history raises, sorted by ``since``, then ``code``.

    Deterministic, and raises no error for any history that the models can hold. A
    rule is skipped for a source that lacks a statement it needs. O(n log n) in the
    number of entries.
    """
    return flags_along(Timeline.of(history), sources)


def flags_along(timeline: Timeline, sources: tuple[Source, ...] = SOURCES) -> tuple[Flag, ...]:
    """Return the same flags from a history that is already laid out in days."""
    found: list[Flag] = []
    for raises, needed in NEEDS.items():
        for source in compared_with(needed, sources):
            found += raises(timeline, source)
    return tuple(sorted(found, key=in_order))


def compared_with(needed: frozenset[str], sources: tuple[Source, ...]) -> Iterator[Source]:
    """Yield each source that makes all the statements needed; the clinic if none is needed."""
    if not needed:
        yield CLINIC
        return
    for source in sources:
        if source.statements.keys() >= needed:
            yield source


def in_order(flag: Flag) -> tuple[date, str, str, date]:
    """Return the sort key: ``since``, ``code``, then what differs between two such flags."""
    return flag.since, flag.code, flag.observed, flag.until or date.max
