"""What held on one day, for the oracle: each answer looks through the whole history again."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from patients.days import Day, InexactDay
from titration.rules.history import Effect, History, Step, TreatmentFact

Taken = tuple[tuple[Decimal, ...], str]  # the amounts of a day in mg, or words that tell it
NOTHING: Taken = ((), "")


def contacts(history: History) -> Iterator[date]:
    """Yield every day on which the clinic had contact with the patient."""
    yield from (check.on for check in history.checks)
    yield from (rating.on for rating in history.ratings)
    yield from (review.on for review in history.reviews)
    yield from (contact.on for contact in history.contacts if contact.outcome == "reached")
    for effect in history.side_effects:
        reports = [effect.reported_on, *(change.reported_on for change in effect.changes)]
        yield from (day for day in reports if day is not None)


def taken(step: Step) -> Taken:
    """What a step says is taken: the amounts of a day, and the words."""
    return step.doses_mg, step.in_words


def regimen_on(day: date, history: History) -> Taken | None:
    """What is taken on a day; ``None`` before the first step."""
    step = step_on(day, history)
    return None if step is None else taken(step)


def doses_on(day: date, history: History) -> tuple[Decimal, ...]:
    """The amounts of a day; none before the first step, after a stop, or if told in words."""
    step = step_on(day, history)
    return () if step is None else step.doses_mg


def severity_on(day: date, effect: Effect) -> str | None:
    """The severity of an effect on a day; ``None`` unless it lasts: both ends count."""
    last_days = [change.on for change in effect.changes if change.severity is None]
    last_days += [] if effect.resolved_on is None else [effect.resolved_on]
    if day < first_possible(effect.onset_on) or any(day > last for last in last_days):
        return None
    told = [effect.severity]
    told += [c.severity for c in effect.changes if c.on <= day and c.severity is not None]
    return told[-1]


def runs_on(day: date, treatment: TreatmentFact) -> bool:
    """Return whether a treatment runs on a day; its first and last days count."""
    ended = treatment.until_on is not None and treatment.until_on < day
    return first_possible(treatment.from_on) <= day and not ended


def step_on(day: date, history: History) -> Step | None:
    """The latest step that has started."""
    started = [step for step in history.steps if step.starts_on <= day]
    return max(started, key=lambda step: step.starts_on, default=None)


def is_adult(day: date, born: Day | None) -> bool:
    """Return whether the 18th birthday has come; for a birth on 29 February it is 1 March."""
    if born is None:
        return False
    born_on = last_possible(born)
    birthday_still_to_come = (day.month, day.day) < (born_on.month, born_on.day)
    return day.year - born_on.year - birthday_still_to_come >= 18


def first_possible(day: Day) -> date:
    """The first day that a day told as a month or a year may be."""
    return day.first if isinstance(day, InexactDay) else day


def last_possible(day: Day) -> date:
    """The last day that a day told as a month or a year may be."""
    return day.last if isinstance(day, InexactDay) else day


def total(step: Step) -> Decimal:
    """The sum of one day's amounts, in mg."""
    return sum(step.doses_mg, Decimal(0))
