"""Answers a page that records something new about a patient whose care ended."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render

from patients.actions.care import after_care
from patients.models import Patient
from patients.web.requests import SignedInRequest
from titration.reading.banner import patient_banner

View = Callable[..., HttpResponse]


def refused_after_care(view: View) -> View:
    """Show, in place of a form that could not be saved, that care ended and the way back.

    The view answers first: it decides if the reader may open the patient, and records that. A
    form that was filled in before the end is sent to the view, which keeps what was typed.
    """

    @wraps(view)
    def answer(request: SignedInRequest, patient_id: int, **ids: int) -> HttpResponse:
        response = view(request, patient_id, **ids)
        if request.method == "POST" or response.status_code != HTTPStatus.OK:
            return response
        sentence = after_care(patient_id)
        return care_ended(request, patient_id, sentence) if sentence else response

    return answer


def care_ended(request: SignedInRequest, patient_id: int, sentence: str) -> HttpResponse:
    """Return the page that says so, with the patient's banner."""
    patient = Patient.objects.select_related("clinic").get(pk=patient_id)
    context = {"patient": patient_banner(patient), "sentence": sentence}
    return render(request, "record/care_ended.html", context, status=HTTPStatus.CONFLICT)
