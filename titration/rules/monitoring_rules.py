"""Rules about contact after a change of dose, and about the clinic's own review dates.

The article's section "Baclofen Dosage for Dystonia" ties adjusting the dose to
close monitoring. It gives no interval, so none is assumed: a change without a
contact yet is context from the next day on.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from itertools import zip_longest
from operator import itemgetter

from patients.days import day_text
from titration.rules.flag import Flag
from titration.rules.history import Effect, EffectChange, Fact, History, ReviewFact
from titration.rules.rule import Rule
from titration.rules.source import Source
from titration.rules.timeline import Days, Held, Timeline, day_after, earlier

CLOSE_MONITORING = "close-monitoring"

NO_CONTACT_SINCE_CHANGE = Rule(
    "no-contact-since-change",
    "No contact since the change",
    (CLOSE_MONITORING,),
    lambda _: (
        "from the day after a change of dose until the first side-effect check, rating, review,"
        " reported effect or contact that reached the patient dated after it, or the next step"
    ),
    "context",
)
REVIEW_OVERDUE = Rule(
    "review-overdue",
    "Review date passed",
    (),
    lambda _: "from the day after the date recorded for the next review until a review is recorded",
    "notice",
    why_none="the date is the clinic’s own",
)

DatedFact = tuple[date, Fact]


def no_contact_since_change(timeline: Timeline, source: Source) -> Iterator[Flag]:
    """Flag the days after a change of regimen until the first contact, or the next step."""
    known = contacts(timeline.history)
    for held in timeline.held:
        if not held.changes_regimen:
            continue
        index = bisect_right(known, held.days.since, key=itemgetter(0))
        first_on, *facts = known[index] if index < len(known) else (None,)
        since, until = day_after(held.days.since), earlier(first_on, held.days.until)
        if since and Days(since, until):
            yield Flag(
                NO_CONTACT_SINCE_CHANGE,
                "context",
                since,
                until,
                f"Recorded {change_text(held)}, with no contact dated after it yet",
                f"{source.short_name} ties adjusting the dose to close monitoring",
                source.cited(NO_CONTACT_SINCE_CHANGE.statements),
                source,
                (*filter(None, (held.before, held.step)), *facts),
                f"day after the change: {day_text(since)}; first contact dated after it:"
                f" {day_text(first_on) if first_on else 'none recorded'};"
                f" next step: {day_text(held.days.until) if held.days.until else 'none recorded'}",
            )


def contacts(history: History) -> list[DatedFact]:
    """Return each day on which the clinic had contact with the patient, in order, and its fact."""
    facts: list[DatedFact] = [(check.on, check) for check in history.checks]
    facts += [(rating.on, rating) for rating in history.ratings]
    facts += [(review.on, review) for review in history.reviews]
    facts += [(tried.on, tried) for tried in history.contacts if tried.outcome == "reached"]
    for effect in history.side_effects:
        reports: tuple[Effect | EffectChange, ...] = (effect, *effect.changes)
        facts += [(report.reported_on, report) for report in reports if report.reported_on]
    return sorted(facts, key=itemgetter(0))


def change_text(held: Held) -> str:
    """``10 mg three times a day from 05-Jan-2026``; ``baclofen stopped from …``."""
    regimen = held.step.regimen
    what = regimen.text if regimen.is_taken else "baclofen stopped"
    return f"{what} from {day_text(held.days.since)}"


def overdue_reviews(timeline: Timeline, clinic: Source) -> Iterator[Flag]:
    """Flag each date set for a review that passed without one; it is the clinic's own date."""
    # Of two reviews on one day, the one recorded later counts.
    latest = {review.on: review for review in timeline.history.reviews}
    reviews = [latest[day] for day in sorted(latest)]
    for review, following in zip_longest(reviews, reviews[1:]):
        if review.next_on is None:
            continue
        since, until = day_after(review.next_on), following.on if following else None
        if since and Days(since, until):
            yield overdue(review, review.next_on, Days(since, until), following, clinic)


def overdue(
    review: ReviewFact, next_on: date, days: Days, following: ReviewFact | None, clinic: Source
) -> Flag:
    """Return the flag of one date set for a review that passed without one."""
    came = day_text(following.on) if following else "none recorded"
    return Flag(
        REVIEW_OVERDUE,
        "notice",
        days.since,
        days.until,
        f"Recorded {day_text(next_on)} as the date of the next review,"
        f" and no review since {day_text(review.on)}",
        "the date is the clinic’s own; no statement is compared with",
        (),
        clinic,
        (review, following) if following else (review,),
        f"day after the date: {day_text(days.since)}; review after {day_text(review.on)}: {came}",
    )
