"""What the rest of the house knows of dose steps."""

from functools import partial

from patients.web import posting
from patients.web.requests import SignedInRequest
from titration import rules
from titration.record.dose_steps import actions as dose_steps
from titration.record.dose_steps.forms import CorrectDoseStepForm, as_typed
from titration.record.dose_steps.models import DoseStep
from titration.record.kind import Answer, Kind


def correct_dose_step(request: SignedInRequest, step: DoseStep) -> Answer:
    """Mark a dose step and record another in its place."""
    steps = DoseStep.objects.of(step.patient)
    form = CorrectDoseStepForm(
        posting.sent(request),
        is_first=lambda: not steps.live().filter(starts_on__lt=step.starts_on).exists(),
        was_first=DoseStep.objects.was_first,
        initial=as_typed(step.doses_mg, step.phase, step.starts_on)
        | {"reason": step.reason, "note": step.note, "already_taking": step.already_taking}
        | {"seen": lambda: DoseStep.objects.edition(step.patient)},
    )
    record = partial(dose_steps.record, patient=step.patient, by=request.user)
    return form, partial(record, corrects=step)


KIND = Kind(
    word="dose-steps",
    title="Dose step",
    model=DoseStep,
    fact=rules.Step,
    correct=correct_dose_step,
)
