"""Puts the regimen of a dose step in words, with its times of day where they are told."""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from titration.rules import mg, regimen_text, sum_text, total_mg


class TellsRegimen(Protocol):
    """A dose step, as a row of the table or as it was read.

    ``doses_mg`` are the amounts of one day in order, in mg. ``times_of_day`` is empty, or has
    the time of each amount. ``in_words`` tells a regimen that daily amounts do not tell.
    """

    @property
    def doses_mg(self) -> Sequence[Decimal]: ...

    @property
    def times_of_day(self) -> Sequence[str]: ...

    @property
    def in_words(self) -> str: ...

    @property
    def phase(self) -> str: ...


def regimen_of(step: TellsRegimen) -> str:
    """``10 mg three times a day``, ``10 mg morning, 20 mg bedtime a day``, or the step's words.

    ``Stopped`` for a step with neither amounts nor words.
    """
    return step.in_words or amounts_text(tuple(step.doses_mg), tuple(step.times_of_day))


@lru_cache(maxsize=4096)
def amounts_text(doses_mg: tuple[Decimal, ...], times_of_day: tuple[str, ...]) -> str:
    """Write amounts with their times of day, or by how often a day; ``Stopped`` for none."""
    if not times_of_day:
        return regimen_text(doses_mg)
    timed = zip(doses_mg, times_of_day, strict=True)
    return f"{', '.join(f'{mg(amount)} {time}' for amount, time in timed)} a day"


def regimen_and_total(step: TellsRegimen) -> str:
    """``10 mg four times a day = 40 mg per day``; without a total for words or a stop."""
    total = f" = {mg(total_mg(step.doses_mg))} per day" if step.doses_mg else ""
    return f"{regimen_of(step)}{total}"


def regimen_and_sum(step: TellsRegimen) -> str:
    """``5 mg, 10 mg a day = 15 mg per day (5 + 10)``; the regimen alone where nothing is added."""
    added = f" = {sum_text(step.doses_mg)}" if len(step.doses_mg) > 1 else ""
    return f"{regimen_of(step)}{added}"
