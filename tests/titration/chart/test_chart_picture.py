"""From entries to a drawing: any record can be drawn, over any range."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import on
from tests.factories.values import told_or_none
from tests.titration.chart.drawing.drawn import Drawing, collisions
from tests.titration.reading.records import (
    TODAY,
    Record,
    days,
    effect_row,
    record,
    records,
    step_row,
)
from titration.chart.chart_picture import SPAN_DAYS, band_label, draw_span
from titration.chart.drawing import NARROW, WIDE, Frame, RowLinks
from titration.record.dose_steps.actions import FURTHEST_AHEAD
from titration.rules import Days, Timeline

frames = st.sampled_from((WIDE, NARROW))
spans = st.sampled_from(("3m", "12m", "all"))
fewer = settings(max_examples=50)  # each is a whole chart
A_YEAR_AHEAD = TODAY + FURTHEST_AHEAD


def drawn(told: Record, span: str = "all", frame: Frame = WIDE) -> Drawing:
    return Drawing(draw_span(told.picture(), span, frame))


@fewer
@given(records(), spans, frames, days())
def test_any_record_can_be_drawn(told: Record, span: str, frame: Frame, today: date):
    drawing = Drawing(draw_span(told.picture(today), span, frame))

    assert all("style" not in element.attrib for element in drawing.root.iter())
    tags = {element.tag for element in drawing.root.iter()}
    assert tags <= {
        *("svg", "a", "title", "text", "use", "path", "rect", "circle", "g", "defs", "pattern"),
        *("linearGradient", "stop"),
    }


@fewer
@given(records(planned_until=A_YEAR_AHEAD, seen_until=TODAY), frames)
def test_no_texts_overlap_in_any_record(told: Record, frame: Frame):
    drawing = drawn(told, "all", frame)

    assert list(collisions(drawing)) == []


@fewer
@given(records())
def test_every_entry_is_drawn_once_and_leads_to_its_row(told: Record):
    entries = {f"?row=step-{row.id}#step-{row.id}" for row in told.steps}
    entries |= {f"?row=effect-{row.id}#effect-{row.id}" for row in told.effects}
    entries |= {f"?row=treatment-{row.id}#treatment-{row.id}" for row in told.treatments}
    of_one_day = {(row.measure, row.rated_on): row for row in told.ratings}  # the last one counts
    entries |= {f"?row=rating-{row.id}#rating-{row.id}" for row in of_one_day.values()}

    hrefs = [point.href for point in drawn(told).points]
    assert len(hrefs) == len(set(hrefs))
    assert set(hrefs) == entries


@fewer
@given(records(), st.sampled_from(("3m", "12m")))
def test_a_range_leaves_out_the_steps_before_it(told: Record, span: str):
    first = date.fromordinal(TODAY.toordinal() - SPAN_DAYS[span])

    hrefs = {point.href for point in drawn(told, span).points}
    steps = {href for href in hrefs if "step" in href}
    held = Timeline.of(told.history()).held
    assert steps == {
        f"?row=step-{row.id}#step-{row.id}"
        for row, each in zip(told.steps, held, strict=True)
        if row.starts_on >= first or (row.in_words and (each.days.until or TODAY) >= first)
    }


def test_a_point_leads_to_a_row_of_this_page_where_it_is_listed():
    told = record(step_row("5x3", from_="2026-01-05"), step_row("10x3", from_="2026-02-02"))

    picture = replace(told.picture(), links=RowLinks(frozenset({"step-2"})))
    points = Drawing(draw_span(picture, "all", WIDE)).points

    assert [point.href for point in points] == ["?row=step-1#step-1", "#step-2"]


def test_a_mark_says_what_was_recorded_and_when():
    told = record(
        step_row("10x4", from_="2025-05-19"), step_row("", from_="2026-01-05"),
        effect_row("muscle weakness", "severe", from_="2025-06-01", until="2025-06-09"),
        effect_row("hiccups", from_="2025-07-01"),
    )  # fmt: skip

    regimen = "10 mg four times a day = 40 mg per day"
    assert [point.said for point in drawn(told).points] == [
        f"{regimen}\n19-May-2025",
        "Stopped\n05-Jan-2026",
        "Muscle weakness\nsevere: 01-Jun-2025 to 09-Jun-2025",
        "Hiccups\nmild: 01-Jul-2025 ongoing",
    ]


def test_a_stop_is_drawn_at_zero():
    told = record(step_row("10x3", from_="2026-01-05"), step_row("", from_="2026-02-02"))

    (zero,) = (text for text in drawn(told).texts if text.what == "0" and text.left < WIDE.left)
    height = re.findall(r"V(\d+)", drawn(told).line)[-1]
    assert int(height) == zero.bottom - 4


@pytest.mark.parametrize(
    ("born_on", "has_band"),
    [("1980-05-01", True), (None, False), ("2008-03-03", False), ("2008-03-01", True)],
)
def test_the_band_is_there_where_a_day_is_compared(born_on: str | None, has_band: bool):
    told = record(step_row("10x3", from_="2026-01-05"), born_on=born_on)

    assert bool(drawn(told).bands) is has_band


def test_the_band_begins_on_the_eighteenth_birthday():
    """The chart runs over 100 days, of which the birthday is the fiftieth."""
    told = record(step_row("10x3", from_="2025-11-22"), born_on="2008-01-11")

    ((left, _, width, _),) = drawn(told).bands
    plot = WIDE.width - WIDE.left - WIDE.after_today
    assert (left, width) == (WIDE.left + plot / 2, plot / 2)


def test_a_history_that_is_present_has_a_lane_and_no_other():
    told = record(epilepsy="present", kidney_disease="absent", psychiatric_disorder="not asked")

    lanes = [words for words in drawn(told).written() if "history" in words or "disease" in words]
    assert lanes == ["Epilepsy, history"]


def test_a_single_step_of_today_is_a_point_and_the_figure_for_now():
    drawing = drawn(record(step_row("10x3", from_=TODAY)))

    assert len(drawing.points) == 1
    assert "30 now" in drawing.written()
    assert drawing.planned_line == ""


def test_nothing_is_dashed_until_a_step_is_planned():
    begun = step_row("10x3", from_="2026-01-05")

    assert drawn(record(begun)).planned_line == ""
    assert drawn(record(begun, step_row("15x3", from_="2026-03-09"))).planned_line != ""


def test_it_ends_today_or_with_the_last_planned_step():
    assert record(step_row("10x3", from_="2026-03-12")).picture().last == on("2026-03-12")
    assert record(step_row("10x3", from_="2026-02-12")).picture().last == TODAY


def test_a_short_history_is_drawn_over_four_weeks():
    assert record(step_row("10x3", from_=TODAY)).picture().first == on("2026-02-02")


@pytest.mark.parametrize(
    ("span", "words"),
    [("3m", "the last 3 months"), ("12m", "the last 12 months"), ("all", "all dates")],
)
def test_a_drawing_is_named_with_its_range(span: str, words: str):
    name = f"Titration history, {words}: mg of oral baclofen per day, side effects,"
    name += " other treatments and ratings"

    assert drawn(record(), span).root.get("aria-label") == name


def test_the_band_is_labelled_in_the_article_s_figures_where_a_dose_is_compared():
    compared = record(step_row("10x3", from_="2026-01-05"))

    assert band_label(Timeline.of(compared.history())) == (
        "Article: 10–20 mg three times a day (30–60 mg per day by arithmetic)"
    )
    for told in (record(), record(step_row("10x3", from_="2026-01-05"), born_on=None)):
        assert band_label(Timeline.of(told.history())) == ""


@pytest.mark.parametrize(
    ("taking_since", "first", "title"),
    [
        (None, "2026-01-15", "Baclofen taken, dose not known"),
        ("2019", "2026-01-15", "Baclofen taken since 2019, dose not known"),
        ("2026-02-02", "2026-02-02", "Baclofen taken since 02-Feb-2026, dose not known"),
    ],
)
def test_what_was_taken_before_the_first_step_is_drawn_as_not_known(
    taking_since: str | None, first: str, title: str
):
    since = told_or_none(taking_since)
    step = step_row("10x3", from_="2026-02-12", already_taking=True, taking_since=since)

    (gap,) = record(step).picture().gaps
    assert (gap.days, gap.title) == (Days(on(first), on("2026-02-12")), title)
    assert record(step_row("10x3", from_="2026-02-12")).picture().gaps == ()


def test_a_step_in_words_is_a_gap_and_no_point_of_the_line():
    steps = (
        step_row("5x3", from_="2026-02-02"),
        step_row("", from_="2026-02-12", in_words="as needed"),
    )

    shown = record(*steps).picture()
    assert [step.total_mg for step in shown.steps] == [15]
    assert [(gap.days, gap.says) for gap in shown.gaps] == [
        (Days(on("2026-02-12"), None), "as needed")
    ]
