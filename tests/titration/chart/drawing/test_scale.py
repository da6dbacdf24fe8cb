"""The axes have grid lines at round dates and amounts, never too close to read."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.factories import on
from titration.chart.drawing import NARROW, WIDE, Frame
from titration.chart.drawing.scale import Scale, rounded_top

any_day = st.dates(date(1900, 1, 1))
frames = st.sampled_from((WIDE, NARROW))


def scale(first: str, last: str, frame: Frame = WIDE) -> Scale:
    return Scale(frame, on(first), on(last), Decimal(70))


def labels(of: Scale) -> list[str]:
    return [label for _, label in of.day_ticks()]


def test_a_few_weeks_have_a_line_each_monday():
    of = scale("2026-02-04", "2026-03-04")

    assert labels(of) == ["09-Feb", "16-Feb", "23-Feb", "02-Mar"]


def test_where_space_is_short_every_other_monday_has_a_line():
    assert labels(scale("2026-01-05", "2026-03-04", NARROW)) == [
        "05-Jan",
        "19-Jan",
        "02-Feb",
        "16-Feb",
        "02-Mar",
    ]


def test_months_are_named_and_each_january_has_its_year():
    of = scale("2025-09-20", "2026-03-20")

    assert labels(of) == ["Oct", "Nov", "Dec", "Jan 2026", "Feb", "Mar"]


def test_long_ranges_have_labels_for_years_only():
    assert labels(scale("1999-12-31", "2026-03-20"))[:3] == ["Jan 2000", "Jan 2005", "Jan 2010"]


@given(any_day, st.integers(28, 300_000), frames)
def test_labels_of_dates_never_meet(first: date, days: int, frame: Frame):
    assume(first.toordinal() + days <= date.max.toordinal())
    of = Scale(frame, first, first + timedelta(days=days), Decimal(70))

    ticks = [(of.x(day), label) for day, label in of.day_ticks()]
    for (x, label), (next_x, next_label) in pairwise(ticks):
        assert next_x - x > (len(label) + len(next_label)) / 2 * frame.small * 0.55


@pytest.mark.parametrize(
    ("highest", "top", "lines"),
    [("60", 70, 8), ("45.5", 60, 7), ("70", 80, 5), ("112.5", 140, 8), ("240", 300, 7)],
)
def test_the_axis_ends_a_little_above_the_highest_amount(highest: str, top: int, lines: int):
    found = rounded_top(Decimal(highest))

    assert found == top
    assert len(list(Scale(WIDE, date.min, date.max, found).mg_ticks())) == lines


@given(st.decimals("60", "8000", places=2))
def test_every_amount_lies_below_a_line_of_the_grid(highest: Decimal):
    top = rounded_top(highest)
    ticks = list(Scale(WIDE, date.min, date.max, top).mg_ticks())

    assert ticks[0] == 0
    assert ticks[-1] == top
    assert highest * Decimal("1.1") <= top
    assert 4 <= len(ticks) <= 8


def test_a_day_outside_the_range_lies_on_its_border():
    of = scale("2026-01-01", "2026-03-01")

    assert of.x(on("1900-01-01")) == of.x(of.first) == WIDE.left
    assert of.x(date.max) == of.x(of.last) == WIDE.width - WIDE.right
    assert not of.shows(on("2025-12-31"))
    assert of.shows(on("2026-03-01"))
