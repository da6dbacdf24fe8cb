"""Totals over the line: on every peak and where there is space, and never overlapping."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.titration.chart.drawing.drawn import Drawing, collisions, drawn, picture, steps
from titration.chart.drawing import NARROW, WIDE, Frame


def amounts(drawing: Drawing) -> list[tuple[str, Decimal]]:
    """Return the totals over the line, with their heights."""
    return [(words.words, words.baseline) for words in drawing.amounts]


def test_a_long_step_has_its_total_over_its_beginning():
    (written,) = drawn(picture(*steps((10, "15")))).amounts

    assert (written.words, written.baseline) == ("15", Decimal(73))
    assert 20 < written.left < 25


def test_a_short_step_between_long_ones_has_none():
    course = steps((0, "45"), (40, "15"), (42, "50"))

    assert [words for words, _ in amounts(drawn(picture(*course)))] == ["50", "45"]


def test_a_peak_has_its_total_however_short():
    course = steps((0, "15"), (40, "45"), (42, "15"))

    assert ("45", Decimal(43)) in amounts(drawn(picture(*course)))


def test_a_peak_at_the_very_beginning_has_its_total():
    course = steps((0, "45"), (1, "15"))

    assert ("45", Decimal(43)) in amounts(drawn(picture(*course)))


def test_of_two_peaks_side_by_side_the_higher_has_its_total():
    course = steps((40, "45"), (41, "15"), (42, "50"), (43, "15"))

    assert [words for words, _ in amounts(drawn(picture(*course)))] == ["50", "15"]


def test_an_amount_is_written_without_trailing_zeros():
    assert amounts(drawn(picture(*steps((10, "22.50"))))) == [("22.5", Decimal("65.5"))]


totals = st.decimals("0", "8000", places=2).map(str) | st.sampled_from(("15", "45", "60", "112.5"))
courses = st.dictionaries(st.integers(-30, 100), totals, min_size=1, max_size=40)
days = st.integers(6, 100)  # a chart begins four weeks before today or earlier
frames = st.sampled_from((WIDE, NARROW))


@given(courses, days, frames)
def test_no_two_texts_cover_one_another(course: dict[int, str], today: int, frame: Frame):
    drawing = drawn(picture(*steps(*sorted(course.items())), today=today), frame)

    assert list(collisions(drawing)) == []


@given(courses, days, frames)
def test_every_text_lies_within_the_drawing(course: dict[int, str], today: int, frame: Frame):
    drawing = drawn(picture(*steps(*sorted(course.items())), today=today), frame)

    outside = [text for text in drawing.texts if text.left < 0 or text.right > frame.width]
    assert outside == []
