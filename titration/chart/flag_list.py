"""Groups flags for the reader: by moment and source; today's, those of planned steps, those past.

Grouping changes how flags are shown, and none of what they say or of when they hold.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from patients.days import day_text
from titration.reading.recorded import Recorded
from titration.rules import Flag, Level, Source, Statement, Step

LEVELS: tuple[Level, ...] = ("attention", "notice", "context")
# What a line beside a heading need not say again, and what it says instead.
SHORTER = (
    ("’s usual adult maintenance is taken ", " "),
    ("’s usual adult maintenance is ", " "),
    ("’s usual adult maintenance begins at ", " from "),
    ("’s usual adult maintenance ends at ", " up to "),
)


@dataclass(frozen=True, slots=True)
class FlagLine:
    """One flag: what was observed, what it was compared with, and where its arithmetic is.

    ``computed`` is the address, relative to the chart's, that shows how it was computed.
    """

    level: Level
    label: str
    observed: str
    compared_with: str
    since: date
    until: date | None
    computed: str


@dataclass(frozen=True, slots=True)
class FlagBlock:
    """The flags of one source that begin on one day, with the statements that they cite.

    ``heading`` says which day and source: ``Beside the article since 29-Oct-2026``.
    """

    heading: str
    source: Source
    statements: tuple[Statement, ...]
    lines: list[FlagLine]

    @property
    def sections(self) -> dict[str, str]:
        """The headings under which the statements stand, each with the id of its first one."""
        return {statement.section: statement.id for statement in reversed(self.statements)}


@dataclass(frozen=True, slots=True)
class PastKind:
    """The flags of one rule and source that no longer hold, latest first."""

    label: str
    lines: list[FlagLine]


@dataclass(frozen=True, slots=True)
class FlagList:
    """Flags in groups: attention and notice today, context today, of planned steps, and past.

    ``planned_from`` is the first day of a planned step that has any.
    """

    notable: list[FlagBlock]
    context: list[FlagBlock]
    planned: list[FlagBlock]
    planned_from: date | None
    past: list[PastKind]
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
    holding = [flag for flag in latest if flag.holds_on(today)]
    ahead = [flag for flag in reversed(latest) if flag.since > today and flag.is_told_on(today)]
    return FlagList(
        notable=blocks([flag for flag in holding if flag.level != "context"]),
        context=blocks([flag for flag in holding if flag.level == "context"]),
        planned=blocks(ahead, with_steps=True),
        planned_from=ahead[0].since if ahead else None,
        past=by_kind(past) if with_past else [],
        past_count=len(past),
    )


def blocks(found: Sequence[Flag], *, with_steps: bool = False) -> list[FlagBlock]:
    """Make a block for each day and source.

    Those with attention come first; of the others, and within a block, the order is kept.
    """
    together: dict[tuple[date, Source], list[Flag]] = defaultdict(list)
    for flag in found:
        together[flag.since, flag.source].append(flag)
    groups = list(together.values())
    if not with_steps:
        groups.sort(key=lambda group: min(LEVELS.index(flag.level) for flag in group))
    return [block(group, with_steps=with_steps) for group in groups]


def block(group: list[Flag], *, with_steps: bool) -> FlagBlock:
    """Put the flags of one day and source under a heading, attention first."""
    first = group[0]
    in_order = sorted(group, key=lambda flag: LEVELS.index(flag.level))
    cited = dict.fromkeys(statement for flag in in_order for statement in flag.statements)
    return FlagBlock(
        heading=planned_heading(first) if with_steps else since_heading(first),
        source=first.source,
        statements=tuple(cited),
        lines=[flag_line(flag) for flag in in_order],
    )


def since_heading(flag: Flag) -> str:
    """``Beside the article since 29-Oct-2026``; of the clinic's own record, without a source."""
    on = day_text(flag.since)
    return f"Beside {flag.source.short_name} since {on}" if flag.statements else f"Since {on}"


def planned_heading(flag: Flag) -> str:
    """``From 07-Dec-2026, with 10 mg three times a day``."""
    steps = [fact for fact in flag.inputs if isinstance(fact, Step)]
    begun = [step.regimen.text for step in steps if step.starts_on == flag.since]
    return ", with ".join([f"From {day_text(flag.since)}", *begun[:1]])


def by_kind(past: Iterable[Flag]) -> list[PastKind]:
    """Gather past flags by what they are; the kind that ended last comes first."""
    kinds: dict[tuple[str, Source], list[Flag]] = defaultdict(list)
    for flag in past:
        kinds[flag.rule.label, flag.source].append(flag)
    return [PastKind(label, list(map(flag_line, group))) for (label, _), group in kinds.items()]


def flag_line(flag: Flag) -> FlagLine:
    """Put one flag in a line."""
    return FlagLine(
        level=flag.level,
        label=flag.rule.label,
        observed=capital(flag.observed.removeprefix("Recorded ")),
        compared_with=shorter(flag.compared_with),
        since=flag.since,
        until=flag.until,
        computed=f"flags/{flag.code}/{flag.since}/",
    )


def capital(words: str) -> str:
    """Return words with a capital first letter, the rest as recorded."""
    return words[:1].upper() + words[1:]


def shorter(compared_with: str) -> str:
    """``the article 10–20 mg per dose`` for a comparison with the usual adult maintenance."""
    for long, short in SHORTER:
        compared_with = compared_with.replace(long, short)
    return compared_with
