"""What a patient's entries tell on one day, which is the same for all who may read them.

It is kept for as long as the entries stay as they are, as one chart is asked for many times over:
the page, its drawing for the width that the window has, the page again after a look elsewhere.
What is kept is found again by the entries just read under the reader's rights, never by the
patient, so that it can be neither out of date nor another patient's (docs/adr/0029).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings

from patients.days import Day
from titration.chart.chart_picture import picture_of
from titration.chart.drawing import Picture
from titration.chart.response.matrix import Matrix, matrix
from titration.reading.open_effects import OpenEffect, open_effects
from titration.reading.plans import with_plan
from titration.reading.recorded import Recorded
from titration.record.dose_steps.rows import comparisons_by_start
from titration.rules import Flag, Source, Timeline, flags_along

NEWEST_REGIMENS = 8  # as many as fit beside the lists


@dataclass(frozen=True, slots=True, eq=False)
class LaidOut:
    """Entries laid out in days, the planned steps ahead among them, and what follows from them.

    It is kept, so the same entries are the same object, and nothing compares its contents.

    ``recorded`` is what was recorded, ``with_plan`` the same with the planned steps ahead.
    ``compared`` says in words how the step that starts on a day stands beside the sources.
    ``lasting`` are the open effects, the severest first. ``response`` has the newest regimens.
    """

    recorded: Recorded
    with_plan: Recorded
    timeline: Timeline
    flags: tuple[Flag, ...]
    compared: Mapping[date, str]
    lasting: Sequence[OpenEffect]
    response: Matrix
    picture: Picture


@lru_cache(maxsize=settings.HISTORIES_KEPT)
def lay_out(
    recorded: Recorded, born_on: Day | None, last_day: date, sources: tuple[Source, ...]
) -> LaidOut:
    """Lay out a history as it is told on ``last_day``: today, or the day on which care ended."""
    planned = with_plan(recorded, last_day)
    timeline = Timeline.of(planned.history(born_on))
    flags = flags_along(timeline, sources)
    return LaidOut(
        recorded=recorded,
        with_plan=planned,
        timeline=timeline,
        flags=flags,
        compared=comparisons_by_start(timeline, flags, last_day, sources),
        lasting=open_effects(timeline.history.side_effects, sources),
        response=matrix(timeline, planned, last_day, most=NEWEST_REGIMENS),
        picture=picture_of(planned, timeline, last_day, sources),
    )
