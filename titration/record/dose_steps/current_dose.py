"""The dose taken today, since when, and the one taken before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from titration.rules import RegimenRun, mg


@dataclass(frozen=True, slots=True)
class CurrentDose:
    """The current dose, derived from the steps, never typed. A text is empty if not known."""

    regimen: str
    total: str
    since: date | None
    days: int
    was: str
    next_on: date | None
    next_regimen: str


def current_dose(
    regimens: Sequence[RegimenRun], today: date, *, care_ended: bool = False
) -> CurrentDose:
    """Derive the regimen that holds today, the one before it, and the next one planned.

    Where ``care_ended``, ``today`` is the day on which it did, and none is planned.
    """
    begun = [run for run in regimens if run.days.since <= today]
    ahead = None if care_ended or len(begun) == len(regimens) else regimens[len(begun)]
    held = begun[-1] if begun else None
    return CurrentDose(
        regimen=held.regimen.text if held else "No dose recorded",
        total=total_text(held),
        since=held.days.since if held else None,
        days=(today - held.days.since).days if held else 0,
        was=(total_text(begun[-2]) or "stopped") if len(begun) > 1 else "",
        next_on=ahead.days.since if ahead else None,
        next_regimen=ahead.regimen.text if ahead else "",
    )


def total_text(run: RegimenRun | None) -> str:
    """``45 mg per day``; empty if no amounts are taken."""
    return f"{mg(run.regimen.total_mg)} per day" if run and run.regimen.doses_mg else ""
