"""Tells the other packages about other treatments."""

from functools import lru_cache

from titration import rules
from titration.record.in_page import fields_of
from titration.record.kind import (
    Charted,
    ChartSection,
    ChartState,
    InPage,
    Kind,
    OpenedForm,
    Page,
)
from titration.record.treatments.changes import kind as changes
from titration.record.treatments.changes.views import change_treatment
from titration.record.treatments.forms import TreatmentForm
from titration.record.treatments.models import Treatment
from titration.record.treatments.rows import fact_words, running_first, treatment_rows
from titration.record.treatments.views import correct_treatment, record_treatment

NEWEST = 5  # rows on the chart


def open_form(chart: ChartState) -> OpenedForm:
    """Open the form for a treatment that begins today."""
    return OpenedForm(fields_markup(), {"from_on": chart.today})


@lru_cache
def fields_markup() -> str:
    """Return the fields' markup; it is kept: it is the same for every patient."""
    return fields_of(TreatmentForm())


def section(chart: Charted) -> ChartSection:
    """The treatments that go on, then the newest others."""
    rows = running_first(chart.recorded.treatments)
    newest = chart.newest("treatments", rows, NEWEST)
    shown = treatment_rows(newest, chart.markings, chart.sources)
    return ChartSection("record/treatments/_rows.html", "treatments", shown, len(rows))


KIND = Kind(
    model=Treatment,
    fact=rules.TreatmentFact,
    fact_words=fact_words,
    pages=[
        Page("record/", record_treatment, "record-treatment"),
        Page("<id:treatment_id>/change/", change_treatment, "change-treatment"),
    ],
    in_page=InPage(key="t", route="record-treatment", what="other treatment", open_form=open_form),
    section=section,
    correct=correct_treatment,
)
CHANGES = changes.KIND
