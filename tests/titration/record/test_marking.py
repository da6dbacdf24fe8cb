"""A reader sees who recorded or marked an entry, and on which day."""

from datetime import UTC, datetime

import pytest

from tests.titration.reading.records import NIA, PEOPLE, step_row
from titration.record.marking import Markings


@pytest.mark.parametrize(
    ("time_zone", "day"), [("Pacific/Auckland", "03-Mar-2026"), ("America/Lima", "02-Mar-2026")]
)
def test_a_marking_is_dated_by_the_clinic_s_calendar(time_zone: str, day: str):
    marked = step_row(
        "10x3",
        from_="2026-01-05",
        status="entered-in-error",
        marked_by_id=NIA.pk,
        marked_at=datetime(2026, 3, 2, 23, 30, tzinfo=UTC),
    )
    marking = Markings(PEOPLE, time_zone, frozenset()).of(marked)

    assert (marking.marked_by, marking.marked_on) == ("Nia EXAMPLE", day)
