"""Reads back on the chart what was saved."""

from itertools import chain, repeat

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from patients.models import Entry
from patients.web.posting import saved
from patients.web.requests import SignedInRequest

CORRECT_KEY = "c"  # corrects what was just saved; of several entries, the first


def read_back(request: SignedInRequest, *entries: Entry, words: str = "") -> HttpResponse:
    """Redirect to the chart, which reads saved entries back, each with a link to correct it.

    ``words`` replace the usual sentence of a single entry.
    """
    patient_id = entries[0].patient_id
    corrections = (
        reverse("mark-in-error", args=[patient_id, each.KIND, each.pk]) for each in entries
    )
    said = [words] if words else [f"Recorded {each}" for each in entries]
    keyed = chain((format_html(' data-key="{}"', CORRECT_KEY),), repeat(""))
    sentence = format_html_join(
        " ", '{}. <a href="{}"{}>Correct</a>', zip(said, corrections, keyed, strict=False)
    )
    return saved(request, sentence, reverse("patient-chart", args=[patient_id]))
