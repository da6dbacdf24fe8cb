"""What was saved, read back on the chart."""

from django.urls import reverse
from django.utils.html import format_html_join

from patients.models import Entry
from patients.web.posting import Saved


def read_back(kind: str, *entries: Entry) -> Saved:
    """Read saved entries of one kind back, each with the way to correct it."""
    patient_id = entries[0].patient_id
    corrections = (reverse("mark-in-error", args=[patient_id, kind, each.pk]) for each in entries)
    sentence = format_html_join(
        " ",
        'Recorded {}. <a href="{}">Correct</a>',
        zip(entries, corrections, strict=True),
    )
    return Saved(sentence, reverse("patient-chart", args=[patient_id]))
