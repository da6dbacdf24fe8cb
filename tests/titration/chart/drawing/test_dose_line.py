"""The dose line, worked out by hand on squared paper: x = 10 + day, y = 94 - mg."""

import pytest

from tests.titration.chart.drawing.drawn import SQUARED, Drawing, drawn, on, picture, steps
from titration.chart.drawing import WIDE
from titration.chart.drawing.scale import Scale

COURSE = steps((10, "15"), (30, "45"), (50, "0"), (80, "30"))


def test_each_regimen_holds_its_height_until_the_next():
    assert drawn(picture(*COURSE)).line == "M20 79H40V49H60V94H90V64H110"


def test_a_planned_step_is_dashed_from_today_on():
    shown = picture(*COURSE, today=70)
    drawing, scale = drawn(shown), Scale.of(shown, SQUARED)

    today, starts = scale.x(on(70)), scale.x(on(80))
    assert drawing.line.endswith(f"V94H{today}")
    assert drawing.planned_line == f"M{today} 94H{starts}V64H{SQUARED.width}"


def test_with_nothing_planned_nothing_is_dashed():
    assert drawn(picture(*COURSE)).planned_line == ""


def test_a_course_that_lies_ahead_is_dashed_and_nothing_else():
    drawing = drawn(picture(*steps((80, "30")), today=70))

    assert drawing.line == ""
    assert drawing.planned_line.endswith(f"64H{SQUARED.width}")


def test_a_step_of_today_is_a_point_at_the_end_of_the_line():
    assert drawn(picture(*steps((10, "15"), (100, "45")))).line == "M20 79H110V49H110"


def test_without_steps_no_line_and_nothing_now():
    drawing = drawn(picture())

    assert (drawing.line, drawing.planned_line) == ("", "")
    assert not any("now" in words for words in drawing.written())


def test_steps_before_the_range_are_left_out_unless_they_last_into_it():
    drawing = drawn(picture(*steps((-90, "45"), (-60, "30"), (20, "15"))))

    assert drawing.line == "M10 64H30V79H110"
    assert [point.href for point in drawing.points] == ["?row=step-20#step-20"]


def test_every_step_is_a_point_that_leads_to_its_row_and_says_what_it_is():
    points = drawn(picture(*COURSE)).points

    assert [(point.href, point.title) for point in points] == [
        ("?row=step-10#step-10", "15 mg"),
        ("?row=step-30#step-30", "45 mg"),
        ("?row=step-50#step-50", "0 mg"),
        ("?row=step-80#step-80", "30 mg"),
    ]
    assert [point.marks for point in points] == [
        [("taken", 20, 79)],
        [("taken", 40, 49)],
        [("taken", 60, 94)],
        [("taken", 90, 64)],
    ]


def test_a_point_tells_the_script_of_the_page_its_days_and_words():
    first, *_, last = drawn(picture(*COURSE)).points

    assert (first.shape.get("data-days"), first.says) == ("10 30", "15 mg per day")
    assert last.shape.get("data-days") == "80"


@pytest.mark.parametrize(("today", "last"), [(79, "planned"), (80, "taken")])
def test_a_point_is_hollow_until_its_day(today: int, last: str):
    marks = [name for p in drawn(picture(*COURSE, today=today)).points for name, *_ in p.marks]

    assert marks == ["taken", "taken", "taken", last]


def today_of(drawing: Drawing) -> float:
    (today,) = (box.left for box in drawing.obstacles if box.what == "today")
    return today


@pytest.mark.parametrize(
    ("today", "now"), [(9, None), (10, "15 now"), (79, "Stopped now"), (80, "30 now")]
)
def test_what_is_taken_now_stands_at_today_whatever_is_planned(today: int, now: str | None):
    drawing = drawn(picture(*COURSE, today=today), WIDE)

    written = [text for text in drawing.texts if text.what.endswith("now")]
    assert [text.what for text in written] == ([] if now is None else [now])
    for text in written:
        assert text.right <= today_of(drawing) < text.right + 30 or (
            text.left > today_of(drawing) > text.left - 30
        )


def test_what_is_planned_lies_on_a_ground_of_its_own_right_of_today():
    ahead, done = (drawn(picture(*COURSE, today=today)) for today in (70, 100))

    (ground,) = ahead.root.findall("rect[@fill='#f6f8fa']")
    assert float(ground.get("x", "")) == today_of(ahead)
    assert done.root.findall("rect[@fill='#f6f8fa']") == []


def test_the_newest_values_have_room_after_today_with_and_without_a_plan():
    for today in (70, 100):
        drawing = drawn(picture(*COURSE, today=today), WIDE)
        assert WIDE.width - today_of(drawing) >= WIDE.after_today - 1


def test_a_total_above_the_article_s_range_lies_within_the_axis():
    (point,) = drawn(picture(*steps((10, "70")))).points

    ((_, _, y),) = point.marks
    assert SQUARED.plot_top <= y < SQUARED.plot_top + SQUARED.plot_height


def test_the_day_on_which_care_ended_is_the_last():
    shown = picture(*COURSE)
    ended = drawn(shown.__class__(**{n: getattr(shown, n) for n in shown.__slots__} | {
        "care_ended": True}), WIDE)  # fmt: skip

    assert {"30 last", "care ended, 11-Apr-2026"} <= set(ended.written())
