"""Pages that record and correct reviews."""

from functools import partial

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from patients import access
from patients.access import Right
from patients.models import Account, Patient
from patients.web.posting import Refused, form_page, sent
from patients.web.requests import SignedInRequest
from titration.reading.banner import patient_banner
from titration.record.corrections.pages import correct_entry
from titration.record.read_back import read_back
from titration.record.reviews import actions as reviews
from titration.record.reviews.forms import CorrectReviewForm, ReviewForm, initial_values
from titration.record.reviews.models import Review


@require_http_methods(["GET", "HEAD", "POST"])
def record_review(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Record a review and, if the reader may set it, the date of the next one."""
    patient = access.open_patient(request.user, patient_id, Right.RECORD_REVIEW)
    form = ReviewForm(
        sent(request),
        sets_next=may_set_next(request.user, patient),
        initial={"reviewed_on": patient.clinic.today()},
    )
    if form.is_valid():
        try:
            review = reviews.record(patient=patient, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return read_back(request, review)
    words = {"heading": "Record review", "submit": "Save review"}
    return form_page(request, "record/record.html", form, patient=patient_banner(patient), **words)


def correct_review(request: SignedInRequest, review: Review) -> HttpResponse:
    """Mark a review and record another in its place."""
    form = CorrectReviewForm(
        sent(request),
        sets_next=may_set_next(request.user, review.patient),
        initial=initial_values(review),
    )
    return correct_entry(request, review, form, partial(reviews.record, patient=review.patient))


def may_set_next(reader: Account, patient: Patient) -> bool:
    """True if the reader may set the date of the next review."""
    return access.may(reader, patient.clinic_id, Right.SET_REVIEW_DATE)
