"""Other treatments as a list beside the chart."""

from collections.abc import Sequence
from dataclasses import dataclass

from patients.days import day_text
from titration.reading.rows import RecordedTreatment
from titration.record.marking import Marking, Markings
from titration.record.treatments.changes.rows import TreatmentChangeRow, beside, change_rows
from titration.record.treatments.models import TreatmentKind
from titration.rules import SOURCES, Source, TreatmentFact, mcg

KIND_LABELS = dict(TreatmentKind.choices)


@dataclass(frozen=True, slots=True)
class TreatmentRow:
    """One treatment as it began, ready to show; ``amount`` includes the sources' ranges.

    Once it ``is_over`` no further change is offered.
    ``name`` is the row's id on the page, ``path`` its address relative to the chart's.
    """

    name: str
    path: str
    kind: str
    from_on: str
    until_on: str
    amount: str
    detail: str
    changes: list[TreatmentChangeRow]
    is_over: bool
    marking: Marking


def running_first(rows: Sequence[RecordedTreatment]) -> list[RecordedTreatment]:
    """Put those that go on first and those in error last; otherwise keep the order."""
    return sorted(rows, key=lambda row: (row.is_in_error, row.ended_on is not None))


def treatment_rows(
    rows: Sequence[RecordedTreatment],
    markings: Markings,
    sources: tuple[Source, ...] = SOURCES,
) -> list[TreatmentRow]:
    """Make entries of the list from the treatments."""
    return [treatment_row(row, markings, sources) for row in rows]


def treatment_row(
    row: RecordedTreatment, markings: Markings, sources: tuple[Source, ...]
) -> TreatmentRow:
    """One treatment as an entry of the list."""
    return TreatmentRow(
        name=f"treatment-{row.id}",
        path=f"treatments/{row.id}/",
        kind=KIND_LABELS[row.kind],
        from_on=day_text(row.from_on),
        until_on=day_text(row.ended_on) if row.ended_on else "",
        amount=beside(row.mcg_per_day, sources) if row.mcg_per_day else "",
        detail=row.detail,
        changes=change_rows(row, markings, sources),
        is_over=row.ended_on is not None,
        marking=markings.of(row),
    )


def treatment_title(row: RecordedTreatment) -> str:
    """A treatment in one line, for the chart: ``Surgery: 05-Jan-2026 to 05-Jan-2026``."""
    daily = f"{mcg(row.mcg_per_day)} a day" if row.mcg_per_day else ""
    what = ", ".join(filter(None, (KIND_LABELS[row.kind], daily, row.detail)))
    until = f"to {day_text(row.ended_on)}" if row.ended_on else "ongoing"
    return f"{what}: {day_text(row.from_on)} {until}"


def fact_words(fact: TreatmentFact) -> str:
    """``Other treatment: intrathecal baclofen, 300 mcg a day, from 05-Jan-2026``."""
    daily = "" if fact.mcg_per_day is None else f", {mcg(fact.mcg_per_day)} a day"
    until = f" until {day_text(fact.until_on)}" if fact.until_on else ""
    return f"Other treatment: {fact.kind}{daily}, from {day_text(fact.from_on)}{until}"
