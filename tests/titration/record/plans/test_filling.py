"""Filling in the steps of a plan from the clinician's own numbers."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titration.record.plans.filling import ByTime, Filling, by_time, filled

MONDAY = date(2026, 3, 9)
milligrams = st.decimals("0.01", "60", places=2)
fillings = st.builds(
    Filling,
    st.builds(lambda mg, less: -mg if less else mg, milligrams, st.booleans()),
    st.integers(1, 60),
    st.just(Decimal(0)) | milligrams,
)
taken = st.dictionaries(st.sampled_from(("morning", "midday", "evening")), milligrams, min_size=1)


def told(change: str, until: str, *amounts: str, every: int = 7) -> list[tuple[str, list[str]]]:
    """Fill in from amounts of the morning, midday and evening."""
    start = by_time(tuple(map(Decimal, amounts)), ())
    assert start is not None
    steps = filled(start, MONDAY, Filling(Decimal(change), every, Decimal(until)))
    return [(day.isoformat(), list(map(str, by.values()))) for day, by in steps]


@pytest.mark.parametrize(
    ("change", "until", "amounts", "steps"),
    [
        ("-5", "0", ("15", "15", "15"), [["10"] * 3, ["5"] * 3, []]),
        ("-5", "0", ("12.5", "10"), [["7.5", "5"], ["2.5"], []]),
        ("5", "15", ("5",), [["10"], ["15"]]),
        ("10", "15", ("10", "20"), [["15", "20"]]),
        ("-5", "10", ("10",), []),
    ],
)
def test_each_amount_changes_until_it_is_there(
    change: str, until: str, amounts: tuple[str, ...], steps: list[list[str]]
):
    days = [(MONDAY + timedelta(days=7 * place)).isoformat() for place in range(len(steps))]

    assert told(change, until, *amounts) == list(zip(days, steps, strict=True))


@given(taken, fillings)
def test_every_step_changes_by_no_more_than_was_typed_and_never_beyond_the_end(
    start: dict[str, Decimal], filling: Filling
):
    before: ByTime = start
    for place, (day, amounts) in enumerate(islice(filled(start, MONDAY, filling), 20)):
        assert day == MONDAY + place * timedelta(days=filling.every_days)
        assert amounts != before
        for time, mg in before.items():
            now = amounts.get(time, Decimal(0))
            assert abs(now - mg) <= abs(filling.change_mg)
            assert min(mg, filling.until_mg) <= now <= max(mg, filling.until_mg)
        before = amounts
