"""The page around the form for a dose step: the patient, today, and the steps so far."""

from dataclasses import dataclass
from datetime import date

from patients.models import Patient
from patients.web.banner import Banner
from titration.reading.banner import recorded_banner
from titration.reading.recorded import live, read
from titration.reading.rows import RecordedStep
from titration.record.dose_steps.current_dose import CurrentDose, current_dose
from titration.record.dose_steps.wording import regimen_of
from titration.rules import Timeline, mg, total_mg

NEWEST = 5


@dataclass(frozen=True, slots=True)
class ShortStep:
    """A step in two lines. ``total`` is empty for a regimen in words."""

    starts_on: date
    regimen: str
    total: str


@dataclass(frozen=True, slots=True)
class DoseStepPage:
    """The page on which a dose step is recorded. ``held`` is the step that holds today."""

    patient: Banner
    today: date
    current: CurrentDose
    held: RecordedStep | None
    is_first: bool
    edition: str
    newest: list[ShortStep]


def dose_step_page(patient: Patient) -> DoseStepPage:
    """Read the current dose, from which the form is filled in, and the newest steps."""
    recorded = read(patient)
    steps = live(recorded.steps)
    timeline = Timeline.of(recorded.history(patient.born_on))
    today = patient.clinic.today()
    return DoseStepPage(
        patient=recorded_banner(patient, recorded, today),
        today=today,
        current=current_dose(timeline.regimens, steps, today),
        held=recorded.step_on(today),
        is_first=not steps,
        edition=recorded.edition,
        newest=[short_step(row) for row in reversed(steps[-NEWEST:])],
    )


def short_step(row: RecordedStep) -> ShortStep:
    """Put a step in two lines."""
    total = "" if row.in_words else f"{mg(total_mg(row.doses_mg))} per day"
    return ShortStep(row.starts_on, regimen_of(row), total)
