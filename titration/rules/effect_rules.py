"""Rules that say how the source lists each recorded side effect.

The lists stand in the section "Potential Side Effects and Precautions". Its
"weakness" (common) and "muscle weakness" (serious) are two terms.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from patients.days import day_text, first_of, is_inexact
from titration.rules.flag import Flag, Level
from titration.rules.history import Effect, EffectChange, Severity
from titration.rules.rule import Rule
from titration.rules.source import Source
from titration.rules.timeline import Days, Timeline, day_after

COMMON = "common-effects"
SERIOUS = "serious-effects"
ENDINGS = " .,;:!…"
UNLESS_SEVERE = "context; notice when recorded as severe"

SERIOUS_EFFECT = Rule(
    "serious-effect",
    "Effect listed as serious",
    (SERIOUS,),
    lambda _: "an effect recorded under one of these terms",
    "attention",
)
COMMON_EFFECT = Rule(
    "common-effect",
    "Effect listed as common",
    (COMMON,),
    lambda _: "an effect recorded under one of these terms",
    UNLESS_SEVERE,
)
EFFECT_NOT_LISTED = Rule(
    "effect-not-listed",
    "Effect not listed",
    (COMMON, SERIOUS),
    lambda _: "an effect recorded under any other term",
    UNLESS_SEVERE,
)


def without_ending(term: str) -> str:
    """Write a term with single spaces and without punctuation at its end.

    A question mark stays, because it tells of a doubt.
    """
    spaced = " ".join(term.split())
    return spaced.rstrip(ENDINGS) or spaced


def folded_term(term: str) -> str:
    """Write a term as terms are compared: in lower case too, and without a question mark."""
    spaced = " ".join(term.lower().split())
    return spaced.rstrip(f"{ENDINGS}?") or spaced


def listings(term: str, source: Source) -> tuple[str, ...]:
    """Return the source's lists that hold the term: ``common-effects``, ``serious-effects``."""
    return tuple(
        statement
        for statement in (COMMON, SERIOUS)
        if folded_term(term) in map(folded_term, source.figures(statement, "terms"))
    )


class Stretch(NamedTuple):
    """The days on which an effect had one severity, and the changes that began and ended them."""

    severity: Severity
    days: Days
    changes: tuple[EffectChange, ...]


def stretches(effect: Effect) -> Iterator[Stretch]:
    """Yield an effect's severities in order: from onset or change until the next, or resolved."""
    severity, since = effect.severity, first_of(effect.onset_on)
    begun_by: tuple[EffectChange, ...] = ()
    for change in effect.changes:
        if change.severity == severity:
            continue
        if change.severity is None:
            yield from stretch(severity, since, day_after(change.on), (*begun_by, change))
            return
        yield from stretch(severity, since, change.on, (*begun_by, change))
        severity, since, begun_by = change.severity, change.on, (change,)
    until = effect.resolved_on and day_after(effect.resolved_on)
    yield from stretch(severity, since, until, begun_by)


def stretch(
    severity: Severity, since: date, until: date | None, changes: tuple[EffectChange, ...]
) -> Iterator[Stretch]:
    """Yield a stretch, unless it has no days."""
    if days := Days(since, until):
        yield Stretch(severity, days, changes)


def listed_effects(timeline: Timeline, source: Source) -> Iterator[Flag]:
    """Flag each stretch of one severity of each recorded effect."""
    for effect in timeline.history.side_effects:
        for each in stretches(effect):
            yield effect_flag(effect, each, source)


def effect_flag(effect: Effect, stretch: Stretch, source: Source) -> Flag:
    """Return the flag of one stretch of an effect, which says how the source lists it."""
    found = listing(effect.term, stretch.severity, source)
    onset = f", since about {day_text(effect.onset_on)}" if is_inexact(effect.onset_on) else ""
    return Flag(
        found.rule,
        found.level,
        stretch.days.since,
        stretch.days.until,
        f"Recorded {without_ending(effect.term)}, {stretch.severity}{onset}",
        found.compared_with,
        source.cited(found.rule.statements),
        source,
        (effect, *stretch.changes),
        found.arithmetic,
    )


class Listing(NamedTuple):
    """How a source lists a term, and what follows for its flag."""

    rule: Rule
    level: Level
    compared_with: str
    arithmetic: str


@lru_cache(maxsize=4096)
def listing(term: str, severity: Severity, source: Source) -> Listing:
    """Return rule, level, comparison and arithmetic for a term recorded with a severity."""
    found = listings(term, source)
    unless_severe: Level = "notice" if severity == "severe" else "context"
    if SERIOUS in found:
        compared_with = (
            f"{source.short_name} lists it among more serious effects,"
            " described as needing immediate medical attention"
        )
        among = lists(term, "is among", source, SERIOUS)
        return Listing(SERIOUS_EFFECT, "attention", compared_with, among)
    if COMMON in found:
        compared_with = (
            f"{source.short_name} lists it among common effects, usually mild and passing"
        )
        among = lists(term, "is among", source, COMMON)
        return Listing(COMMON_EFFECT, unless_severe, compared_with, among)
    compared_with = f"{source.short_name} lists it neither as common nor as serious"
    among = lists(term, "is not among", source, COMMON, SERIOUS)
    return Listing(EFFECT_NOT_LISTED, unless_severe, compared_with, among)


def lists(term: str, is_among: str, source: Source, *statements: str) -> str:
    """The lists themselves: ``“nausea” is not among: drowsiness, …``."""
    terms = [listed for name in statements for listed in source.figures(name, "terms")]
    return f"“{folded_term(term)}” {is_among}: {', '.join(terms)}"
