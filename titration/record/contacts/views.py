"""Pages that record and correct contacts that were tried."""

from functools import partial

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from patients import access
from patients.access import Right
from patients.web.posting import Refused, form_page, sent
from patients.web.requests import SignedInRequest
from titration.reading.banner import patient_banner
from titration.record.contacts import actions as contacts
from titration.record.contacts.forms import ContactForm, CorrectContactForm, initial_values
from titration.record.contacts.models import Contact
from titration.record.corrections.pages import correct_entry
from titration.record.read_back import read_back


@require_http_methods(["GET", "HEAD", "POST"])
def record_contact(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Record a contact that was tried and, if one is planned, the day of the next call."""
    patient = access.open_patient(request.user, patient_id, Right.RECORD_CONTACT)
    form = ContactForm(sent(request), initial={"contacted_on": patient.clinic.today()})
    if form.is_valid():
        try:
            contact = contacts.record(patient=patient, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return read_back(request, contact)
    words = {"heading": "Record contact", "submit": "Save contact"}
    return form_page(request, "record/record.html", form, patient=patient_banner(patient), **words)


def correct_contact(request: SignedInRequest, contact: Contact) -> HttpResponse:
    """Mark a contact and record another in its place."""
    form = CorrectContactForm(sent(request), initial=initial_values(contact))
    return correct_entry(request, contact, form, partial(contacts.record, patient=contact.patient))
