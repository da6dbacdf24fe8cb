"""Tells the other packages about notes to colleagues."""

from patients.access import Right
from titration.record.kind import (
    Charted,
    ChartSection,
    InPage,
    Kind,
    Page,
)
from titration.record.notes.models import Note
from titration.record.notes.rows import note_rows
from titration.record.notes.views import correct_note, record_note

NEWEST = 3  # rows on the chart


def section(chart: Charted) -> ChartSection:
    """The newest notes, the one recorded last first."""
    rows = chart.recorded.notes[::-1]
    shown = note_rows(chart.newest("notes", rows, NEWEST), chart.markings)
    return ChartSection("record/notes/_rows.html", "notes", shown, len(rows))


KIND = Kind(
    model=Note,
    pages=[Page("record/", record_note, "record-note")],
    in_page=InPage(key="m", route="record-note", label="Note", right=Right.RECORD_NOTE),
    section=section,
    correct=correct_note,
)
