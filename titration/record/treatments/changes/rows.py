"""What became of another treatment, in words."""

from dataclasses import dataclass
from decimal import Decimal

from patients.days import day_text
from titration.reading.rows import RecordedTreatment, RecordedTreatmentChange
from titration.record.marking import Marking, Markings
from titration.rules import INTRATHECAL_DAILY, RateChange, Source, mcg, range_text


@dataclass(frozen=True, slots=True)
class TreatmentChangeRow:
    """One change of a treatment, ready to show under it.

    ``name`` is the row's id on the page, ``path`` its address relative to the chart's.
    """

    name: str
    path: str
    words: str
    told: str
    marking: Marking


def change_rows(
    treatment: RecordedTreatment, markings: Markings, sources: tuple[Source, ...]
) -> list[TreatmentChangeRow]:
    """Make the rows of a treatment's changes, those in error too, in order of their days."""
    return [change_row(change, markings.of(change), sources) for change in treatment.changes]


def change_row(
    change: RecordedTreatmentChange, marking: Marking, sources: tuple[Source, ...]
) -> TreatmentChangeRow:
    """Make the row of one change, with who recorded it."""
    return TreatmentChangeRow(
        name=f"treatment-change-{change.id}",
        path=f"treatment-changes/{change.id}/",
        words=change_words(change, sources),
        told=f"Recorded by {marking.recorded_by}",
        marking=marking,
    )


def change_words(change: RecordedTreatmentChange, sources: tuple[Source, ...]) -> str:
    """``From 18-Nov-2025: 350 mcg a day; article: 50–2,000 mcg a day``; ``Ended 09-Dec-2025``."""
    if change.is_end:
        return f"Ended {day_text(change.changed_on)}"
    rate = "" if change.mcg_per_day is None else beside(change.mcg_per_day, sources)
    what = " · ".join(filter(None, (rate, change.detail)))
    return f"From {day_text(change.changed_on)}: {what}"


def beside(mcg_per_day: Decimal, sources: tuple[Source, ...]) -> str:
    """``300 mcg a day; article: 50–2,000 mcg a day``, with each source that states a range."""
    stating = [source for source in sources if INTRATHECAL_DAILY in source.statements]
    ranges = [f"{source.label}: {range_text(source)}" for source in stating]
    return "; ".join([f"{mcg(mcg_per_day)} a day", *ranges])


def fact_words(fact: RateChange) -> str:
    """``Change of a treatment: 350 mcg a day from 18-Nov-2025``."""
    return f"Change of a treatment: {mcg(fact.mcg_per_day)} a day from {day_text(fact.on)}"
