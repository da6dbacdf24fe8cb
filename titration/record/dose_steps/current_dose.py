"""The dose taken today, since when, and the one taken before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from titration.reading.rows import RecordedStep
from titration.record.dose_steps.wording import regimen_of
from titration.rules import RegimenRun, mg


@dataclass(frozen=True, slots=True)
class CurrentDose:
    """The current dose, derived from the steps, never typed. A text is empty if not known.

    A regimen that ``is_in_words`` has no total. ``next_days`` is how far ahead the next one is,
    and ``next_change`` how its total differs from today's.
    """

    regimen: str
    total: str
    is_in_words: bool
    since: date | None
    days: int
    was: str
    next_on: date | None
    next_regimen: str
    next_days: int = 0
    next_change: str = ""


def current_dose(
    regimens: Sequence[RegimenRun],
    steps: Sequence[RecordedStep],
    today: date,
    *,
    care_ended: bool = False,
) -> CurrentDose:
    """Derive the regimen that holds today, the one before it, and the next one planned.

    ``steps`` are those that count, earliest first; ``regimens`` are made from them. Where
    ``care_ended``, ``today`` is the day on which it did, and none is planned.
    """
    begun = [run for run in regimens if run.days.since <= today]
    ahead = None if care_ended or len(begun) == len(regimens) else regimens[len(begun)]
    held = begun[-1] if begun else None
    return CurrentDose(
        regimen=regimen_on(today, steps) if held else "No dose recorded",
        total=total_text(held),
        is_in_words=bool(held and held.regimen.in_words),
        since=held.days.since if held else None,
        days=(today - held.days.since).days if held else 0,
        was=was_text(begun[-2]) if len(begun) > 1 else "",
        next_on=ahead.days.since if ahead else None,
        next_regimen=regimen_on(ahead.days.since, steps) if ahead else "",
        next_days=(ahead.days.since - today).days if ahead else 0,
        next_change=change_text(held, ahead),
    )


def regimen_on(day: date, steps: Sequence[RecordedStep]) -> str:
    """The regimen of the step that holds on a day, with its times of day; one must hold."""
    *_, held = (step for step in steps if step.starts_on <= day)
    return regimen_of(held)


def change_text(held: RegimenRun | None, ahead: RegimenRun | None) -> str:
    """``15 mg less``, ``5 mg more``, ``the same total``; empty where one of them has no total."""
    if not (held and ahead) or held.regimen.in_words or ahead.regimen.in_words:
        return ""
    more = ahead.regimen.total_mg - held.regimen.total_mg
    return f"{mg(abs(more))} {'more' if more > 0 else 'less'}" if more else "the same total"


def was_text(run: RegimenRun) -> str:
    """``45 mg per day``, the words of a regimen in words, or ``stopped``."""
    return total_text(run) or run.regimen.in_words or "stopped"


def total_text(run: RegimenRun | None) -> str:
    """``45 mg per day``; empty if no amounts are taken."""
    return f"{mg(run.regimen.total_mg)} per day" if run and run.regimen.doses_mg else ""
