"""Plans of dose steps: what lies ahead, and what waits for an answer."""

from dataclasses import replace
from datetime import date
from operator import attrgetter

from titration.reading.planned_rows import RecordedPlannedStep
from titration.reading.recorded import Recorded, live


def with_plan(recorded: Recorded, today: date) -> Recorded:
    """Return what is recorded with the planned steps after today among the dose steps.

    Nothing advances by itself: of the days up to today only recorded steps tell. On a day of which
    a dose step is recorded, that step tells. Once care has ended nothing is planned.
    """
    taken = {row.starts_on for row in live(recorded.steps)}
    ahead = [
        row.as_step
        for row in live(recorded.planned_steps)
        if row.starts_on > today and row.starts_on not in taken
    ]
    if not ahead or recorded.end_of_care:
        return recorded
    merged = sorted([*recorded.steps, *ahead], key=attrgetter("starts_on"))
    return replace(recorded, steps=tuple(merged))


def waiting(recorded: Recorded, today: date) -> list[RecordedPlannedStep]:
    """Return the planned steps whose day has come and that have no answer yet, earliest first.

    A step that is confirmed, an intake that says what was taken instead, and a dose step of that
    day or a later one are answers.
    """
    if recorded.end_of_care:
        return []
    steps = live(recorded.steps)
    answered = {row.planned_id for row in steps}
    answered |= {row.planned_id for row in live(recorded.intakes)}
    last = max((row.starts_on for row in steps if row.starts_on <= today), default=date.min)
    return [
        row
        for row in live(recorded.planned_steps)
        if last < row.starts_on <= today and row.id not in answered
    ]
