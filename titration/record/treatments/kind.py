"""What the rest of the house knows of other treatments."""

from functools import partial

from patients.web import posting
from patients.web.requests import SignedInRequest
from titration import rules
from titration.record.kind import Answer, Kind
from titration.record.treatments import actions as treatments
from titration.record.treatments.forms import CorrectTreatmentForm, as_given
from titration.record.treatments.models import Treatment


def correct_treatment(request: SignedInRequest, treatment: Treatment) -> Answer:
    """Mark another treatment and record one in its place."""
    form = CorrectTreatmentForm(posting.sent(request), initial=as_given(treatment))
    record = partial(treatments.record, patient=treatment.patient, by=request.user)
    return form, partial(record, corrects=treatment)


KIND = Kind(
    word="treatments",
    title="Other treatment",
    model=Treatment,
    fact=rules.Treatment,
    correct=correct_treatment,
)
