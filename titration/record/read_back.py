"""What was saved, read back on the chart."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html_join

from patients.models import Entry
from patients.web.posting import saved
from patients.web.requests import SignedInRequest


def read_back(request: SignedInRequest, *entries: Entry, words: str = "") -> HttpResponse:
    """Lead to the chart, and there read saved entries back, each with the way to correct it.

    ``words`` say of a single entry what it does not say of itself.
    """
    patient_id = entries[0].patient_id
    corrections = (
        reverse("mark-in-error", args=[patient_id, each.KIND, each.pk]) for each in entries
    )
    said = [words] if words else [f"Recorded {each}" for each in entries]
    sentence = format_html_join(
        " ", '{}. <a href="{}">Correct</a>', zip(said, corrections, strict=True)
    )
    return saved(request, sentence, reverse("patient-chart", args=[patient_id]))
