"""The page around the form for a dose step: the patient, today, and the steps so far."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

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

    ``beside`` is what the form is read back beside, and ``step_of_day`` the step that starts on
    the day typed into it, if one does.
    """

    patient: Banner
    today: date
    current: CurrentDose
    held: RecordedStep | None
    is_first: bool
    edition: str
    beside: DoseBeside
    step_of_day: RecordedStep | None


def dose_step_page(
    patient: Patient, form: PostedForm, corrected: int | None = None
) -> DoseStepPage:
    """Read the current dose, from which the form is filled in, and the steps so far.

    ``corrected`` is the id of the step that the form corrects: it is not beside it.
    """
    recorded = read(patient)
    steps = live(recorded.steps)
    others = [step for step in steps if step.id != corrected]
    day = day_typed(form)
    timeline = Timeline.of(recorded.history(patient.born_on))
    today = patient.clinic.today()
    return DoseStepPage(
        patient=recorded_banner(patient, recorded, today),
        today=today,
        current=current_dose(timeline.regimens, steps, today),
        held=recorded.step_on(today),
        is_first=not steps,
        edition=recorded.edition,
        beside=dose_beside(others, timeline.adult, today),
        step_of_day=next((step for step in others if step.starts_on == day), None),
    )


def day_typed(form: PostedForm) -> date | None:
    """Read the first day typed into a form, also where it is refused; ``None`` if it is no day."""
    if not form.is_bound:
        return None
    try:
        day: date | None = form.fields["starts_on"].clean(form["starts_on"].value())
    except ValidationError:
        return None
    return day
