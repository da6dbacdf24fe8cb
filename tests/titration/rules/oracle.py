"""Compute the flags again, slowly and simply: each day alone, then runs of days are joined.

This is the table of the design read aloud, one ``if`` for each row. It shares
nothing with the rules it checks but the values they read, so an error has to
be made twice, in two different ways, before both agree on it.

Readings of the table that it rests on:

* a regimen is compared with the article on the days it is taken; with no
  amounts there is nothing to compare, so an empty regimen raises no comparison;
* the five dose comparisons belong to one step and never run on into the next;
  a run of any other flag goes on over a change of step;
* one flag for each run of days on which a recorded effect had one severity, or a pump
  gave one amount, however alike two effects or pumps are; and one for each rating,
  which says its own values;
* a regimen in words is taken, and nothing is compared under it;
* of a day told as a month or a year the first possible one counts, but for a birth,
  of which the last does: an adult is who is 18 on every reading.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from tests.titration.rules.oracle_days import (
    NOTHING,
    Taken,
    contacts,
    doses_on,
    first_possible,
    is_adult,
    last_possible,
    regimen_on,
    runs_on,
    severity_on,
    step_on,
    taken,
    total,
)
from titration.rules.history import History, RatingFact, ReviewFact, Step, TreatmentFact

ONE_DAY = timedelta(days=1)
# No eighteenth birthday comes later than this after a birth, for any leap years.
EIGHTEEN_YEARS_AT_MOST = timedelta(days=18 * 366)

Row = tuple[str, str, date, date | None]  # code, level, since, until (exclusive)
Finding = tuple[str, str, str]  # code, level, and what it belongs to


def oracle(history: History) -> Counter[Row]:
    """Count every flag of ``history`` as (code, level, since, until)."""
    days = list(days_to_look_at(history))
    found = {day: findings_on(day, history) for day in days}
    rows: Counter[Row] = Counter()
    for finding in {finding for findings in found.values() for finding in findings}:
        code, level, _ = finding
        for since, until in runs({day for day in days if finding in found[day]}, days[-1]):
            rows[code, level, since, until] += 1
    return rows


def days_to_look_at(history: History) -> Iterator[date]:
    """Return the days from the one before the first entry to a few after the last event.

    Nothing changes after the last of them, so it stands for every day to come.
    """
    happened = [step.starts_on for step in history.steps]
    happened += [first_possible(effect.onset_on) for effect in history.side_effects]
    happened += [*contacts(history)]
    happened += [first_possible(treatment.from_on) for treatment in history.treatments]
    if not happened:
        return
    day = min(happened) - ONE_DAY
    happened += [change.on for effect in history.side_effects for change in effect.changes]
    happened += [change.on for treatment in history.treatments for change in treatment.changes]
    happened += [e.resolved_on for e in history.side_effects if e.resolved_on is not None]
    happened += [t.until_on for t in history.treatments if t.until_on is not None]
    happened += [review.next_on for review in history.reviews if review.next_on is not None]
    if history.born_on is not None:
        happened.append(last_possible(history.born_on) + EIGHTEEN_YEARS_AT_MOST)
    while day <= max(happened) + 3 * ONE_DAY:
        yield day
        day += ONE_DAY


def runs(marked: set[date], last: date) -> Iterator[tuple[date, date | None]]:
    """Yield the unbroken runs of ``marked`` days; a run that reaches the ``last`` is open."""
    for day in marked:
        if day - ONE_DAY in marked:
            continue
        end = day
        while end in marked:
            end += ONE_DAY
        yield day, (None if end > last else end)


def findings_on(day: date, history: History) -> set[Finding]:
    """Apply the table to one day."""
    findings = set(effects_on(day, history))
    findings |= set(intrathecal_on(day, history))
    findings |= set(reviews_on(day, history))
    findings |= set(ratings_on(day, history))
    step = step_on(day, history)
    if step is not None and is_without_contact(day, step, history):
        # "Baclofen Dosage for Dystonia": adjusting the dose needs close monitoring
        findings.add(("no-contact-since-change", "context", str(step.starts_on)))
    if step is None or (len(step.doses_mg) == 0 and step.in_words == ""):
        return findings
    findings |= set(cautions(history))
    if not any(is_other(one) and runs_on(day, one) for one in history.treatments):
        # "Utilizing Baclofen in Comprehensive Dystonia Care": works best with others
        findings.add(("no-other-treatment", "context", ""))
    if step.in_words != "":
        # "Baclofen Dosage for Dystonia" (table): its figures are daily amounts
        findings.add(("comparison-not-made", "context", f"words {step.starts_on}"))
    elif is_adult(day, history.born_on):
        findings |= set(comparisons(step))
    if not is_adult(day, history.born_on):
        # "Baclofen Dosage for Dystonia" (table): its figures are for adults
        findings.add(("comparison-not-made", "context", "age"))
    begun_as_adult = is_adult(step.starts_on, history.born_on)
    if begun_as_adult and is_first_of_course(step, history) and total(step) >= Decimal(30):
        # "Baclofen Dosage for Dystonia": the first dose is usually low; 30 = 3 x 10, derived
        findings.add(("first-step-not-low", "notice", str(step.starts_on)))
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
        severity = severity_on(day, effect)
        if severity is None:
            continue
        notable = "notice" if severity == "severe" else "context"
        stretch = f"{number} {severity}"
        term = " ".join(effect.term.lower().split())
        while term and term[-1] in " .,;:!?…":
            term = term[:-1]
        if term in (
            "muscle weakness",
            "mental confusion",
            "difficulty breathing",
            "decreased blood pressure",
        ):
            yield "serious-effect", "attention", stretch
        elif term in ("drowsiness", "dizziness", "weakness", "dry mouth"):
            yield "common-effect", notable, stretch
        else:
            yield "effect-not-listed", notable, stretch


def cautions(history: History) -> Iterator[Finding]:
    """ "Potential Side Effects and Precautions": the three histories it names."""
    for condition in ("kidney disease", "epilepsy", "psychiatric disorder"):
        answer = history.precautions.get(condition, "not asked")
        if answer == "present":
            yield "caution-recorded", "notice", condition
        if answer == "not asked":
            yield "caution-not-asked", "context", condition


def is_without_contact(day: date, step: Step, history: History) -> bool:
    """Return whether the clinic has had no contact since a step that changed the regimen."""
    before = step_on(step.starts_on - ONE_DAY, history)
    changed = before is None or taken(before) != taken(step)
    heard = any(step.starts_on < contact <= day for contact in contacts(history))
    return changed and day > step.starts_on and not heard


def reviews_on(day: date, history: History) -> Iterator[Finding]:
    """Find the clinic's own date for a review that has passed without a review since."""
    for review in history.reviews:
        if review.next_on is None or day <= review.next_on or not counts(review, history.reviews):
            continue
        if not any(review.on < other.on <= day for other in history.reviews):
            yield "review-overdue", "notice", str(review.on)


def ratings_on(day: date, history: History) -> Iterator[Finding]:
    """Compare the latest rating of each measure with the earlier ones, until a later one comes."""
    counting = [one for one in history.ratings if counts_among_its_own(one, history.ratings)]
    for rating in counting:
        own = [one for one in counting if one.measure == rating.measure]
        if day < rating.on or any(rating.on < other.on <= day for other in own):
            continue
        changes = (rating.on + n * ONE_DAY for n in range((day - rating.on).days + 1))
        if day > rating.on and any(is_change(change, history) for change in changes):
            continue
        earlier = [one for one in own if one.on < rating.on]
        before = max(earlier, key=lambda one: one.on, default=None)
        if before and is_worse(rating, before) and is_one_regimen(before, rating, history):
            # "Baclofen Dosage for Dystonia": tolerance can develop
            yield "worse-on-same-dose", "notice", f"{rating.measure} {rating.on}"
        if any(
            belongs_to_lower_total(one, rating, history) and not is_worse(one, rating)
            for one in earlier
        ):
            # "Baclofen Dosage for Dystonia": the aim is the smallest dose that works
            yield "same-benefit-at-lower-dose", "context", f"{rating.measure} {rating.on}"


def counts(review: ReviewFact, reviews: tuple[ReviewFact, ...]) -> bool:
    """Return whether a review counts: of two on one day, the one recorded later does."""
    return [other for other in reviews if other.on == review.on][-1] is review


def counts_among_its_own(rating: RatingFact, ratings: tuple[RatingFact, ...]) -> bool:
    """Return whether a rating counts: of two of a measure on one day, the one recorded later."""
    same = [one for one in ratings if (one.measure, one.on) == (rating.measure, rating.on)]
    return same[-1] is rating


def is_worse(rating: RatingFact, other: RatingFact) -> bool:
    """Return whether a rating is worse: higher where lower is better, and the reverse."""
    if rating.better == "lower":
        return rating.value > other.value
    return rating.value < other.value


def is_change(day: date, history: History) -> bool:
    """Whether the regimen of a day is not the one of the day before."""
    return regimen_on(day, history) != regimen_on(day - ONE_DAY, history)


def is_one_regimen(before: RatingFact, rating: RatingFact, history: History) -> bool:
    """Whether one regimen held from the day before one rating to the day before the other."""
    span = range((rating.on - before.on).days + 1)
    held = {regimen_on(before.on + (n - 1) * ONE_DAY, history) for n in span}
    return len(held) == 1 and doses_on(rating.on - ONE_DAY, history) != ()


def belongs_to_lower_total(one: RatingFact, rating: RatingFact, history: History) -> bool:
    """Return whether a rating belongs to a lower total than another's, but not to no baclofen."""
    lower = doses_on(one.on - ONE_DAY, history)
    higher = doses_on(rating.on - ONE_DAY, history)
    return 0 < sum(lower) < sum(higher)


def intrathecal_on(day: date, history: History) -> Iterator[Finding]:
    """ "Baclofen Dosage for Dystonia" (table): 50-2,000 mcg a day."""
    for number, one in enumerate(history.treatments):
        begun = [change for change in one.changes if change.on <= day]
        daily = begun[-1].mcg_per_day if begun else one.mcg_per_day
        if daily is not None and (daily < 50 or daily > 2000) and runs_on(day, one):
            yield "intrathecal-outside", "notice", f"{number} {daily.normalize()}"


def is_other(treatment: TreatmentFact) -> bool:
    """Return whether a treatment counts as another one; intrathecal baclofen does not."""
    return treatment.kind != "intrathecal baclofen"


def is_first_of_course(step: Step, history: History) -> bool:
    """Return whether no step or a stop comes before it, and it is not marked as already taking."""
    before = step_on(step.starts_on - ONE_DAY, history)
    return (before is None or taken(before) == NOTHING) and not step.already_taking


def before_restart(step: Step, history: History) -> tuple[int, Taken | None]:
    """Count the stopped days right before a step; return them and what was taken before them."""
    day, count = step.starts_on - ONE_DAY, 0
    while regimen_on(day, history) == NOTHING:
        day, count = day - ONE_DAY, count + 1
    return count, regimen_on(day, history)
