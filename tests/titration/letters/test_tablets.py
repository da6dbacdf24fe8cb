"""Tablets add up to the amount exactly, in the fewest pieces, or there are none that do."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from titration.letters.tablets import STRENGTHS_MG, Tablets, tablets_for

AMOUNTS_MG = st.one_of(
    st.integers(1, 60).map(lambda count: Decimal("2.5") * count),
    st.decimals(Decimal("0.01"), Decimal(150), places=2),
)


def told(amount: str, strengths: str, *, may_halve: bool) -> list[str] | None:
    found = tablets_for(Decimal(amount), list(map(Decimal, strengths.split())), may_halve=may_halve)
    return [f"{each.count} of {each.strength}" for each in found] if found else None


@pytest.mark.parametrize(
    ("amount", "strengths", "may_halve", "tablets"),
    [
        ("10", "10", False, ["1 tablet of 10 mg"]),
        ("35", "5 10 20", False, ["1 tablet of 20 mg", "1 tablet of 10 mg", "1 tablet of 5 mg"]),
        ("60", "20 5 20", False, ["3 tablets of 20 mg"]),
        ("5", "10", True, ["half a tablet of 10 mg"]),
        ("25", "10", True, ["2 and a half tablets of 10 mg"]),
        ("12.5", "5 10", True, ["1 tablet of 10 mg", "half a tablet of 5 mg"]),
        ("10", "10 20", True, ["1 tablet of 10 mg"]),  # not half a tablet of 20 mg
        ("15", "10 20", True, ["1 and a half tablets of 10 mg"]),
        ("2.5", "5 20", True, ["half a tablet of 5 mg"]),  # not 10 mg less 7.5 mg
        ("5", "10", False, None),
        ("2.5", "10 20", True, None),
        ("7", "5 10 20", True, None),
        ("10", "", True, None),
    ],
)
def test_amounts_in_tablets(
    amount: str, strengths: str, may_halve: bool, tablets: list[str] | None
):
    assert told(amount, strengths, may_halve=may_halve) == tablets


@given(
    amount_mg=AMOUNTS_MG,
    strengths_mg=st.sets(st.sampled_from(STRENGTHS_MG)),
    may_halve=st.booleans(),
)
def test_they_add_up_in_as_few_pieces_as_a_slow_search_finds_or_none_do(
    amount_mg: Decimal, strengths_mg: set[Decimal], may_halve: bool
):
    found = tablets_for(amount_mg, strengths_mg, may_halve=may_halve)

    halves = {each / 2 for each in strengths_mg} if may_halve else set()
    assert count_of(found) == fewest(amount_mg, strengths_mg | halves)
    if found:
        assert sum(each.amount_mg for each in found) == amount_mg
        assert {each.strength_mg for each in found} <= strengths_mg
        assert may_halve or not any(each.has_half for each in found)


def count_of(found: tuple[Tablets, ...] | None) -> int | None:
    """Return how many pieces of tablets there are."""
    return sum(each.whole + each.has_half for each in found) if found else None


def fewest(amount_mg: Decimal, pieces_mg: set[Decimal]) -> int | None:
    """Try every amount of one piece, of two, of three; ``None`` where all are too much."""
    count, reached = 0, {Decimal(0)}
    while reached:
        if amount_mg in reached:
            return count
        more = {each + piece for each in reached for piece in pieces_mg}
        count, reached = count + 1, {each for each in more if each <= amount_mg}
    return None
