"""Recording reviews."""

from functools import partial

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from patients import access
from patients.access import Right
from patients.web import posting
from patients.web.banner import patient_banner
from patients.web.requests import SignedInRequest
from titration.record.read_back import read_back
from titration.record.reviews import actions as reviews
from titration.record.reviews.forms import ReviewForm


@require_http_methods(["GET", "HEAD", "POST"])
def record_review(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Record a review and, where the reader may, the date of the next one."""
    patient = access.open_patient(request.user, patient_id, Right.RECORD_REVIEW)
    form = ReviewForm(
        posting.sent(request),
        sets_next=access.may(request.user, patient.clinic_id, Right.SET_REVIEW_DATE),
        initial={"reviewed_on": patient.clinic.today()},
    )
    return posting.answer(
        request,
        form,
        action=partial(reviews.record, patient=patient, by=request.user),
        saved=partial(read_back, "reviews"),
        template="record/record.html",
        context=lambda: {
            "patient": patient_banner(patient),
            "heading": "Record review",
            "submit": "Save review",
        },
    )
