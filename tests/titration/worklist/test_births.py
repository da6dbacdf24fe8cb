"""Birth dates are read in what is typed into the search."""

from datetime import date

import pytest

from patients.days import InexactDay
from titration.worklist.births import births_in

DAY = date(1979, 3, 14)
MONTH = InexactDay.in_month(1979, 3)
YEAR = InexactDay.in_year(1979)


@pytest.mark.parametrize(
    ("typed", "births", "days"),
    [
        ("14-Mar-1979", [], [DAY]),
        ("14 March 1979", [("14", MONTH), ("14 March", YEAR)], [DAY]),
        ("1979-03-14", [], [DAY]),
        ("١٤ Mar ١٩٧٩", [("١٤", MONTH), ("١٤ Mar", YEAR)], [DAY]),
        ("Mar-1979", [], [MONTH]),
        ("Jan 1979", [("Jan", YEAR)], [InexactDay.in_month(1979, 1)]),
        ("1979", [], []),
        ("beispiel 14-Mar-1979", [("beispiel", DAY)], []),
        ("14-Mar-1979, beispiel", [("beispiel", DAY)], []),
        ("Beispiel, Eva 1979-03", [("Beispiel Eva", MONTH)], []),
        ("beispiel 1979", [("beispiel", YEAR)], []),
        ("beispiel 03/14/1979", [], []),
        ("beispiel 31-Feb-1979", [], []),
        ("beispiel 14-Mar-1879", [], []),
        ("beispiel", [], []),
        ("", [], []),
        (",", [], []),
    ],
)
def test_a_text_is_read_as_a_name_with_a_birth_date_or_as_one(
    typed: str, births: list[object], days: list[object]
):
    assert births_in(typed) == (births, days)
