"""The page around the form for a dose step: the patient, today, and the steps so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from patients.models import Patient
from patients.web.banner import Banner
from patients.web.posted_form import PostedForm
from titration.reading.banner import recorded_banner
from titration.reading.recorded import live, read
from titration.reading.rows import RecordedStep
from titration.record.dose_steps.beside import DoseBeside, dose_beside
from titration.record.dose_steps.current_dose import CurrentDose, current_dose
from titration.rules import Timeline


@dataclass(frozen=True, slots=True)
class DoseStepPage:
    """The page on which a dose step is recorded. ``held`` is the step that holds today.

    ``beside`` is what the form is read back beside.
    """

    patient: Banner
    today: date
    current: CurrentDose
    held: RecordedStep | None
    is_first: bool
    edition: str
    beside: DoseBeside
    steps: Sequence[RecordedStep]

    def step_of_day(self, form: PostedForm) -> RecordedStep | None:
        """Return the step that starts on the day typed into a form, if one is recorded."""
        day = getattr(form, "cleaned_data", {}).get("starts_on")
        return next((step for step in self.steps if step.starts_on == day), None)


def dose_step_page(patient: Patient, *, without: int | None = None) -> DoseStepPage:
    """Read the current dose, from which the form is filled in, and the steps so far.

    ``without`` is the id of a step that the form corrects; it is none of those.
    """
    recorded = read(patient)
    steps = [step for step in live(recorded.steps) if step.id != without]
    timeline = Timeline.of(recorded.history(patient.born_on))
    today = patient.clinic.today()
    return DoseStepPage(
        patient=recorded_banner(patient, recorded, today),
        today=today,
        current=current_dose(timeline.regimens, steps, today),
        held=recorded.step_on(today),
        is_first=not steps,
        edition=recorded.edition,
        beside=dose_beside(steps, timeline.adult, today),
        steps=steps,
    )
