"""The dose steps as rows of the table under the chart."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from patients.days import day_text
from titration.reading.rows import RecordedStep
from titration.record.dose_steps.models import DecidedBy, Phase, Reason
from titration.record.dose_steps.wording import regimen_of
from titration.record.marking import Marking, Markings
from titration.rules import (
    SOURCES,
    Days,
    Flag,
    Held,
    Source,
    Step,
    Timeline,
    counted,
    number,
    regimen_text,
    sum_text,
    total_mg,
)

WITHIN, NOT_COMPARED = "within", "not compared"
IN_ERROR = "entered in error"
PHASES = dict(Phase.choices)
REASONS = {value: label.lower() for value, label in Reason.choices}


@dataclass(frozen=True, slots=True)
class StepRow:
    """One dose step, ready to show. ``compared`` says how it compares with the sources.

    One that lies ahead is planned, or begins after care ended.
    ``name`` is the row's id on the page, ``path`` its address relative to the chart's.
    """

    name: str
    path: str
    starts_on: str
    regimen: str
    total: str
    compared: str
    part: str
    note: str
    is_planned: bool
    is_after_care: bool
    marking: Marking

    @property
    def differs(self) -> list[str]:
        """The ways in which it differs from the sources, each on its own; empty if in none."""
        return [] if self.compared in ("", WITHIN, NOT_COMPARED) else self.compared.split(", ")


def step_rows(
    rows: Sequence[RecordedStep],
    compared: Mapping[date, str],
    today: date,
    markings: Markings,
    *,
    care_ended: bool = False,
) -> list[StepRow]:
    """Make rows of the steps; those in error are among them, without a comparison.

    Where ``care_ended``, ``today`` is the day on which it did.
    """
    return [step_row(row, compared, today, markings, care_ended=care_ended) for row in rows]


def step_row(
    row: RecordedStep,
    compared: Mapping[date, str],
    today: date,
    markings: Markings,
    *,
    care_ended: bool = False,
) -> StepRow:
    """One step as a row of the table."""
    mark = markings.of(row)
    is_ahead = row.starts_on > today and not mark.is_in_error
    return StepRow(
        name=row.name,
        path=row.path,
        starts_on=day_text(row.starts_on),
        regimen=regimen_of(row),
        total="" if row.in_words else number(total_mg(row.doses_mg)),
        compared="" if mark.is_in_error else compared.get(row.starts_on, ""),
        part=part(row),
        note=row.note,
        is_planned=is_ahead and not care_ended,
        is_after_care=is_ahead and care_ended,
        marking=mark,
    )


def part(row: RecordedStep) -> str:
    """Say phase, reason, and what is unusual: ``Taper, hospital stay, decided by hospital``."""
    phase, reason = PHASES[row.phase], REASONS.get(row.reason)
    version = f"plan, version {row.version}" if row.version else ""
    unusual = (already_text(row), decided_text(row), version)
    told = (phase, reason if reason != phase.lower() else "", *unusual)
    return ", ".join(filter(None, told))


def already_text(row: RecordedStep) -> str:
    """``already taking since Nov-2019``; empty for a step that was not taken already."""
    since = f" since {day_text(row.taking_since)}" if row.taking_since else ""
    return f"already taking{since}" if row.already_taking else ""


def decided_text(row: RecordedStep) -> str:
    """``decided by hospital``; empty where this clinic decided."""
    return "" if row.decided_by == DecidedBy.THIS_CLINIC else f"decided by {row.decided_by}"


def comparisons_by_start(
    timeline: Timeline, found: Iterable[Flag], today: date, sources: tuple[Source, ...] = SOURCES
) -> dict[date, str]:
    """Say how each step compares with the sources, by its first day.

    A step that has begun before the 18th birthday is not compared until that day, and a
    regimen in words never is.
    """
    starts = [held.days.since for held in timeline.held]
    words: dict[date, list[str]] = defaultdict(list)
    for flag in found:
        if flag.rule.beside_step:
            start = starts[bisect_right(starts, flag.since) - 1]
            words[start].append(flag.rule.beside_step + of_which(flag.source, sources))
    return {
        held.days.since: compared_text(held, timeline.adult, today, words[held.days.since])
        for held in timeline.held
        if held.step.regimen.is_taken
    }


def of_which(source: Source, sources: tuple[Source, ...]) -> str:
    """`` (article)`` if there are several sources; empty if there is one."""
    return f" ({source.label})" if len(sources) > 1 else ""


def compared_text(held: Held, adult: Days, today: date, words: list[str]) -> str:
    """``within``, the ways in which the step differs, or ``not compared``."""
    compared = held.days.within(adult)
    if held.step.in_words or not compared or compared.since > max(today, held.days.since):
        return NOT_COMPARED
    return ", ".join(words) or WITHIN


def source_names(sources: tuple[Source, ...]) -> str:
    """``the article``; several are joined by “and”."""
    return " and ".join(source.short_name for source in sources)


def fact_words(fact: Step) -> str:
    """``Dose step from 05-Jan-2026: 10 mg once a day, 10 mg per day, taper``; or stopped."""
    amounts = (regimen_text(fact.doses_mg), sum_text(fact.doses_mg)) if fact.doses_mg else ()
    already = "already taking" if fact.already_taking else ""
    said = ", ".join(filter(None, (*amounts, fact.in_words, fact.phase, already)))
    return f"Dose step from {day_text(fact.starts_on)}: {said}"


def told_of_steps(rows: Sequence[RecordedStep], last_day: date) -> str:
    """``9 steps, 4 planned, 1 entered in error``, of all rows."""
    wrong = sum(row.is_in_error for row in rows)
    ahead = sum(row.starts_on > last_day and not row.is_in_error for row in rows)
    begun = len(rows) - wrong - ahead
    told = [counted(begun, "step")]
    told += [f"{count} {what}" for count, what in ((ahead, "planned"), (wrong, IN_ERROR)) if count]
    return ", ".join(told)
