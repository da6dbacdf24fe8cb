"""Pages that record ratings and correct one."""

from functools import partial

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from patients import access
from patients.access import Right
from patients.web.posting import Refused, form_page, sent
from patients.web.requests import SignedInRequest
from titration.reading.banner import patient_banner
from titration.record.corrections.pages import correct_entry
from titration.record.ratings import actions as ratings
from titration.record.ratings.forms import CorrectRatingForm, RatingForm, initial_values
from titration.record.ratings.models import Rating
from titration.record.read_back import read_back


@require_http_methods(["GET", "HEAD", "POST"])
def record_ratings(request: SignedInRequest, patient_id: int) -> HttpResponse:
    """Record what was rated on one day, on one measure or several."""
    patient = access.open_patient(request.user, patient_id, Right.RECORD_RATING)
    form = RatingForm(sent(request), initial={"rated_on": patient.clinic.today()})
    if form.is_valid():
        try:
            recorded = ratings.record(patient=patient, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return read_back(request, *recorded)
    words = {"heading": "Record ratings", "submit": "Save ratings"}
    return form_page(request, "record/record.html", form, patient=patient_banner(patient), **words)


def correct_rating(request: SignedInRequest, rating: Rating) -> HttpResponse:
    """Mark a rating and record another in its place."""
    form = CorrectRatingForm(sent(request), initial=initial_values(rating))
    return correct_entry(request, rating, form, partial(ratings.record, patient=rating.patient))
