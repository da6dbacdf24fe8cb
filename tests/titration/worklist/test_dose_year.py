"""The line of twelve months: a step line to today, broken where no total is known."""

from datetime import date

import pytest

from titration.worklist.dose_year import line

TODAY = date(2026, 3, 2)  # x 3 is a year ago, x 81 today; y 3 the highest dose, y 21 none


@pytest.mark.parametrize(
    ("doses", "path"),
    [
        ({}, ""),
        ({"2026-01-01": "0"}, ""),
        ({"2024-01-01": "30"}, "M3 3H81"),
        ({"2025-09-01": "30", "2025-12-01": "60"}, "M42 12H61V3H81"),
        ({"2025-09-01": "60", "2025-12-01": "0"}, "M42 3H61V21H81"),
        ({"2025-09-01": "60", "2025-12-01": None, "2026-02-01": "60"}, "M42 3H61M74 3H81"),
        ({"2025-09-01": "30", "2026-03-03": "90"}, "M42 3H81"),
    ],
    ids=["none", "stopped", "for years", "more", "a stop", "in words", "planned"],
)
def test_it_is_drawn_from_the_days_on_which_each_total_began(
    doses: dict[str, str | None], path: str
):
    assert line(doses, TODAY) == path
