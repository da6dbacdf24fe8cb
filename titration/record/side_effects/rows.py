"""The side effects as a list beside the chart, with when each began in the titration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from types import MappingProxyType

from patients.days import Day, InexactDay, day_text
from titration.reading.open_effects import OpenEffect, days_lasting
from titration.reading.rows import RecordedEffect
from titration.record.marking import Marking, Markings
from titration.record.side_effects.acknowledgements.rows import AcknowledgementRow
from titration.record.side_effects.changes.rows import (
    EffectChangeRow,
    change_rows,
    timing,
    told,
)
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


@dataclass(frozen=True, slots=True)
class EffectRow:
    """One side effect, ready to show. ``course`` says when it began, never why.

    ``severity`` is the latest, and ``lasts`` says for how long it has been, ``25 days``; empty
    once the effect ended. ``changes`` tell the days from which it was another.
    Once it ``is_over`` no further change is offered.
    ``name`` is the row's id on the page, ``path`` its address relative to the chart's.
    """

    name: str
    path: str
    term: str
    listing: str
    severity: str
    lasts: str
    onset_on: str
    course: str
    told: str
    changes: list[EffectChangeRow]
    acknowledgements: Sequence[AcknowledgementRow]
    is_over: bool
    marking: Marking


def open_first(
    rows: Sequence[RecordedEffect], lasting: Sequence[OpenEffect]
) -> list[RecordedEffect]:
    """Put those that last first, in the order of ``lasting``, and those in error last."""
    is_open = {one.effect.id for one in lasting}
    by_id = {row.id: row for row in rows}
    others = sorted((row for row in rows if row.id not in is_open), key=attrgetter("is_in_error"))
    return [*(by_id[one.effect.id] for one in lasting if one.effect.id), *others]


def effect_rows(
    rows: Sequence[RecordedEffect],
    lasting: Sequence[OpenEffect],
    regimens: Sequence[RegimenRun],
    markings: Markings,
    today: date,
    sources: tuple[Source, ...] = SOURCES,
    *,
    acknowledged: Mapping[int, Sequence[AcknowledgementRow]] = MappingProxyType({}),
) -> list[EffectRow]:
    """Make entries of the list from the side effects; ``lasting`` are those that last.

    ``acknowledged`` are the acknowledgements by the effect's id.
    """
    lasts = {one.effect.id: days_lasting(one.since, today) for one in lasting}
    return [
        effect_row(
            row, regimens, markings, sources, lasts.get(row.id, ""), acknowledged.get(row.id, ())
        )
        for row in rows
    ]


def effect_row(
    row: RecordedEffect,
    regimens: Sequence[RegimenRun],
    markings: Markings,
    sources: tuple[Source, ...],
    lasts: str = "",
    acknowledged: Sequence[AcknowledgementRow] = (),
) -> EffectRow:
    """One side effect as an entry of the list."""
    return EffectRow(
        name=f"effect-{row.id}",
        path=f"side-effects/{row.id}/",
        term=sentence_case(row.term),
        listing=listing_text(row.term, sources),
        severity=row.severity_on(date.max),
        lasts=lasts,
        onset_on=day_text(row.onset_on),
        course=f"{row.severity.capitalize()} {began(row.onset_on, regimens)}{ending(row)}",
        told=told(row),
        changes=change_rows(row, regimens, markings),
        acknowledgements=acknowledged,
        is_over=row.ended_on is not None,
        marking=markings.of(row),
    )


def began(onset_on: Day, regimens: Sequence[RegimenRun]) -> str:
    """Say when an effect began: ``from 05-Oct-2025, 4 days after 5 mg three times a day started``.

    Which regimen that was is told only where the day is exact.
    """
    if isinstance(onset_on, InexactDay):
        return f"since about {day_text(onset_on)}"
    return f"from {day_text(onset_on)}, {timing(onset_on, regimens)}"


def ending(row: RecordedEffect) -> str:
    """``; resolved 09-Dec-2025`` where the entry says so, `` – ongoing`` while it lasts."""
    if row.resolved_on:
        return f"; resolved {day_text(row.resolved_on)}"
    return "" if row.ended_on else " – ongoing"


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


def effect_title(row: RecordedEffect) -> str:
    """What the chart tells of an effect beside its name: ``mild: 08-Jan-2026 ongoing``."""
    until = f"to {day_text(row.ended_on)}" if row.ended_on else "ongoing"
    title = f"{row.severity}: {day_text(row.onset_on)} {until}"
    later = [change for change in row.live_changes if not change.is_end]
    changes = [f"{change.became} from {day_text(change.changed_on)}" for change in later]
    return "; ".join([title, *changes])


def fact_words(fact: Effect) -> str:
    """``Side effect: drowsiness, mild, from 08-Jan-2026, reported 09-Jan-2026``."""
    days = {"resolved": fact.resolved_on, "reported": fact.reported_on}
    told = [f"{what} {day_text(day)}" for what, day in days.items() if day]
    onset = f"from {day_text(fact.onset_on)}"
    return f"Side effect: {', '.join((fact.term, fact.severity, onset, *told))}"


def check_words(fact: Check) -> str:
    """``Side effects asked on 07-Jan-2026, none reported``."""
    return f"Side effects asked on {day_text(fact.on)}, none reported"
