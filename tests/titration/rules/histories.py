"""Histories written the way a reader would say them, and flags as rows of a table."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from tests.titration.rules.oracle import Row
from titration.rules.flag import Flag
from titration.rules.history import Answer, Effect, History, Phase, Severity, Step

Judge = Callable[[History], Counter[Row]]  # the rules, or the oracle

ADULT = date(1980, 5, 1)
NOBODY_ASKED: Mapping[str, Answer] = {}
ALL_ABSENT: Mapping[str, Answer] = {
    "kidney disease": "absent",
    "epilepsy": "absent",
    "psychiatric disorder": "absent",
}


def on(day: str) -> date:
    """``on("2026-01-05")``."""
    return date.fromisoformat(day)


def step(
    starts_on: str,
    amounts: str,
    phase: Phase = "maintenance",
    *,
    already_taking: bool = False,
) -> Step:
    """``step("2026-01-05", "5 5 10")``; no amounts is a stop."""
    doses_mg = tuple(Decimal(amount) for amount in amounts.split())
    return Step(on(starts_on), doses_mg, phase if doses_mg else "stopped", already_taking)


def effect(
    term: str, onset_on: str, resolved_on: str | None = None, severity: Severity = "mild"
) -> Effect:
    """An effect reported on the day it began."""
    resolved = None if resolved_on is None else on(resolved_on)
    return Effect(term, severity, on(onset_on), resolved, on(onset_on))


def history(
    *steps: Step,
    born_on: date | None = ADULT,
    side_effects: Iterable[Effect] = (),
    precautions: Mapping[str, Answer] = ALL_ABSENT,
) -> History:
    """An adult asked about everything, with nothing else to tell, unless said otherwise."""
    return History(born_on, steps, tuple(side_effects), precautions)


def row(code: str, level: str, since: str, until: str | None = None) -> Row:
    """One flag as the tables of these tests write it."""
    return code, level, on(since), None if until is None else on(until)


def as_row(flag: Flag) -> Row:
    """What a flag says, without its words."""
    return flag.code, flag.level, flag.since, flag.until


def every_code() -> list[History]:
    """Two histories that raise all twelve codes between them."""
    told = [effect(term, "2026-01-08") for term in ("weakness", "muscle weakness", "nausea")]
    steps = [step("2026-01-05", "5 21"), step("2026-01-12", ""), step("2026-01-19", "25 25 25")]
    return [
        history(*steps, side_effects=told, precautions={"epilepsy": "present"}),
        history(*steps, born_on=None, precautions=NOBODY_ASKED),
    ]
