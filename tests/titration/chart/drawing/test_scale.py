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
    return Scale(frame, on(first), on(last), Decimal(70), frame.width - frame.after_today)


def labels(of: Scale) -> list[str]:
    return [label for _, label in of.day_ticks]


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

    assert labels(of) == ["Oct 2025", "Nov", "Dec", "Jan 2026", "Feb", "Mar"]


def test_long_ranges_have_labels_for_years_only():
    assert labels(scale("1999-12-31", "2026-03-20"))[:3] == ["Jan 2000", "Jan 2002", "Jan 2004"]


@given(any_day, st.integers(28, 300_000), frames)
def test_labels_of_dates_never_meet_and_stay_on_the_drawing(first: date, days: int, frame: Frame):
    assume(first.toordinal() + days <= date.max.toordinal())
    last = first + timedelta(days=days)
    of = Scale(frame, first, last, Decimal(70), frame.width - frame.after_today)

    ticks = [(x, x + 4 + len(label) * 12 * 0.55) for x, label in of.day_ticks if label]
    for (_, end), (next_x, _) in pairwise(ticks):
        assert end < next_x
    assert all(end <= frame.width + 4 for _, end in ticks)


@pytest.mark.parametrize(
    ("highest", "top", "lines"),
    [("60", 60, 5), ("45.5", 60, 5), ("70", 80, 5), ("112.5", 120, 5), ("240", 300, 4)],
)
def test_the_axis_ends_at_the_first_line_that_reaches_the_highest(
    highest: str, top: int, lines: int
):
    found = rounded_top(Decimal(highest))

    assert found == top
    assert len(list(Scale(WIDE, date.min, date.max, found, 1000).mg_ticks())) == lines


@given(st.decimals("60", "8000", places=2))
def test_no_amount_lies_above_the_last_line_of_the_grid(highest: Decimal):
    top = rounded_top(highest)
    ticks = list(Scale(WIDE, date.min, date.max, top, 1000).mg_ticks())

    assert ticks[0] == 0
    assert ticks[-1] == top >= highest
    assert 3 <= len(ticks) <= 5


def test_a_day_outside_the_range_lies_on_its_border():
    of = scale("2026-01-01", "2026-03-01")

    assert of.x(on("1900-01-01")) == of.x(of.first) == WIDE.left
    assert of.x(date.max) == of.x(of.last) == WIDE.width - WIDE.after_today
    assert not of.shows(on("2025-12-31"))
    assert of.shows(on("2026-03-01"))
