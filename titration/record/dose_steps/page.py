"""The page around the form for a dose step: the patient, today, and the steps so far."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from patients.models import Patient
from patients.web.banner import Banner
from titration.reading.banner import recorded_banner
from titration.reading.recorded import live, read
from titration.record.dose_steps.current_dose import CurrentDose, current_dose
from titration.rules import Timeline, number, regimen_text, total_mg

NEWEST = 5


@dataclass(frozen=True, slots=True)
class ShortStep:
    """A step in two lines."""

    starts_on: date
    regimen: str
    total: str


@dataclass(frozen=True, slots=True)
class DoseStepPage:
    """The page on which a dose step is recorded."""

    patient: Banner
    today: date
    current: CurrentDose
    doses_mg: tuple[Decimal, ...]
    phase: str
    is_first: bool
    edition: str
    newest: list[ShortStep]


def dose_step_page(patient: Patient) -> DoseStepPage:
    """Read the current dose, from which the form is filled in, and the newest steps."""
    recorded = read(patient)
    steps = live(recorded.steps)
    timeline = Timeline.of(recorded.history(patient.born_on))
    today = patient.clinic.today()
    held = timeline.held_on(today)
    return DoseStepPage(
        patient=recorded_banner(patient, recorded, today),
        today=today,
        current=current_dose(timeline.regimens(), today),
        doses_mg=held.step.doses_mg if held else (),
        phase=held.step.phase if held else "",
        is_first=not steps,
        edition=recorded.edition,
        newest=[
            ShortStep(row.starts_on, regimen_text(row.doses_mg), number(total_mg(row.doses_mg)))
            for row in reversed(steps[-NEWEST:])
        ],
    )
