"""The built-in measures that are rated, their ranges, and which end of each is better."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from titration.rules.amounts import number

Better = Literal["lower", "higher"]
# One rating or total: less than 10,000, with at most two decimals.
SCORE_DIGITS, SCORE_DECIMALS = 6, 2
LIMIT_SCORE = 10 ** (SCORE_DIGITS - SCORE_DECIMALS)

# The built-in measures, and which end is better. Any other measure is the total of a
# named scale, recorded with the end that is better.
BETTER: Mapping[str, Better] = {
    "spasm": "lower",
    "pain": "lower",
    "mobility": "higher",
    "daily function": "higher",
    "sleep": "higher",
    "mood": "higher",
    "CGI severity": "lower",
    "CGI improvement": "lower",
}
# The lowest and the highest value of each: numeric ratings from 0 to 10, and the
# whole numbers from 1 to 7 of the Clinical Global Impressions.
RANGES: Mapping[str, tuple[int, int]] = {
    measure: (1, 7) if measure.startswith("CGI") else (0, 10) for measure in BETTER
}


class Range(NamedTuple):
    """The least and the greatest a measure can be, both ends included."""

    low: Decimal
    high: Decimal

    def __str__(self) -> str:
        return f"{number(self.low)}–{number(self.high)}"


def range_of(measure: str, low: Decimal | None, high: Decimal | None) -> Range:
    """The range of a built-in measure, or the one a named total was recorded with."""
    if low is not None and high is not None:
        return Range(low, high)
    return Range(*map(Decimal, RANGES[measure]))


def better_end(measure: str, better: str) -> Better:
    """Return which end is better: a built-in measure's own, or the one recorded with a total."""
    return BETTER.get(measure) or ("higher" if better == "higher" else "lower")
