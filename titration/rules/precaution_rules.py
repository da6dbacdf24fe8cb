"""Rules about the histories that the source names beside baclofen.

They stand in the section "Potential Side Effects and Precautions": kidney
disease, epilepsy, psychiatric disorder.
"""

from collections.abc import Iterator

from titration.rules.flag import Flag, Level
from titration.rules.history import PrecautionFact
from titration.rules.rule import Rule
from titration.rules.source import Source
from titration.rules.timeline import Timeline

CAUTION = "caution"

CAUTION_RECORDED = Rule(
    "caution-recorded",
    "History named for caution",
    (CAUTION,),
    lambda _: "one of these histories recorded as present, while baclofen is taken",
    "notice",
)
CAUTION_NOT_ASKED = Rule(
    "caution-not-asked",
    "History not asked",
    (CAUTION,),
    lambda _: "one of these histories not asked about, while baclofen is taken",
    "context",
)


def cautions(timeline: Timeline, source: Source) -> Iterator[Flag]:
    """Flag each history recorded as present, or not asked, over each run of days on baclofen."""
    named = source.figures(CAUTION, "histories")
    for condition in named:
        answer = timeline.history.precautions.get(condition, "not asked")
        if answer == "absent":
            continue
        rule, level = rule_and_level(present=answer == "present")
        for days in timeline.taking:
            yield Flag(
                rule,
                level,
                days.since,
                days.until,
                f"Recorded oral baclofen; history of {condition} {answer}",
                f"{source.short_name} names this history as calling for caution",
                source.cited(rule.statements),
                source,
                (PrecautionFact(condition, answer), *timeline.steps_of(days)),
                f"“{condition}” is among: {', '.join(named)}; recorded as {answer}",
            )


def rule_and_level(*, present: bool) -> tuple[Rule, Level]:
    """The rule and level for a history that is present, or not asked about."""
    return (CAUTION_RECORDED, "notice") if present else (CAUTION_NOT_ASKED, "context")
