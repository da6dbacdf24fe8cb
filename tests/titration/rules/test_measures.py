"""The range of a measure, and which end of it is better."""

from decimal import Decimal

import pytest

from titration.rules import BETTER, Better, Range, better_end, range_of

LOW, HIGH = Decimal("0.5"), Decimal("85.50")


@pytest.mark.parametrize(
    ("measure", "low", "high"), [("spasm", 0, 10), ("mood", 0, 10), ("CGI severity", 1, 7)]
)
def test_a_built_in_measure_has_its_own_range(measure: str, low: int, high: int) -> None:
    own = Range(Decimal(low), Decimal(high))
    assert range_of(measure, None, None) == own
    assert range_of(measure, LOW, None) == range_of(measure, None, HIGH) == own


def test_a_named_total_has_the_range_it_was_recorded_with() -> None:
    told = range_of("TWSTRS total", LOW, HIGH)
    assert told == Range(LOW, HIGH)
    assert str(told) == "0.5–85.5"


@pytest.mark.parametrize("measure", BETTER)
def test_the_better_end_of_a_built_in_measure_is_its_own(measure: str) -> None:
    assert {better_end(measure, told) for told in ("lower", "higher", "")} == {BETTER[measure]}


@pytest.mark.parametrize("better", ["lower", "higher"])
def test_the_better_end_of_a_named_total_is_the_one_recorded(better: Better) -> None:
    assert better_end("TWSTRS total", better) == better
