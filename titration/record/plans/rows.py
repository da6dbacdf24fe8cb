"""Planned steps in words: those that lie ahead, and those that wait for an answer."""

from patients.days import day_text
from titration.reading.planned_rows import RecordedPlannedStep
from titration.record.dose_steps import rows as dose_steps
from titration.record.dose_steps.wording import regimen_of
from titration.rules import StepAhead


def fact_words(fact: StepAhead) -> str:
    """``Planned step from 07-Dec-2026: 10 mg three times a day, 30 mg per day, taper``."""
    return dose_steps.fact_words(fact).replace("Dose step", "Planned step", 1)


def waiting_words(row: RecordedPlannedStep) -> tuple[str, str]:
    """``Taken? 10 mg three times a day`` and ``planned from 07-Dec-2026, version 2``."""
    return (
        f"Taken? {regimen_of(row)}",
        f"planned from {day_text(row.starts_on)}, version {row.version}",
    )
