"""The dose line, worked out by hand on squared paper: x = 10 + day, y = 94 - mg."""

import pytest

from tests.titration.chart.drawing.drawn import SQUARED, drawn, picture, steps
from titration.chart.drawing import draw
from titration.chart.drawing.shapes import DOSE, SURFACE

COURSE = steps((10, "15"), (30, "45"), (50, "0"), (80, "30"))


def test_each_regimen_holds_its_height_until_the_next():
    assert drawn(picture(*COURSE)).line == "M20.0 79.0H40.0V49.0H60.0V94.0H90.0V64.0H110.0"


def test_a_planned_step_is_dashed_from_today_on():
    drawing = drawn(picture(*COURSE, today=70))

    assert drawing.line == "M20.0 79.0H40.0V49.0H60.0V94.0H80.0"
    assert drawing.planned_line == "M80.0 94.0H90.0V64.0H110.0"


def test_with_nothing_planned_nothing_is_dashed():
    assert drawn(picture(*COURSE)).planned_line == ""


def test_a_course_that_lies_ahead_is_dashed_and_nothing_else():
    drawing = drawn(picture(*steps((80, "30")), today=70))

    assert (drawing.line, drawing.planned_line) == ("", "M90.0 64.0H110.0")


def test_before_the_first_step_nothing_is_drawn():
    assert drawn(picture(*steps((99, "30")))).line == "M109.0 64.0H110.0"


def test_a_step_of_today_is_a_point_at_the_end_of_the_line():
    drawing = drawn(picture(*steps((10, "15"), (100, "45"))))

    assert drawing.line == "M20.0 79.0H110.0V49.0H110.0"


def test_without_steps_no_line_and_no_figure_for_now():
    drawing = drawn(picture())

    assert (drawing.line, drawing.planned_line) == ("", "")
    assert "now" not in drawing.written()


def test_steps_before_the_range_are_left_out_unless_they_last_into_it():
    drawing = drawn(picture(*steps((-90, "45"), (-60, "30"), (20, "15"))))

    assert drawing.line == "M10.0 64.0H30.0V79.0H110.0"
    assert [point.href for point in drawing.points] == ["#step-20"]


def test_every_step_is_a_point_that_leads_to_its_row_and_says_what_it_is():
    points = drawn(picture(*COURSE)).points

    assert [(point.href, point.title) for point in points] == [
        ("#step-10", "15 mg"),
        ("#step-30", "45 mg"),
        ("#step-50", "0 mg"),
        ("#step-80", "30 mg"),
    ]
    places = [(dot.get("cx"), dot.get("cy")) for point in points for dot in point.shape[1:2]]
    assert places == [("20.0", "79.0"), ("40.0", "49.0"), ("60.0", "94.0"), ("90.0", "64.0")]


@pytest.mark.parametrize(("today", "last"), [(79, SURFACE), (80, DOSE)])
def test_a_point_is_hollow_until_its_day(today: int, last: str):
    fills = [point.shape[2].get("fill") for point in drawn(picture(*COURSE, today=today)).points]

    assert fills == [DOSE, DOSE, DOSE, last]


@pytest.mark.parametrize(("today", "total"), [(9, None), (10, "15"), (79, "0"), (80, "30")])
def test_the_total_of_today_stands_beside_the_line(today: int, total: str | None):
    drawing = drawn(picture(*COURSE, today=today))

    beside = [words.words for words in drawing.texts if words.left == SQUARED.width - 24 + 6]
    assert beside == ([] if total is None else [total, "now"])


def test_a_total_above_the_article_s_range_lies_within_the_axis():
    drawing = drawn(picture(*steps((10, "70"))))

    (dot,) = (point.shape[1] for point in drawing.points)
    assert SQUARED.plot_top < float(dot.get("cy", "0")) < SQUARED.plot_top + SQUARED.plot_height


def test_the_words_of_a_step_are_escaped():
    (step,) = steps((10, "15"))
    told = picture(step.__class__(step.days, step.total_mg, '<script>"&', '"><b>'))

    (point,) = drawn(told).points
    assert (point.href, point.title) == ('"><b>', '<script>"&')


def test_the_drawing_has_a_name_for_screen_readers():
    svg = draw(picture(*COURSE), SQUARED, 'Titration "history"')

    assert 'role="group" aria-label="Titration &quot;history&quot;"' in svg
