"""Tells the other packages about dose steps."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from patients.access import Right
from titration import rules
from titration.record.dose_steps.beside import dose_beside
from titration.record.dose_steps.forms import DoseStepForm, initial_values
from titration.record.dose_steps.models import DoseStep
from titration.record.dose_steps.rows import fact_words, step_rows, told_of_steps
from titration.record.dose_steps.views import correct_dose_step, record_dose_step
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

NEWEST = 8  # rows on the chart


def open_form(chart: ChartState) -> OpenedForm:
    """Open the form with today's regimen."""
    return OpenedForm(
        fields_markup(is_first=chart.is_first_dose),
        initial_values(chart.held, chart.today),
        seen=chart.edition,
        beside=dose_beside(chart.steps, chart.adult, chart.today),
        label="First dose step" if chart.is_first_dose else "",
    )


@lru_cache
def fields_markup(*, is_first: bool) -> str:
    """Return the fields' markup; it is kept, once for first steps and once for later ones."""
    return fields_of(DoseStepForm(is_first=is_first))


@dataclass(frozen=True, slots=True)
class StepSection(ChartSection):
    """Dose steps, and in words how many there are, how many planned and in error."""

    told: str = ""


def section(chart: Charted) -> StepSection:
    """The newest steps, latest first."""
    rows, care_ended = chart.recorded.steps[::-1], chart.recorded.end_of_care is not None
    shown = step_rows(
        chart.newest("steps", rows, NEWEST),
        chart.compared,
        chart.today,
        chart.markings,
        care_ended=care_ended,
    )
    told = told_of_steps(rows, date.max if care_ended else chart.today)
    return StepSection(
        "record/dose_steps/_rows.html", "steps", shown, len(rows), wide=True, told=told
    )


KIND = Kind(
    model=DoseStep,
    fact=rules.Step,
    fact_words=fact_words,
    pages=[Page("record/", record_dose_step, "record-dose-step")],
    in_page=InPage(
        key="d",
        route="record-dose-step",
        label="Dose step",
        right=Right.RECORD_DOSE_STEP,
        heading="Record dose step",
        submit="Save dose step",
        open_form=open_form,
        is_primary=True,
    ),
    section=section,
    correct=correct_dose_step,
)
