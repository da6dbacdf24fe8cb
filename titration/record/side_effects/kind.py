"""Tells the other packages about side effects, and about days on which none was reported."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from patients.access import Right
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
from titration.record.side_effects import views
from titration.record.side_effects.acknowledgements import kind as acknowledgements
from titration.record.side_effects.acknowledgements.rows import rows_by_effect
from titration.record.side_effects.acknowledgements.views import acknowledge_effect
from titration.record.side_effects.changes import kind as changes
from titration.record.side_effects.changes.views import change_side_effect
from titration.record.side_effects.forms import NoSideEffectsForm, SideEffectForm
from titration.record.side_effects.models import SideEffect, SideEffectCheck
from titration.record.side_effects.rows import check_words, effect_rows, fact_words, open_first

NEWEST = 3  # rows on the chart, after those that last


def open_form(chart: ChartState) -> OpenedForm:
    """Open the form for a side effect that began, and was reported, today."""
    return OpenedForm(fields_markup(), {"onset_on": chart.today, "reported_on": chart.today})


@lru_cache
def fields_markup() -> str:
    """Return the fields' markup; it is kept: it is the same for every patient."""
    return fields_of(SideEffectForm())


def open_check_form(chart: ChartState) -> OpenedForm:
    """Open the form for a day, today, on which side effects were asked about."""
    return OpenedForm(check_fields_markup(), {"asked_on": chart.today})


@lru_cache
def check_fields_markup() -> str:
    """Return the fields' markup; it is kept: it is the same for every patient."""
    return fields_of(NoSideEffectsForm())


@dataclass(frozen=True, slots=True)
class SideEffectSection(ChartSection):
    """Side effects: how many last, and when they were last asked about and none was reported."""

    open_count: int = 0
    last_asked_on: date | None = None


def section(chart: Charted) -> SideEffectSection:
    """Every side effect that lasts, the severest first, then the newest others."""
    open_count = len(chart.lasting)
    rows = open_first(chart.recorded.effects, chart.lasting)
    newest = chart.newest("effects", rows, open_count + NEWEST)
    return SideEffectSection(
        "record/side_effects/_rows.html",
        "effects",
        effect_rows(
            newest,
            chart.lasting,
            chart.timeline.regimens,
            chart.markings,
            chart.today,
            chart.sources,
            acknowledged=rows_by_effect(chart.recorded.acknowledgements, chart.markings),
        ),
        len(rows),
        open_count=open_count,
        last_asked_on=chart.recorded.last_asked_on,
    )


KIND = Kind(
    model=SideEffect,
    fact=rules.Effect,
    fact_words=fact_words,
    pages=[
        Page("record/", views.record_side_effect, "record-side-effect"),
        Page("<id:side_effect_id>/change/", change_side_effect, "change-side-effect"),
        Page("<id:side_effect_id>/acknowledge/", acknowledge_effect, "acknowledge-effect"),
        Page("none/", views.record_no_side_effects, "record-no-side-effects"),
    ],
    in_page=InPage(
        key="s",
        route="record-side-effect",
        label="Side effect",
        right=Right.RECORD_SIDE_EFFECT,
        heading="Record side effect",
        submit="Save side effect",
        open_form=open_form,
        is_primary=True,
    ),
    section=section,
    correct=views.correct_side_effect,
)
CHANGES = changes.KIND
ACKNOWLEDGEMENTS = acknowledgements.KIND
CHECKS = Kind(
    model=SideEffectCheck,
    fact=rules.Check,
    fact_words=check_words,
    in_page=InPage(
        key="n",
        route="record-no-side-effects",
        label="Asked, none reported",
        right=Right.RECORD_SIDE_EFFECT,
        heading="Asked, none reported",
        open_form=open_check_form,
    ),
    correct=views.correct_check,
)
