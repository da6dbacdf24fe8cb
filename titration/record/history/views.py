"""Shows everything recorded of one patient."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from patients import access
from patients.web.requests import SignedInRequest
from titration.reading.banner import patient_banner
from titration.record.history.page import history_rows


@require_safe
def entry_history(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Show every entry, latest first: live, superseded and entered in error."""
    patient = access.open_patient(request.user, patient_id)
    entries = history_rows(patient, request.user)
    context = {"patient": patient_banner(patient), "entries": entries}
    return render(request, "record/history.html", context)
