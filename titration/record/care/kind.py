"""Tells the other packages about changes of care."""

from patients.models import Care
from titration.record.care.rows import care_rows
from titration.record.care.views import correct_care, end_care, mark_duplicate, reopen_care
from titration.record.kind import Charted, ChartSection, Kind, Page


def section(chart: Charted) -> ChartSection:
    """Every change of care, latest first."""
    rows = chart.recorded.care[::-1]
    return ChartSection(
        "record/care/_rows.html", "care", care_rows(rows, chart.markings), len(rows)
    )


KIND = Kind(
    model=Care,
    pages=[
        Page("end/", end_care, "end-care"),
        Page("reopen/", reopen_care, "reopen-care"),
        Page("duplicate/", mark_duplicate, "mark-duplicate"),
    ],
    section=section,
    correct=correct_care,
)
