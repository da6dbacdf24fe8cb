"""Make histories in a readable form, and write flags as rows of a table."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from patients.days import Day, InexactDay, first_of
from tests.titration.rules.oracle import Row
from titration.rules.flag import Flag
from titration.rules.history import (
    Answer,
    Check,
    ContactFact,
    ContactOutcome,
    Effect,
    EffectChange,
    History,
    Phase,
    RateChange,
    RatingFact,
    ReviewFact,
    Severity,
    Step,
    TreatmentFact,
)
from titration.rules.measures import BETTER, Better

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


def in_words(starts_on: str, words: str, phase: Phase = "initiation") -> Step:
    """``in_words("2026-01-05", "5 mg every other day")``."""
    return Step(on(starts_on), (), phase, in_words=words)


def effect(
    term: str,
    onset_on: str | InexactDay,
    resolved_on: str | None = None,
    severity: Severity = "mild",
    changes: Iterable[EffectChange] = (),
) -> Effect:
    """An effect reported on the first day on which it may have begun."""
    resolved = None if resolved_on is None else on(resolved_on)
    began = on(onset_on) if isinstance(onset_on, str) else onset_on
    return Effect(term, severity, began, resolved, first_of(began), tuple(changes))


def effect_change(told: str) -> EffectChange:
    """``effect_change("2026-11-18 severe")``; a day alone is the last one."""
    day, *severity = told.split()
    return EffectChange(on(day), cast(Severity, severity[0]) if severity else None)


def rating(measure: str, value: str, day: str, better: Better | None = None) -> RatingFact:
    """``rating("spasm", "6", "2026-02-01")``; a named measure says which end is better."""
    return RatingFact(measure, Decimal(value), on(day), better or BETTER[measure])


def treatment(
    kind: str,
    from_on: str,
    until_on: str | None = None,
    mcg_per_day: str | None = None,
    *,
    changes: Iterable[RateChange] = (),
) -> TreatmentFact:
    """``treatment("intrathecal baclofen", "2026-01-05", mcg_per_day="300")``."""
    until = None if until_on is None else on(until_on)
    daily = None if mcg_per_day is None else Decimal(mcg_per_day)
    return TreatmentFact(kind, on(from_on), until, daily, tuple(changes))


def review(day: str, next_on: str | None = None) -> ReviewFact:
    """``review("2026-02-01", "2026-05-01")``."""
    return ReviewFact(on(day), None if next_on is None else on(next_on))


def contact(day: str, outcome: ContactOutcome, again_on: str | None = None) -> ContactFact:
    """``contact("2026-02-01", "not reached", "2026-02-03")``."""
    return ContactFact(on(day), outcome, None if again_on is None else on(again_on))


def check(day: str) -> Check:
    """Make a check: a day on which a clinician asked, and no side effect was reported."""
    return Check(on(day))


def history(
    *steps: Step,
    born_on: Day | None = ADULT,
    side_effects: Iterable[Effect] = (),
    precautions: Mapping[str, Answer] = ALL_ABSENT,
    checks: Iterable[Check] | None = None,
    ratings: Iterable[RatingFact] = (),
    treatments: Iterable[TreatmentFact] | None = None,
    reviews: Iterable[ReviewFact] = (),
    contacts: Iterable[ContactFact] = (),
) -> History:
    """Make an adult's history, by default with a therapist and a check on each step's next day."""
    next_days = (Check(step.starts_on + timedelta(days=1)) for step in steps)
    began_on = min((step.starts_on for step in steps), default=date(2026, 1, 1))
    therapy = [TreatmentFact("physical therapy", began_on)]
    return History(
        born_on,
        steps,
        tuple(side_effects),
        precautions,
        tuple(next_days if checks is None else checks),
        tuple(ratings),
        tuple(therapy if treatments is None else treatments),
        tuple(reviews),
        tuple(contacts),
    )


def row(code: str, level: str, since: str, until: str | None = None) -> Row:
    """Make one flag as the tables of these tests write it."""
    return code, level, on(since), None if until is None else on(until)


def as_row(flag: Flag) -> Row:
    """Return a flag as such a row, without its texts."""
    return flag.code, flag.level, flag.since, flag.until


def every_code() -> list[History]:
    """Return histories that together raise all eighteen codes, in most of their wordings."""
    told = [effect(term, "2026-01-08") for term in ("weakness", "Muscle  weakness.", "nausea")]
    told.append(effect("dry mouth", "2026-01-09", "2026-01-11", "severe"))
    steps = [step("2026-01-05", "5 21"), step("2026-01-12", ""), step("2026-01-19", "25 25 25")]
    watched = [step("2026-01-05", "10 10 10", "initiation"), step("2026-02-02", "15 15 15")]
    spasm = [("5", "2026-02-01"), ("5", "2026-02-20"), ("6", "2026-03-01")]
    mobility = [("6.5", "2026-02-01"), ("6.5", "2026-02-20"), ("6", "2026-03-01")]
    pump = "intrathecal baclofen"
    return [
        history(*steps, side_effects=told, precautions={"epilepsy": "present"}),
        history(*steps, born_on=None, precautions=NOBODY_ASKED, checks=()),
        history(
            step("2026-01-05", "12.5"),
            born_on=on("2008-02-29"),
            checks=(),
            contacts=[contact("2026-01-07", "not reached"), contact("2026-01-09", "reached")],
        ),
        history(step("2026-01-05", "2.5 7.5 30 40", "taper", already_taking=True)),
        history(
            *watched,
            checks=(),
            ratings=[rating("spasm", value, day) for value, day in spasm],
            treatments=[treatment(pump, "2026-01-05", mcg_per_day="30")],
            reviews=[review("2026-02-01", "2026-03-01")],
        ),
        history(
            *watched,
            ratings=[rating("mobility", value, day) for value, day in mobility],
            treatments=[
                treatment(pump, "2026-01-05", "2026-01-09", "2500.50"),
                treatment("surgery", "2026-01-20", "2026-01-22"),
            ],
            reviews=[review("2026-02-01", "2026-03-01"), review("2026-03-10")],
        ),
        history(
            in_words("2026-01-05", "5 mg every other day"),
            step("2026-01-12", ""),
            step("2026-01-15", "10 10 10"),
            born_on=InexactDay.in_month(2008, 1),
            side_effects=[
                effect("dizziness", InexactDay.in_year(2025)),
                effect(
                    "nausea",
                    "2026-01-10",
                    changes=[effect_change("2026-01-20 severe"), effect_change("2026-01-25")],
                ),
            ],
            treatments=[
                treatment(
                    pump,
                    "2026-01-05",
                    mcg_per_day="30",
                    changes=[RateChange(on("2026-02-01"), Decimal(2500))],
                )
            ],
        ),
    ]
