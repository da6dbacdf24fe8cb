"""Tells the other packages about intakes that were not as recorded."""

from functools import lru_cache

from titration.record.in_page import fields_of
from titration.record.intakes.forms import IntakeForm
from titration.record.intakes.models import Intake
from titration.record.intakes.rows import intake_rows
from titration.record.intakes.views import correct_intake, record_intake
from titration.record.kind import (
    Charted,
    ChartSection,
    ChartState,
    InPage,
    Kind,
    OpenedForm,
    Page,
)

NEWEST = 5  # rows on the chart


def open_form(chart: ChartState) -> OpenedForm:
    """Open the form for what was not as recorded today."""
    return OpenedForm(fields_markup(), {"from_on": chart.today})


@lru_cache
def fields_markup() -> str:
    """Return the fields' markup; it is kept: it is the same for every patient."""
    return fields_of(IntakeForm())


def section(chart: Charted) -> ChartSection:
    """The newest intakes that were not as recorded, latest first."""
    rows = chart.recorded.intakes
    shown = intake_rows(chart.newest("intakes", rows, NEWEST), chart.markings)
    return ChartSection("record/intakes/_rows.html", "intakes", shown, len(rows))


KIND = Kind(
    model=Intake,
    pages=[Page("record/", record_intake, "record-intake")],
    in_page=InPage(
        key="i", route="record-intake", what="intake not as recorded", open_form=open_form
    ),
    section=section,
    correct=correct_intake,
)
