"""What was not taken as recorded, as a list beside the chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from titration.reading.rows import RecordedIntake
from titration.record.intakes.models import intake_text
from titration.record.marking import Marking, Markings

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """One intake that was not as recorded, ready to show.

    ``name`` is the row's id on the page, ``path`` its address relative to the chart's.
    """

    name: str
    path: str
    what: str
    days: int
    note: str
    marking: Marking


def intake_rows(rows: Sequence[RecordedIntake], markings: Markings) -> list[IntakeRow]:
    """Make entries of the list from the intakes."""
    return [
        IntakeRow(
            name=f"intake-{row.id}",
            path=f"intakes/{row.id}/",
            what=intake_text(row.what, row.from_on, row.until_on),
            days=((row.until_on or row.from_on) - row.from_on + DAY).days,
            note=row.note,
            marking=markings.of(row),
        )
        for row in rows
    ]
