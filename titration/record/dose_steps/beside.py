"""What the form for a dose step is read back beside: the steps so far, and the sources' doses."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from patients.days import day_text
from titration.reading.rows import RecordedStep
from titration.record.dose_steps.wording import regimen_of
from titration.rules import (
    MAINTENANCE,
    SOURCES,
    AdultMaintenance,
    Days,
    Source,
    number,
    total_mg,
)

COMPARED = 12  # steps, newest first: an amount is read back beside the one held on its day
SHOWN = 3  # of them, those that have begun


@dataclass(frozen=True, slots=True)
class StepBeside:
    """A step so far. ``total`` in mg per day is empty for words; ``is_shown`` if it is listed."""

    id: int
    day: str
    regimen: str
    total: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class DoseBeside:
    """What the script reads from the page: today in ISO form, steps, and what sources state.

    ``compared`` is JSON; it is empty where no day is compared with the adult dose.
    """

    today: str
    steps: list[StepBeside]
    compared: str


def dose_beside(
    steps: Sequence[RecordedStep],
    adult: Days,
    today: date,
    sources: tuple[Source, ...] = SOURCES,
) -> DoseBeside:
    """Put the newest of the steps that count, earliest first, beside a form opened today."""
    begun = [row.id for row in steps if row.starts_on <= today]
    shown = frozenset(begun[-SHOWN:])
    newest = [step_beside(row, is_shown=row.id in shown) for row in reversed(steps[-COMPARED:])]
    return DoseBeside(today.isoformat(), newest, compared(adult, sources) if adult else "")


def step_beside(row: RecordedStep, *, is_shown: bool) -> StepBeside:
    """Put one step in words."""
    total = "" if row.in_words else number(total_mg(row.doses_mg))
    return StepBeside(row.id, day_text(row.starts_on), regimen_of(row), total, is_shown)


def compared(adult: Days, sources: tuple[Source, ...]) -> str:
    """Write the first day compared, and of each source its name and its dose for adults, as JSON.

    A dose is the lowest and the highest amount in mg and the times a day.
    """
    doses = [
        (source.short_name, AdultMaintenance.of(source))
        for source in sources
        if MAINTENANCE in source.statements
    ]
    told = [
        [name, number(usual.low_mg), number(usual.high_mg), usual.times] for name, usual in doses
    ]
    return json.dumps({"since": adult.since.isoformat(), "sources": told})
