"""What was not taken as recorded, as a list beside the chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from patients.days import day_text
from titration.reading.planned_rows import RecordedPlannedStep
from titration.reading.rows import RecordedIntake
from titration.record.intakes.models import intake_text
from titration.record.marking import Marking, Markings
from titration.rules import regimen_text

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """One intake that was not as recorded, ready to show.

    ``planned`` is the planned step that it answers, if any.
    ``name`` is the row's id on the page, ``path`` its address relative to the chart's.
    """

    name: str
    path: str
    what: str
    days: int
    planned: str
    note: str
    marking: Marking


def intake_rows(
    rows: Sequence[RecordedIntake], planned: Sequence[RecordedPlannedStep], markings: Markings
) -> list[IntakeRow]:
    """Make entries of the list from the intakes; ``planned`` are the steps that some answer."""
    by_id = {
        row.id: f"{regimen_text(row.doses_mg)} from {day_text(row.starts_on)}" for row in planned
    }
    return [
        IntakeRow(
            name=f"intake-{row.id}",
            path=f"intakes/{row.id}/",
            what=intake_text(row.what, row.from_on, row.until_on),
            days=((row.until_on or row.from_on) - row.from_on + DAY).days,
            planned=by_id.get(row.planned_id or 0, ""),
            note=row.note,
            marking=markings.of(row),
        )
        for row in rows
    ]
