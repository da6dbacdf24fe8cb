"""Reviews as a list beside the chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from patients.days import day_text
from titration.reading.rows import RecordedReview
from titration.record.marking import Marking, Markings
from titration.rules import counted
from titration.rules.history import ReviewFact

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One review, ready to show.

    ``name`` is the row's id on the page, ``path`` its address relative to the chart's.
    """

    name: str
    path: str
    reviewed_on: str
    next_on: str
    note: str
    marking: Marking


def latest_reviewed_first(rows: Sequence[RecordedReview]) -> list[RecordedReview]:
    """Sort by the day of the review, latest first; of one day, the one recorded last is first."""
    return sorted(rows, key=lambda row: row.reviewed_on)[::-1]


def overdue_words(since: date, today: date) -> tuple[str, str]:
    """``Review 12 days overdue`` and ``set for 18-Feb-2026``.

    ``since`` is the day after the one that was set.
    """
    set_for = since - ONE_DAY
    return (
        f"Review {counted((today - set_for).days, 'day')} overdue",
        f"set for {day_text(set_for)}",
    )


def review_rows(rows: Sequence[RecordedReview], markings: Markings) -> list[ReviewRow]:
    """Make entries of the list from the reviews."""
    return [review_row(row, markings) for row in rows]


def review_row(row: RecordedReview, markings: Markings) -> ReviewRow:
    """One review as an entry of the list."""
    return ReviewRow(
        name=f"review-{row.id}",
        path=f"reviews/{row.id}/",
        reviewed_on=day_text(row.reviewed_on),
        next_on=day_text(row.next_on) if row.next_on else "",
        note=row.note,
        marking=markings.of(row),
    )


def fact_words(fact: ReviewFact) -> str:
    """``Review of 01-Feb-2026, the next by 01-May-2026``."""
    ahead = f", the next by {day_text(fact.next_on)}" if fact.next_on else ""
    return f"Review of {day_text(fact.on)}{ahead}"
