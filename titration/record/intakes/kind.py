"""Tells the other packages about intakes that were not as recorded."""

from patients.access import Right
from titration.record.intakes.models import Intake
from titration.record.intakes.rows import intake_rows
from titration.record.intakes.views import correct_intake, record_intake
from titration.record.kind import (
    Charted,
    ChartSection,
    InPage,
    Kind,
    Page,
)

NEWEST = 5  # rows on the chart


def section(chart: Charted) -> ChartSection:
    """The newest intakes that were not as recorded, latest first."""
    rows = chart.recorded.intakes
    shown = intake_rows(
        chart.newest("intakes", rows, NEWEST), chart.recorded.planned_steps, chart.markings
    )
    return ChartSection("record/intakes/_rows.html", "intakes", shown, len(rows))


KIND = Kind(
    model=Intake,
    pages=[Page("record/", record_intake, "record-intake")],
    in_page=InPage(
        key="i", route="record-intake", label="Intake not as recorded", right=Right.RECORD_INTAKE
    ),
    section=section,
    correct=correct_intake,
)
