"""Changes what is known of a patient: details, dystonia, histories."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from patients import access
from patients.access import Right
from patients.actions.same_person import RegisteredAlready
from patients.models import Dystonia
from patients.web.posting import Refused, form_page, saved, sent
from patients.web.requests import SignedInRequest
from titration.registration import actions as registrations
from titration.registration.edit.forms import EditPatientForm, as_recorded
from titration.registration.edit.page import edit_page
from titration.registration.page import registered


@require_http_methods(["GET", "HEAD", "POST"])
def edit_patient(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Show a patient as recorded, and save changes; former details stay listed."""
    patient = access.open_patient(request.user, patient_id, Right.REGISTER)
    dystonia = Dystonia.objects.of(patient).live().first()
    recorded = as_recorded(patient, dystonia, registrations.recorded_answers(patient))
    recorded |= {"version": patient.version, "seen": registrations.edition(patient)}
    form = EditPatientForm(sent(request), initial=recorded)
    if form.is_valid():
        try:
            changed = registrations.change(patient=patient, by=request.user, **form.values)
        except RegisteredAlready as refusal:
            form.ask_about(refusal.patients)
            form.show_refusal(refusal)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            chart = reverse("patient-chart", args=[patient.pk])
            return saved(request, f"Saved {changed}.", chart)
    page = edit_page(patient)
    already = registered(form.registered_already)
    return form_page(
        request,
        "registration/edit.html",
        form,
        page=page,
        patient=page.patient,
        registered_already=already,
    )
