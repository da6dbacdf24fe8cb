"""Pages that record and correct what was not taken as recorded."""

from functools import partial

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from patients import access
from patients.access import Right
from patients.web.posting import Refused, form_page, sent
from patients.web.requests import SignedInRequest
from titration.reading.banner import patient_banner
from titration.record.corrections.pages import correct_entry
from titration.record.intakes import actions as intakes
from titration.record.intakes.forms import CorrectIntakeForm, IntakeForm, initial_values
from titration.record.intakes.models import Intake
from titration.record.read_back import read_back


@require_http_methods(["GET", "HEAD", "POST"])
def record_intake(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Record what was not taken as recorded."""
    patient = access.open_patient(request.user, patient_id, Right.RECORD_INTAKE)
    form = IntakeForm(sent(request), initial={"from_on": patient.clinic.today()})
    if form.is_valid():
        try:
            intake = intakes.record(patient=patient, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return read_back(request, intake)
    words = {"heading": "Record intake not as recorded", "submit": "Save intake not as recorded"}
    return form_page(request, "record/record.html", form, patient=patient_banner(patient), **words)


def correct_intake(request: SignedInRequest, intake: Intake) -> HttpResponse:
    """Mark an intake and record another in its place."""
    form = CorrectIntakeForm(sent(request), initial=initial_values(intake))
    return correct_entry(request, intake, form, partial(intakes.record, patient=intake.patient))
