"""Recording what was rated."""

from functools import partial

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from patients import access
from patients.access import Right
from patients.web import posting
from patients.web.banner import patient_banner
from patients.web.requests import SignedInRequest
from titration.record.ratings import actions as ratings
from titration.record.ratings.forms import RatingForm
from titration.record.read_back import read_back


@require_http_methods(["GET", "HEAD", "POST"])
def record_ratings(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Record what was rated on one day, on one measure or several."""
    patient = access.open_patient(request.user, patient_id, Right.RECORD_RATING)
    return posting.answer(
        request,
        RatingForm(posting.sent(request), initial={"rated_on": patient.clinic.today()}),
        action=partial(ratings.record, patient=patient, by=request.user),
        saved=lambda recorded: read_back("ratings", *recorded),
        template="record/record.html",
        context=lambda: {
            "patient": patient_banner(patient),
            "heading": "Record ratings",
            "submit": "Save ratings",
        },
    )
