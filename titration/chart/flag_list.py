"""Groups flags for the reader: those that hold today, those of planned steps, those past."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from titration.reading.recorded import Recorded
from titration.rules import Flag, Level, Source, Statement

LEVELS: tuple[Level, ...] = ("attention", "notice", "context")


@dataclass(frozen=True, slots=True)
class FlagRow:
    """One flag, ready to show with its source and the statements it cites.

    ``computed`` is the address, relative to the chart's, that shows how it was computed.
    """

    level: Level
    label: str
    observed: str
    compared_with: str
    since: date
    until: date | None
    is_planned: bool
    computed: str
    source: Source
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class FlagList:
    """Flags in groups: attention and notice today, context today, of planned steps, and past."""

    notable: list[FlagRow]
    context: list[FlagRow]
    planned: list[FlagRow]
    past: list[FlagRow]
    past_count: int


def told(found: Iterable[Flag], recorded: Recorded) -> list[Flag]:
    """Leave out the flags that begin after care ended: nothing is planned then."""
    end = recorded.end_of_care
    return [flag for flag in found if end is None or flag.since <= end.from_on]


def flag_list(found: Iterable[Flag], today: date, *, with_past: bool) -> FlagList:
    """Sort flags, latest first, into groups; without ``with_past`` past ones are only counted.

    A flag ahead that no planned step begins is in no group before its day.
    """
    latest = sorted(found, key=lambda flag: flag.since, reverse=True)
    past = [flag for flag in latest if flag.until is not None and flag.until <= today]
    holding = [flag_row(flag, today) for flag in latest if flag.holds_on(today)]
    ahead = [flag for flag in latest if flag.since > today and flag.is_told_on(today)]
    return FlagList(
        notable=by_level([row for row in holding if row.level != "context"]),
        context=[row for row in holding if row.level == "context"],
        planned=by_level([flag_row(flag, today) for flag in ahead]),
        past=[flag_row(flag, today) for flag in past] if with_past else [],
        past_count=len(past),
    )


def by_level(rows: list[FlagRow]) -> list[FlagRow]:
    """Put attention first, then notice, then context."""
    return sorted(rows, key=lambda row: LEVELS.index(row.level))


def flag_row(flag: Flag, today: date) -> FlagRow:
    """Make the row of one flag."""
    return FlagRow(
        level=flag.level,
        label=flag.rule.label,
        observed=flag.observed,
        compared_with=flag.compared_with,
        since=flag.since,
        until=flag.until,
        is_planned=flag.since > today,
        computed=f"flags/{flag.code}/{flag.since}/",
        source=flag.source,
        statements=flag.statements,
    )
