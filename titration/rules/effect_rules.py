"""Rules that say how the source lists each recorded side effect.

The lists stand in the section "Potential Side Effects and Precautions". Its
"weakness" (common) and "muscle weakness" (serious) are two terms.
"""

from collections.abc import Iterator

from titration.rules.flag import Flag, Level
from titration.rules.history import Effect
from titration.rules.source import Source
from titration.rules.timeline import Days, Timeline, day_after

COMMON = "common-effects"
SERIOUS = "serious-effects"


def normal(term: str) -> str:
    """A term as lists compare it: lower case, white space collapsed."""
    return " ".join(term.lower().split())


def listings(term: str, source: Source) -> tuple[str, ...]:
    """The source's lists that hold the term: none, ``common-effects`` or ``serious-effects``."""
    return tuple(
        statement
        for statement in (COMMON, SERIOUS)
        if normal(term) in source.figures(statement, "terms")
    )


def listed_effects(timeline: Timeline, source: Source) -> Iterator[Flag]:
    """One flag for each recorded effect, from onset until resolved."""
    for effect in timeline.history.side_effects:
        until = effect.resolved_on and day_after(effect.resolved_on)
        if Days(effect.onset_on, until):
            yield effect_flag(effect, source)


def effect_flag(effect: Effect, source: Source) -> Flag:
    """How the source lists one effect, whatever its days."""
    code, level, compared_with, statement = listing(effect, source)
    return Flag(
        code,
        level,
        effect.onset_on,
        effect.resolved_on and day_after(effect.resolved_on),
        f"Recorded {' '.join(effect.term.split())}, {effect.severity}",
        compared_with,
        statement,
        source.title,
    )


def listing(effect: Effect, source: Source) -> tuple[str, Level, str, str]:
    """Code, level, comparison and statement for one effect."""
    found = listings(effect.term, source)
    unless_severe: Level = "notice" if effect.severity == "severe" else "context"
    if SERIOUS in found:
        compared_with = (
            f"{source.short_name} lists it among more serious effects,"
            " described as needing immediate medical attention"
        )
        return "serious-effect", "attention", compared_with, SERIOUS
    if COMMON in found:
        compared_with = (
            f"{source.short_name} lists it among common effects, usually mild and passing"
        )
        return "common-effect", unless_severe, compared_with, COMMON
    compared_with = f"{source.short_name} lists it neither as common nor as serious"
    return "effect-not-listed", unless_severe, compared_with, f"{COMMON}, {SERIOUS}"
