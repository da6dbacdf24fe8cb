"""Tells the other packages about other treatments."""

from functools import lru_cache

from titration import rules
from titration.record.in_page import fields_of
from titration.record.kind import ChartState, InPage, Kind, OpenedForm, Page
from titration.record.treatments.forms import TreatmentForm
from titration.record.treatments.models import Treatment
from titration.record.treatments.rows import fact_words
from titration.record.treatments.views import (
    correct_treatment,
    record_treatment,
    update_treatment,
)


def open_form(chart: ChartState) -> OpenedForm:
    """Open the form for a treatment that begins today."""
    return OpenedForm(fields_markup(), {"from_on": chart.today})


@lru_cache
def fields_markup() -> str:
    """Return the fields' markup; it is kept: it is the same for every patient."""
    return fields_of(TreatmentForm())


KIND = Kind(
    model=Treatment,
    fact=rules.TreatmentFact,
    fact_words=fact_words,
    pages=[
        Page("record/", record_treatment, "record-treatment"),
        Page("<id:treatment_id>/update/", update_treatment, "update-treatment"),
    ],
    in_page=InPage(key="t", route="record-treatment", what="other treatment", open_form=open_form),
    correct=correct_treatment,
)
