"""Tells the other packages about other treatments."""

from patients.access import Right
from titration import rules
from titration.record.kind import (
    Charted,
    ChartSection,
    InPage,
    Kind,
    Page,
)
from titration.record.treatments.changes import kind as changes
from titration.record.treatments.changes.views import change_treatment
from titration.record.treatments.models import Treatment
from titration.record.treatments.rows import fact_words, running_first, treatment_rows
from titration.record.treatments.views import correct_treatment, record_treatment

NEWEST = 5  # rows on the chart


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
    in_page=InPage(
        key="t", route="record-treatment", label="Other treatment", right=Right.RECORD_TREATMENT
    ),
    section=section,
    correct=correct_treatment,
)
CHANGES = changes.KIND
