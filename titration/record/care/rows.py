"""Changes of care as a list beside the chart."""

from collections.abc import Sequence
from dataclasses import dataclass

from titration.reading.patient_rows import RecordedCare
from titration.record.marking import Marking, Markings


@dataclass(frozen=True, slots=True)
class CareRow:
    """One change of care, ready to show.

    ``name`` is the row's id on the page, ``path`` its address relative to the chart's.
    """

    name: str
    path: str
    what: str
    note: str
    marking: Marking


def care_rows(rows: Sequence[RecordedCare], markings: Markings) -> list[CareRow]:
    """Make entries of the list from changes of care."""
    return [
        CareRow(
            name=f"care-{row.id}",
            path=f"care/{row.id}/",
            what=row.words,
            note=row.note,
            marking=markings.of(row),
        )
        for row in rows
    ]
