"""What a rule computed a flag from, in the words of the record."""

from functools import singledispatch

from titration.rules import (
    Birth,
    Check,
    Effect,
    Fact,
    Precaution,
    Rating,
    Review,
    Step,
    Treatment,
    day_text,
    mcg,
    number,
    regimen_text,
    sum_text,
)


@singledispatch
def fact_words(fact: Fact) -> str:
    """A fact as it was recorded, in one line. Raises ``TypeError`` for one of no known kind."""
    raise TypeError(fact)


@fact_words.register
def birth_words(fact: Birth) -> str:
    """``Birth date 01-May-1980``."""
    return f"Birth date {day_text(fact.on)}" if fact.on else "No birth date"


@fact_words.register
def precaution_words(fact: Precaution) -> str:
    """``History of epilepsy: present``."""
    return f"History of {fact.condition}: {fact.answer}"


@fact_words.register
def step_words(fact: Step) -> str:
    """``Dose step from 05-Jan-2026: 10 mg once a day, 10 mg per day, taper``; or stopped."""
    doses = (regimen_text(fact.doses_mg), sum_text(fact.doses_mg)) if fact.doses_mg else ()
    already = ("already taking",) if fact.already_taking else ()
    return f"Dose step from {day_text(fact.starts_on)}: {', '.join((*doses, fact.phase, *already))}"


@fact_words.register
def effect_words(fact: Effect) -> str:
    """``Side effect: drowsiness, mild, from 08-Jan-2026, reported 09-Jan-2026``."""
    days = {"resolved": fact.resolved_on, "reported": fact.reported_on}
    told = [f"{what} {day_text(day)}" for what, day in days.items() if day]
    onset = f"from {day_text(fact.onset_on)}"
    return f"Side effect: {', '.join((fact.term, fact.severity, onset, *told))}"


@fact_words.register
def check_words(fact: Check) -> str:
    """``Side effects asked on 07-Jan-2026, none reported``."""
    return f"Side effects asked on {day_text(fact.on)}, none reported"


@fact_words.register
def rating_words(fact: Rating) -> str:
    """``Rating of 01-Feb-2026: spasm 6 (lower is better)``."""
    return (
        f"Rating of {day_text(fact.on)}: {fact.measure} {number(fact.value)}"
        f" ({fact.better} is better)"
    )


@fact_words.register
def treatment_words(fact: Treatment) -> str:
    """``Other treatment: intrathecal baclofen, 300 mcg a day, from 05-Jan-2026``."""
    daily = "" if fact.mcg_per_day is None else f", {mcg(fact.mcg_per_day)} a day"
    until = f" until {day_text(fact.until_on)}" if fact.until_on else ""
    return f"Other treatment: {fact.kind}{daily}, from {day_text(fact.from_on)}{until}"


@fact_words.register
def review_words(fact: Review) -> str:
    """``Review of 01-Feb-2026, the next by 01-May-2026``."""
    ahead = f", the next by {day_text(fact.next_on)}" if fact.next_on else ""
    return f"Review of {day_text(fact.on)}{ahead}"
