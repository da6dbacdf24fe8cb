"""Rules that say how the source lists each recorded side effect.

The lists stand in the section "Potential Side Effects and Precautions". Its
"weakness" (common) and "muscle weakness" (serious) are two terms.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from titration.rules.flag import Flag, Level
from titration.rules.history import Effect, Severity
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


def listed_effects(timeline: Timeline, source: Source) -> Iterator[Flag]:
    """Flag each recorded effect, from onset until resolved."""
    for effect in timeline.history.side_effects:
        until = effect.resolved_on and day_after(effect.resolved_on)
        if Days(effect.onset_on, until):
            yield effect_flag(effect, source)


def effect_flag(effect: Effect, source: Source) -> Flag:
    """Return the flag of one effect, which says how the source lists it."""
    found = listing(effect.term, effect.severity, source)
    return Flag(
        found.rule,
        found.level,
        effect.onset_on,
        effect.resolved_on and day_after(effect.resolved_on),
        f"Recorded {without_ending(effect.term)}, {effect.severity}",
        found.compared_with,
        source.cited(found.rule.statements),
        source,
        (effect,),
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
