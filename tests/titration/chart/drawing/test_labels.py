"""Totals on the line: the more telling ones first, and none that touches anything."""

from hypothesis import given
from hypothesis import strategies as st

from tests.titration.chart.drawing.drawn import collisions, drawn, picture, steps
from titration.chart.drawing import NARROW, WIDE, Frame


def amounts(*told: tuple[int, str], frame: Frame = WIDE) -> list[str]:
    """Return the words on the line, in the order in which they got room."""
    return [box.what for box in drawn(picture(*steps(*told)), frame).amounts]


def test_now_comes_first_then_the_highest_stops_the_first_and_the_newest():
    course = ((0, "15"), (15, "30"), (30, "60"), (45, "0"), (60, "20"), (75, "45"))

    assert amounts(*course) == ["45 now", "60", "Stopped", "15", "45", "20", "30"]


def test_a_stop_is_named_and_no_zero():
    assert "0" not in amounts((0, "15"), (50, "0"), (80, "15"))


def test_the_last_step_has_none_where_now_stands_close_by():
    assert amounts((0, "15"), (95, "45")) == ["45 now", "15"]


def test_a_step_that_leaves_the_total_as_it_is_has_none():
    assert amounts((0, "15"), (30, "15"), (60, "30")).count("15") == 1


def test_an_amount_is_written_without_trailing_zeros():
    assert "22.5" in amounts((0, "22.50"), (50, "15"))


def test_in_a_crowd_the_highest_keeps_its_total_and_others_give_way():
    crowd = [(day, "45" if day % 2 else "20") for day in range(30, 70)] + [(50, "70")]

    written = amounts(*sorted(dict(crowd).items()), frame=NARROW)
    assert written[:2] == ["45 now", "70"]
    assert len(written) < len(crowd) / 2


totals = st.decimals("0", "8000", places=2).map(str) | st.sampled_from(("0", "15", "60", "112.5"))
courses = st.dictionaries(st.integers(-30, 130), totals, min_size=1, max_size=60)
days = st.integers(28, 100)  # a chart begins four weeks before today or earlier
frames = st.sampled_from((WIDE, Frame.fitting(788), NARROW, Frame.fitting(280)))


@given(courses, days, frames)
def test_no_words_touch_words_or_the_line(course: dict[int, str], today: int, frame: Frame):
    drawing = drawn(picture(*steps(*sorted(course.items())), today=today), frame)

    assert list(collisions(drawing)) == []


@given(courses, days, frames)
def test_all_words_lie_within_the_drawing(course: dict[int, str], today: int, frame: Frame):
    drawing = drawn(picture(*steps(*sorted(course.items())), today=today), frame)

    outside = [text for text in drawing.texts if text.left < 0 or text.right > frame.width]
    assert outside == []


def test_a_step_a_day_for_a_year_touches_nothing_either():
    course = steps(*((day, str(5 * (1 + day * 7 % 18))) for day in range(-265, 100)))

    for frame in (WIDE, NARROW):
        assert list(collisions(drawn(picture(*course), frame))) == []
