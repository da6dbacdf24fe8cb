"""The chart page as built for one reader: only entries that count are in its figures."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
import time_machine

from patients.access import Right
from patients.models import Account, Patient
from tests.factories import (
    a_check,
    a_rating,
    a_review,
    a_side_effect,
    a_step,
    a_treatment,
    an_effect_change,
    in_error,
    on,
)
from tests.pages.charts import rows
from tests.titration.chart.drawing.drawn import Drawing
from tests.titration.reading.records import EVERY_LIST
from titration.chart.drawing import NARROW, WIDE, Frame
from titration.chart.page import ChartPage, chart_page
from titration.record.dose_steps.models import DoseStep
from titration.record.kind import ChartState
from titration.record.side_effects.kind import SideEffectSection

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon_on_2_march() -> Iterator[None]:
    with time_machine.travel("2026-03-02T12:00Z", tick=True):
        yield


def state(page: ChartPage) -> ChartState:
    assert page.lists.state is not None
    return page.lists.state


def test_a_new_patient_s_page_is_empty(patient: Patient, neurologist: Account):
    page = chart_page(patient, neurologist)

    assert (
        rows(page, "dose-steps"),
        rows(page, "side-effects"),
        page.lists.sections["dose-steps"].count,
        page.lists.sections["side-effects"].count,
    ) == ([], [], 0, 0)
    assert page.current.regimen == "No dose recorded"
    assert state(page).is_first_dose
    assert page.patient.patient_id == patient.pk


def test_the_newest_eight_steps_are_listed_and_all_counted(patient: Patient, neurologist: Account):
    for day in range(1, 13):
        a_step(patient, f"{day}x3", from_=f"2026-01-{day:02}")

    page = chart_page(patient, neurologist)

    assert [int(row.starts_on[:2]) for row in rows(page, "dose-steps")] == [
        12,
        11,
        10,
        9,
        8,
        7,
        6,
        5,
    ]
    assert page.lists.sections["dose-steps"].count == 12
    assert len(rows(chart_page(patient, neurologist, whole=["steps"]), "dose-steps")) == 12


def test_open_effects_are_never_cut_and_three_others_follow(patient: Patient, neurologist: Account):
    for day in range(1, 9):
        a_side_effect(patient, f"open {day}", from_=f"2026-01-{day:02}")
        a_side_effect(patient, f"over {day}", from_=f"2026-01-{day:02}", until="2026-02-01")

    page = chart_page(patient, neurologist)

    assert [row.term for row in rows(page, "side-effects")] == [
        *(f"Open {day}" for day in range(8, 0, -1)),
        *("Over 8", "Over 7", "Over 6"),
    ]
    assert page.lists.sections["side-effects"].count == 16
    whole = chart_page(patient, neurologist, whole=["effects"])
    assert len(rows(whole, "side-effects")) == 16


def test_open_effects_come_by_severity_now_and_then_the_newest(
    patient: Patient, neurologist: Account
):
    a_side_effect(patient, "hiccups", "moderate", from_="2026-02-20")
    worsened = a_side_effect(patient, "nausea", from_="2026-01-05")
    an_effect_change(worsened, "severe", on_="2026-02-25")
    a_side_effect(patient, "dizziness", "moderate", from_="2026-02-22")
    a_side_effect(patient, "over", "severe", from_="2026-02-23", until="2026-02-24")

    listed = rows(chart_page(patient, neurologist), "side-effects")

    assert [(row.term, row.severity, row.lasts) for row in listed] == [
        ("Nausea", "severe", "5 days"),
        ("Dizziness", "moderate", "8 days"),
        ("Hiccups", "moderate", "10 days"),
        ("Over", "severe", ""),
    ]


def test_a_point_leads_to_its_row_where_the_page_lists_it(patient: Patient, neurologist: Account):
    steps = [a_step(patient, f"{day}x3", from_=f"2026-01-{day:02}") for day in range(1, 11)]

    hrefs = [point.href for point in Drawing(chart_page(patient, neurologist).drawing).points]
    everything = Drawing(chart_page(patient, neurologist, whole=["steps"]).drawing).points

    assert hrefs[:2] == [f"?row=step-{step.pk}#step-{step.pk}" for step in steps[:2]]
    assert hrefs[2:] == [f"#step-{step.pk}" for step in steps[2:]]
    assert [point.href for point in everything] == [f"#step-{step.pk}" for step in steps]


def test_an_entry_in_error_is_listed_and_in_no_figure(patient: Patient, neurologist: Account):
    taken = a_step(patient, "10x3", from_="2026-01-05", already_taking=True)
    step = in_error(a_step(patient, "100x3", from_="2026-02-02"))
    effect = in_error(a_side_effect(patient, "muscle weakness", "severe", from_="2026-02-03"))

    page = chart_page(patient, neurologist)

    assert [row.name for row in rows(page, "dose-steps") if row.marking.is_in_error] == [
        f"step-{step.pk}"
    ]
    assert [row.name for row in rows(page, "side-effects") if row.marking.is_in_error] == [
        f"effect-{effect.pk}"
    ]
    assert (page.current.total, page.current.was) == ("30 mg per day", "")
    held = state(page).held
    assert held is not None
    assert held.doses_mg == (Decimal(10),) * 3
    assert page.lists.flags.notable == []
    assert page.lists.flags.past_count == 0
    assert {point.href for point in Drawing(page.drawing).points} == {f"#step-{taken.pk}"}


def test_after_a_step_in_error_the_next_one_is_the_first(patient: Patient, neurologist: Account):
    in_error(a_step(patient, "10x3", from_="2026-01-05"))

    assert state(chart_page(patient, neurologist)).is_first_dose


def test_a_past_flag_is_listed_where_all_is_asked_for(patient: Patient, neurologist: Account):
    a_step(patient, "25x3", from_="2026-01-05", already_taking=True)
    a_step(patient, "10x3", from_="2026-02-02")

    assert chart_page(patient, neurologist).lists.flags.past == []
    assert chart_page(patient, neurologist).lists.flags.past_count == 3
    past = chart_page(patient, neurologist, whole=["past"]).lists.flags.past
    assert sum(len(kind.lines) for kind in past) == 3


def test_the_form_opens_with_the_step_of_today(patient: Patient, neurologist: Account):
    step = a_step(patient, "5x3", from_="2026-01-05", phase="initiation")
    a_step(patient, "10x3", from_="2026-03-09")

    opened = state(chart_page(patient, neurologist))

    assert opened.held is not None
    assert opened.held.id == step.pk
    assert opened.edition == DoseStep.objects.edition(patient)


def test_the_page_says_when_side_effects_were_last_asked_about(patient: Patient, nurse: Account):
    a_check(patient, asked_on="2026-02-09")

    section = chart_page(patient, nurse).lists.sections["side-effects"]
    assert isinstance(section, SideEffectSection)
    assert section.last_asked_on == on("2026-02-09")


def test_a_nurse_records_no_dose_and_marks_own_entries_only(
    patient: Patient, neurologist: Account, nurse: Account
):
    a_side_effect(patient, "neurologist's", from_="2026-01-05", by=neurologist)
    a_side_effect(patient, "nurse's", from_="2026-01-06", by=nurse)

    page = chart_page(patient, nurse)
    may_mark = {row.term: row.marking.may_mark for row in rows(page, "side-effects")}
    assert (Right.RECORD_DOSE_STEP in state(page).rights, may_mark) == (
        False,
        {"Nurse's": True, "Neurologist's": False},
    )
    page = chart_page(patient, neurologist)
    may_mark = {row.term: row.marking.may_mark for row in rows(page, "side-effects")}
    assert (Right.RECORD_DOSE_STEP in state(page).rights, may_mark) == (
        True,
        {"Nurse's": True, "Neurologist's": True},
    )


@pytest.mark.parametrize("frame", [WIDE, NARROW])
@pytest.mark.parametrize(("span", "shown"), [("all", 3), ("12m", 2), ("3m", 1)])
def test_a_range_clips_the_drawing_and_all_is_all_on_a_phone_too(
    patient: Patient, neurologist: Account, span: str, shown: int, frame: Frame
):
    for doses, day in (("5x3", "2024-01-01"), ("10x3", "2025-09-01"), ("15x3", "2026-02-01")):
        a_step(patient, doses, from_=day)

    page = chart_page(patient, neurologist, span=span, frame=frame)

    assert len(Drawing(page.drawing).points) == shown


def test_on_a_phone_a_short_history_fills_the_drawing(patient: Patient, neurologist: Account):
    a_step(patient, "5x3", from_="2026-02-02")
    a_step(patient, "10x3", from_="2026-02-16")

    (first, second) = Drawing(chart_page(patient, neurologist, frame=NARROW).drawing).points

    assert second.marks[0][1] - first.marks[0][1] > NARROW.width / 4


def test_ratings_come_latest_first_and_treatments_that_go_on_before_others(
    patient: Patient, neurologist: Account
):
    for value, day in (("6", "2026-02-01"), ("4", "2026-02-09"), ("5", "2026-02-01")):
        a_rating(patient, value, on_=day)
    a_treatment(patient, "surgery", from_="2026-02-01", until="2026-02-01")
    a_treatment(patient, from_="2026-01-05")
    in_error(a_treatment(patient, "botulinum toxin", from_="2026-02-20"))
    a_review(patient, on_="2026-02-09", next_on="2026-05-01")
    a_review(patient, on_="2026-01-09")

    page = chart_page(patient, neurologist)

    assert [row.value for row in rows(page, "ratings")] == ["4", "5", "6"]
    kinds = [row.kind for row in rows(page, "treatments")]
    assert kinds == ["Physical therapy", "Surgery", "Botulinum toxin"]
    assert [row.next_on for row in rows(page, "reviews")] == ["01-May-2026", ""]


def test_an_intrathecal_amount_stands_beside_the_article_s(patient: Patient, nurse: Account):
    a_treatment(patient, "intrathecal baclofen", from_="2026-01-05", mcg_per_day="300")

    (row,) = rows(chart_page(patient, nurse), "treatments")
    assert row.amount == "300 mcg a day; article: 50–2,000 mcg a day"


def test_the_newest_of_each_kind_are_listed_and_all_counted(patient: Patient, nurse: Account):
    for day in range(1, 11):
        a_rating(patient, "5", on_=f"2026-02-{day:02}")
        a_treatment(patient, from_=f"2026-02-{day:02}")
        a_review(patient, on_=f"2026-02-{day:02}")

    page, whole = chart_page(patient, nurse), chart_page(patient, nurse, whole=EVERY_LIST)

    listed = (
        len(rows(page, "ratings")),
        len(rows(page, "treatments")),
        len(rows(page, "reviews")),
    )
    assert listed == (5, 5, 5)
    assert (
        page.lists.sections["ratings"].count,
        page.lists.sections["treatments"].count,
        page.lists.sections["reviews"].count,
    ) == (10, 10, 10)
    assert (
        len(rows(whole, "ratings")),
        len(rows(whole, "treatments")),
        len(rows(whole, "reviews")),
    ) == (10, 10, 10)
