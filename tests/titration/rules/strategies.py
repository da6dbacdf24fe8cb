"""Strategies for Hypothesis: histories of a few crowded weeks in which events often coincide.

All of them lie in February and March 2026, so that steps, effects and an
eighteenth birthday (on 1 March for one born on 29 February 2008) meet often. Days
that may be inexact are now and then told as a month or a year.
"""

from datetime import date, timedelta
from decimal import Decimal
from functools import cache, partial

from hypothesis import strategies as st

from patients.days import Day, InexactDay
from titration.rules.history import (
    TREATMENT_KINDS,
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

FIRST_DAY = date(2026, 2, 16)
BORN_ON_29_FEBRUARY = date(2008, 2, 29)

LISTED_TERMS = (
    "drowsiness",
    "dizziness",
    "weakness",
    "dry mouth",
    "muscle weakness",
    "mental confusion",
    "difficulty breathing",
    "decreased blood pressure",
)
NEARLY_LISTED_TERMS = (
    "confusion",
    "weak",
    "weaknesses",
    "muscle-weakness",
    "dry  mouths",
    "nausea",
)
# The edges of 10-20 mg a dose and of 30-60 mg a day, and the same amounts written otherwise.
NEAR_10 = ("0.01", "0.5", "2.5", "5", "7.50", "9.99", "10", "10.00", "1E+1", "10.01", "12.5")
NEAR_20 = ("15", "19.98", "19.99", "20", "20.0", "2E+1", "20.01", "25")
TOTALS = ("29.99", "30", "30.01", "35", "40", "59.99", "60", "60.01", "80", "999.99")

phases: st.SearchStrategy[Phase] = st.sampled_from(("initiation", "maintenance", "taper"))
severities: st.SearchStrategy[Severity] = st.sampled_from(("mild", "moderate", "severe"))
# Few measures and few values, so that ratings of one measure meet.
MEASURES: tuple[tuple[str, Better], ...] = (
    ("spasm", BETTER["spasm"]),
    ("mobility", BETTER["mobility"]),
    ("TWSTRS total", "lower"),
)
IN_WORDS = ("5 mg every other day", "as needed", "dose not known")
INTRATHECAL_MCG = ("0.5", "49.99", "50", "50.01", "300", "1999.99", "2000", "2000.01")

answers: st.SearchStrategy[Answer] = st.sampled_from(("present", "absent", "not asked"))
# Strategies are made once: making one costs Hypothesis more than drawing from it.
booleans = st.booleans()
dose_counts = st.one_of(st.just(3), st.integers(0, 8))
days_of_lasting = st.none() | st.integers(0, 10)
days_of_change = st.lists(st.integers(0, 14), unique=True, max_size=3).map(sorted)
mostly_not = st.sampled_from((False, False, False, True))
words = st.sampled_from(IN_WORDS)
days_until_reported = st.integers(0, 5)
days_until_review = st.none() | st.integers(1, 10)
outcomes: st.SearchStrategy[ContactOutcome] = st.sampled_from(
    ("reached", "not reached", "declined")
)
blanks = st.sampled_from((" ", "  ", "\t", " \n"))
maybe_blank = st.sampled_from(("", " "))
endings = st.sampled_from(("", "", ".", "...", " !", ",", ";:", "…"))
measures = st.sampled_from(MEASURES)
values = st.sampled_from(("4", "5", "5.0", "5.5", "6"))
kinds_of_treatment = st.sampled_from(TREATMENT_KINDS[:2]) | st.just("intrathecal baclofen")
rates_per_day = st.sampled_from(INTRATHECAL_MCG)
mcg_per_day = st.none() | rates_per_day


@cache
def days(spread: int) -> st.SearchStrategy[date]:
    """Any day of the first ``spread`` days."""
    return st.integers(0, spread - 1).map(lambda offset: FIRST_DAY + timedelta(days=offset))


reports_of_change = st.none() | days(30)


@cache
def amounts() -> st.SearchStrategy[Decimal]:
    """One dose in mg: mostly at an edge of the article's figures, sometimes anything."""
    anything = st.decimals("0.01", "200", places=2)
    return st.one_of(st.sampled_from(NEAR_10 + NEAR_20 + TOTALS).map(Decimal), anything)


@st.composite
def regimens(draw: st.DrawFn) -> tuple[Decimal, ...]:
    """The amounts of one day, none to eight; three times a day as often as all the others."""
    count = draw(dose_counts)
    if draw(booleans):
        return (draw(amounts()),) * count
    return tuple(draw(amounts()) for _ in range(count))


@st.composite
def steps(draw: st.DrawFn, starts_on: date, *, is_first: bool) -> Step:
    """A step of any phase, ``stopped`` exactly when nothing is taken, sometimes in words.

    Only the first one may record a dose that was already taken.
    """
    is_first = is_first and draw(booleans)
    if draw(mostly_not):
        return Step(starts_on, (), draw(phases), is_first, draw(words))
    doses_mg = draw(regimens())
    phase = draw(phases) if doses_mg else "stopped"
    return Step(starts_on, doses_mg, phase, is_first)


@st.composite
def oddly_written(draw: st.DrawFn, term: str) -> str:
    """The same term with other letter case, more white space, and punctuation at its end."""
    capitals = draw(st.integers(0, 2 ** len(term) - 1))
    cased = "".join(
        letter.upper() if capitals >> place & 1 else letter for place, letter in enumerate(term)
    )
    return draw(maybe_blank) + cased.replace(" ", draw(blanks)) + draw(endings) + draw(blanks)


@cache
def terms() -> st.SearchStrategy[str]:
    """The article's eight, plainly or oddly written, near misses, and free text."""
    listed = st.sampled_from(LISTED_TERMS)
    free = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(str.strip)
    return st.one_of(
        listed, listed.flatmap(oddly_written), st.sampled_from(NEARLY_LISTED_TERMS), free
    )


@st.composite
def told(draw: st.DrawFn, day: date) -> Day:
    """The day itself, or now and then only its month or its year."""
    if not draw(mostly_not):
        return day
    if draw(booleans):
        return InexactDay.in_month(day.year, day.month)
    return InexactDay.in_year(day.year)


@st.composite
def effects(draw: st.DrawFn) -> Effect:
    """An effect that never resolves before its onset, and may resolve on the very day.

    Its severity may change, on the day of its onset or of its end too, and the last
    change may be that it resolved.
    """
    began_on = draw(days(24))
    lasting = draw(days_of_lasting)
    resolved_on = None if lasting is None else began_on + timedelta(days=lasting)
    reported_on = began_on + timedelta(days=draw(days_until_reported))
    changes = [
        EffectChange(began_on + timedelta(days=after), draw(severities), draw(reports_of_change))
        for after in draw(days_of_change)
        if lasting is None or after <= lasting
    ]
    if resolved_on and draw(booleans):
        changes = [change for change in changes if change.on != resolved_on]
        changes.append(EffectChange(resolved_on, None, reported_on))
        resolved_on = None
    onset_on = draw(told(began_on))
    return Effect(
        draw(terms()), draw(severities), onset_on, resolved_on, reported_on, tuple(changes)
    )


@cache
def exact_births() -> st.SearchStrategy[date | None]:
    """Draw an adult, a child, a patient who turns 18 among the steps, or no birth date."""
    adult, child = date(1980, 5, 1), date(2008, 4, 20)
    turns_18 = days(30).map(partial(date.replace, year=2008))
    special = st.sampled_from((None, child, BORN_ON_29_FEBRUARY))
    return st.one_of(st.just(adult), turns_18, special)


@cache
def births() -> st.SearchStrategy[Day | None]:
    """Draw a birth date, exact or told as a month or a year, or none."""
    return exact_births().flatmap(lambda day: told(day) if day else st.none())


@cache
def precautions() -> st.SearchStrategy[dict[str, Answer]]:
    """Answers about some of the three histories."""
    conditions = st.sampled_from(("kidney disease", "epilepsy", "psychiatric disorder"))
    return st.dictionaries(conditions, answers)


@st.composite
def ratings(draw: st.DrawFn) -> RatingFact:
    """A rating of one of a few measures, from 4 to 6 with a half now and then."""
    measure, better = draw(measures)
    value = draw(values)
    return RatingFact(measure, Decimal(value), draw(days(30)), better)


@st.composite
def treatments(draw: st.DrawFn) -> TreatmentFact:
    """Another treatment, or intrathecal baclofen whose rates lie at the edges of the range."""
    kind = draw(kinds_of_treatment)
    from_on = draw(days(24))
    lasting = draw(days_of_lasting)
    until_on = None if lasting is None else from_on + timedelta(days=lasting)
    if kind != "intrathecal baclofen":
        return TreatmentFact(kind, draw(told(from_on)), until_on)
    daily = draw(mcg_per_day)
    changes = tuple(
        RateChange(from_on + timedelta(days=after), Decimal(draw(rates_per_day)))
        for after in draw(days_of_change)
        if lasting is None or after <= lasting
    )
    first_rate = None if daily is None else Decimal(daily)
    return TreatmentFact(kind, draw(told(from_on)), until_on, first_rate, changes)


@st.composite
def reviews(draw: st.DrawFn) -> ReviewFact:
    """A review, which may set the date of the next one."""
    on = draw(days(24))
    ahead = draw(days_until_review)
    return ReviewFact(on, None if ahead is None else on + timedelta(days=ahead))


@st.composite
def contacts(draw: st.DrawFn) -> ContactFact:
    """A contact of any outcome, which may plan the next call."""
    on = draw(days(24))
    ahead = draw(days_until_review)
    return ContactFact(on, draw(outcomes), None if ahead is None else on + timedelta(days=ahead))


starts_of_steps = st.lists(days(24), unique=True, max_size=10)
some_effects = st.lists(effects(), max_size=5)
some_checks = st.lists(days(30), max_size=3)
some_ratings = st.lists(ratings(), max_size=6)
some_treatments = st.lists(treatments(), max_size=3)
some_reviews = st.lists(reviews(), max_size=3)
some_contacts = st.lists(contacts(), max_size=3)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Any history that pages accept: up to ten steps on distinct days, in any order."""
    starts = draw(starts_of_steps)
    return History(
        born_on=draw(births()),
        steps=tuple(draw(steps(day, is_first=day == min(starts))) for day in starts),
        side_effects=tuple(draw(some_effects)),
        precautions=draw(precautions()),
        checks=tuple(map(Check, draw(some_checks))),
        ratings=tuple(draw(some_ratings)),
        treatments=tuple(draw(some_treatments)),
        reviews=tuple(draw(some_reviews)),
        contacts=tuple(draw(some_contacts)),
    )
