"""The side effects as a list beside the chart, with when each began in the titration."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from patients.days import day_text
from titration.reading.rows import RecordedEffect
from titration.record.marking import Marking, Markings
from titration.record.reporter import Reporter
from titration.record.side_effects.models import ActionTaken
from titration.rules import (
    COMMON,
    SERIOUS,
    SOURCES,
    Check,
    Effect,
    RegimenRun,
    Source,
    listings,
)

REPORTERS = dict(Reporter.choices)
ACTIONS = dict(ActionTaken.choices) | {ActionTaken.NOTHING.value: ""}


@dataclass(frozen=True, slots=True)
class EffectRow:
    """One side effect, ready to show. ``timing`` says when it began, never why.

    ``name`` is the row's id on the page, ``path`` its address relative to the chart's.
    """

    name: str
    path: str
    term: str
    listing: str
    severity: str
    onset_on: str
    resolved_on: str
    timing: str
    told: str
    marking: Marking


def open_first(rows: Sequence[RecordedEffect]) -> list[RecordedEffect]:
    """Put those that still last first and those in error last; otherwise keep the order."""
    return sorted(rows, key=lambda row: (row.is_in_error, row.resolved_on is not None))


def effect_rows(
    rows: Sequence[RecordedEffect],
    regimens: Sequence[RegimenRun],
    markings: Markings,
    sources: tuple[Source, ...] = SOURCES,
) -> list[EffectRow]:
    """Make entries of the list from the side effects."""
    return [effect_row(row, regimens, markings, sources) for row in rows]


def effect_row(
    row: RecordedEffect,
    regimens: Sequence[RegimenRun],
    markings: Markings,
    sources: tuple[Source, ...],
) -> EffectRow:
    """One side effect as an entry of the list."""
    return EffectRow(
        name=f"effect-{row.id}",
        path=f"side-effects/{row.id}/",
        term=sentence_case(row.term),
        listing=listing_text(row.term, sources),
        severity=row.severity,
        onset_on=day_text(row.onset_on),
        resolved_on=day_text(row.resolved_on) if row.resolved_on else "",
        timing=timing(row.onset_on, regimens),
        told=told(row),
        marking=markings.of(row),
    )


def told(row: RecordedEffect) -> str:
    """Say who reported it and when, what was done if anything, and the note if any."""
    reported = f"Reported {day_text(row.reported_on)} by {REPORTERS[row.reported_by].lower()}"
    return " · ".join(filter(None, (reported, ACTIONS[row.action_taken], row.note)))


def sentence_case(term: str) -> str:
    """Return a term with a capital first letter, the rest as typed."""
    return term[:1].upper() + term[1:]


def listing_text(term: str, sources: tuple[Source, ...]) -> str:
    """``listed as common``; with the source's name if several have lists."""
    lists = [source for source in sources if source.statements.keys() >= {COMMON, SERIOUS}]
    if len(lists) == 1:
        return listing_in(term, lists[0])
    return ", ".join(f"{listing_in(term, source)} ({source.label})" for source in lists)


def listing_in(term: str, source: Source) -> str:
    """Say in two or three words how one source lists a term."""
    found = listings(term, source)
    if not found:
        return "not listed"
    return "listed as serious" if SERIOUS in found else "listed as common"


def timing(onset_on: date, regimens: Sequence[RegimenRun]) -> str:
    """Say when an effect began: ``began 3 days after 10 mg three times a day started``."""
    held = next((run for run in regimens if run.days.holds(onset_on)), None)
    if held is None:
        return "began before any recorded dose"
    days = (onset_on - held.days.since).days
    taken = held.regimen.is_taken
    what = held.regimen.text if taken else "baclofen was stopped"
    if days == 0:
        return f"began on the first day of {what}" if taken else f"began the day {what}"
    count = "1 day" if days == 1 else f"{days} days"
    return f"began {count} after {what}{' started' if taken else ''}"


def effect_title(row: RecordedEffect) -> str:
    """A side effect in one line, for the chart."""
    until = f"to {day_text(row.resolved_on)}" if row.resolved_on else "ongoing"
    return f"{sentence_case(row.term)}, {row.severity}: {day_text(row.onset_on)} {until}"


def fact_words(fact: Effect) -> str:
    """``Side effect: drowsiness, mild, from 08-Jan-2026, reported 09-Jan-2026``."""
    days = {"resolved": fact.resolved_on, "reported": fact.reported_on}
    told = [f"{what} {day_text(day)}" for what, day in days.items() if day]
    onset = f"from {day_text(fact.onset_on)}"
    return f"Side effect: {', '.join((fact.term, fact.severity, onset, *told))}"


def check_words(fact: Check) -> str:
    """``Side effects asked on 07-Jan-2026, none reported``."""
    return f"Side effects asked on {day_text(fact.on)}, none reported"
