"""Notes as a list beside the chart."""

from collections.abc import Sequence
from dataclasses import dataclass

from patients.web.instants import clinic_time
from titration.reading.rows import RecordedNote
from titration.record.marking import Marking, Markings


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note, ready to show; ``recorded_at`` is the clinic's time.

    ``name`` is the row's id on the page, ``path`` its address relative to the chart's.
    """

    name: str
    path: str
    recorded_at: str
    text: str
    marking: Marking


def note_rows(rows: Sequence[RecordedNote], markings: Markings) -> list[NoteRow]:
    """Make entries of the list from the notes."""
    return [
        NoteRow(
            name=f"note-{row.id}",
            path=f"notes/{row.id}/",
            recorded_at=clinic_time(row.recorded_at, markings.time_zone),
            text=row.text,
            marking=markings.of(row),
        )
        for row in rows
    ]
