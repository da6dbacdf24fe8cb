"""Rules about the histories that the source names beside baclofen.

They stand in the section "Potential Side Effects and Precautions": kidney
disease, epilepsy, psychiatric disorder.
"""

from collections.abc import Iterator

from titration.rules.flag import Flag, Level
from titration.rules.history import Precaution
from titration.rules.source import Source
from titration.rules.timeline import Timeline

CAUTION = "caution"


def cautions(timeline: Timeline, source: Source) -> Iterator[Flag]:
    """Each history recorded as present, or never asked, over each run of days on baclofen."""
    named = source.figures(CAUTION, "histories")
    for condition in named:
        answer = timeline.history.precautions.get(condition, "not asked")
        if answer == "absent":
            continue
        code, level = caution_code(present=answer == "present")
        for days in timeline.taking:
            yield Flag(
                code,
                level,
                days.since,
                days.until,
                f"Recorded oral baclofen; history of {condition} {answer}",
                f"{source.short_name} names this history as calling for caution",
                CAUTION,
                source.title,
                (Precaution(condition, answer), *timeline.steps_of(days)),
                f"“{condition}” is among: {', '.join(named)}; recorded as {answer}",
            )


def caution_code(*, present: bool) -> tuple[str, Level]:
    """The code and level for a history that is present, or not asked."""
    return ("caution-recorded", "notice") if present else ("caution-not-asked", "context")
