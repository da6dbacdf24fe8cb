"""The flags again, slow and obvious: each day is looked at alone, then runs of days are joined.

This is the table of the design read aloud, one ``if`` for each row. It shares
nothing with the rules it checks but the values they read, so an error has to
be made twice, in two different ways, before both agree on it.

Readings of the table that it rests on:

* a regimen is compared with the article on the days it is taken; with no
  amounts there is nothing to compare, so an empty regimen raises no comparison;
* the five dose comparisons belong to one step and never run on into the next;
  a run of any other flag goes on over a change of step;
* one flag for each recorded effect, however alike two of them are.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from titration.rules.history import Effect, History, Step

ONE_DAY = timedelta(days=1)
# No eighteenth birthday comes later than this after a birth, whatever the leap years.
EIGHTEEN_YEARS_AT_MOST = timedelta(days=18 * 366)

Row = tuple[str, str, date, date | None]  # code, level, since, until (exclusive)
Finding = tuple[str, str, str]  # code, level, and what it belongs to


def oracle(history: History) -> Counter[Row]:
    """Every flag of ``history`` as (code, level, since, until), with how often it is raised."""
    days = list(days_to_look_at(history))
    found = {day: findings_on(day, history) for day in days}
    rows: Counter[Row] = Counter()
    for finding in {finding for findings in found.values() for finding in findings}:
        code, level, _ = finding
        for since, until in runs({day for day in days if finding in found[day]}, days[-1]):
            rows[code, level, since, until] += 1
    return rows


def days_to_look_at(history: History) -> Iterator[date]:
    """From the day before anything was recorded to a few days after everything has happened.

    Nothing changes after the last of them, so it stands for every day to come.
    """
    happened = [step.starts_on for step in history.steps]
    happened += [effect.onset_on for effect in history.side_effects]
    if not happened:
        return
    day = min(happened) - ONE_DAY
    happened += [e.resolved_on for e in history.side_effects if e.resolved_on is not None]
    if history.born_on is not None:
        happened.append(history.born_on + EIGHTEEN_YEARS_AT_MOST)
    while day <= max(happened) + 3 * ONE_DAY:
        yield day
        day += ONE_DAY


def runs(marked: set[date], last: date) -> Iterator[tuple[date, date | None]]:
    """The unbroken runs among the ``marked`` days; a run that reaches the ``last`` is open."""
    for day in marked:
        if day - ONE_DAY in marked:
            continue
        end = day
        while end in marked:
            end += ONE_DAY
        yield day, (None if end > last else end)


def findings_on(day: date, history: History) -> set[Finding]:
    """The table applied to one day."""
    findings = set(effects_on(day, history))
    step = step_on(day, history)
    if step is None or len(step.doses_mg) == 0:
        return findings
    findings |= set(cautions(history))
    if is_adult(day, history.born_on):
        findings |= set(comparisons(step))
        if is_first_of_course(step, history) and total(step) >= Decimal(30):
            # "Baclofen Dosage for Dystonia": the first dose is usually low; 30 = 3 x 10, derived
            findings.add(("first-step-not-low", "notice", str(step.starts_on)))
    else:
        # "Baclofen Dosage for Dystonia" (table): its figures are for adults
        findings.add(("comparison-not-made", "context", ""))
    return findings


def comparisons(step: Step) -> Iterator[Finding]:
    """The five dose comparisons, all with the oral row of "Baclofen Dosage for Dystonia"."""
    on_the_way = "context" if step.phase in ("initiation", "taper") else "notice"
    this_step = str(step.starts_on)
    if any(amount < Decimal(10) for amount in step.doses_mg):
        yield "per-dose-below", on_the_way, this_step
    if any(amount > Decimal(20) for amount in step.doses_mg):
        yield "per-dose-above", "notice", this_step
    if len(step.doses_mg) != 3:
        yield "frequency-differs", on_the_way, this_step
    if total(step) < Decimal(30):  # derived: 3 x 10
        yield "total-below", on_the_way, this_step
    if total(step) > Decimal(60):  # derived: 3 x 20
        yield "total-above", "notice", this_step


def effects_on(day: date, history: History) -> Iterator[Finding]:
    """ "Potential Side Effects and Precautions": its two lists of terms."""
    for number, effect in enumerate(history.side_effects):
        if not holds_on(day, effect):
            continue
        notable = "notice" if effect.severity == "severe" else "context"
        term = " ".join(effect.term.lower().split())
        if term in (
            "muscle weakness",
            "mental confusion",
            "difficulty breathing",
            "decreased blood pressure",
        ):
            yield "serious-effect", "attention", str(number)
        elif term in ("drowsiness", "dizziness", "weakness", "dry mouth"):
            yield "common-effect", notable, str(number)
        else:
            yield "effect-not-listed", notable, str(number)


def cautions(history: History) -> Iterator[Finding]:
    """ "Potential Side Effects and Precautions": the three histories it names."""
    for condition in ("kidney disease", "epilepsy", "psychiatric disorder"):
        answer = history.precautions.get(condition, "not asked")
        if answer == "present":
            yield "caution-recorded", "notice", condition
        if answer == "not asked":
            yield "caution-not-asked", "context", condition


def holds_on(day: date, effect: Effect) -> bool:
    """From onset, and on the day it resolved too."""
    return effect.onset_on <= day and (effect.resolved_on is None or day <= effect.resolved_on)


def step_on(day: date, history: History) -> Step | None:
    """The latest step that has started."""
    started = [step for step in history.steps if step.starts_on <= day]
    return max(started, key=lambda step: step.starts_on, default=None)


def is_first_of_course(step: Step, history: History) -> bool:
    """No step before it, or an empty one, and not marked as already taking."""
    before = step_on(step.starts_on - ONE_DAY, history)
    return (before is None or len(before.doses_mg) == 0) and not step.already_taking


def is_adult(day: date, born_on: date | None) -> bool:
    """Whether the eighteenth birthday has come; one born on 29 February has it on 1 March."""
    if born_on is None:
        return False
    birthday_still_to_come = (day.month, day.day) < (born_on.month, born_on.day)
    return day.year - born_on.year - birthday_still_to_come >= 18


def total(step: Step) -> Decimal:
    """The sum of one day's amounts, in mg."""
    return sum(step.doses_mg, Decimal(0))
