"""What stands beside the current dose: what a reader sees first, and what is not recorded yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.utils.text import capfirst

from patients.days import day_text
from patients.models import Answer, Condition
from titration.chart.laid_out import LaidOut
from titration.reading.open_contact import OpenContact, open_contact
from titration.reading.open_effects import OpenEffect
from titration.reading.planned_rows import RecordedPlannedStep
from titration.reading.plans import waiting
from titration.reading.recorded import Recorded, live
from titration.reading.rows import RecordedAcknowledgement
from titration.record.contacts.rows import again_words, call_words
from titration.record.marking import Markings
from titration.record.plans.rows import waiting_words
from titration.record.reviews.rows import latest_reviewed_first, overdue_words
from titration.record.side_effects.changes.rows import timing
from titration.rules import Flag, RegimenRun
from titration.rules.monitoring_rules import REVIEW_OVERDUE

IS_GRAVE = attrgetter("is_grave")
RECORD_REVIEW = ("reviews/record/", "Record review")
RECORD_CONTACT = ("contacts/record/", "Record contact")
RECORD_ANSWERS = ("edit/", "Record")


@dataclass(frozen=True, slots=True)
class AttentionLine:
    """One thing: what it is, what explains it, and where it is acted on.

    ``mark`` names the picture before it (``templates/components/line_mark.html``). ``links`` are
    addresses relative to the chart's, each with its words.
    """

    mark: str
    words: str
    detail: str
    links: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Attention:
    """What needs attention, and what is to be completed, each in the order in which it is shown.

    ``nothing`` says so where there is neither.
    """

    needed: list[AttentionLine]
    to_complete: list[AttentionLine]
    nothing: str = "No open effect is severe or listed as serious, and no review date has passed."


def attention_of(
    recorded: Recorded,
    laid: LaidOut,
    today: date,
    markings: Markings,
    *,
    may_acknowledge: bool = False,
) -> Attention:
    """Collect it for a patient under care, whose entries are ``laid`` out.

    Grave effects come the severest first, those that a neurologist has acknowledged after the
    others.
    """
    seen, regimens = recorded.acknowledged, laid.timeline.regimens
    grave = sorted(filter(IS_GRAVE, laid.lasting), key=lambda one: one.matter in seen)
    told = [
        effect_line(
            one,
            regimens,
            today,
            seen_text(seen.get(one.matter), markings),
            effect_links(one, may_acknowledge=may_acknowledge and one.matter not in seen),
        )
        for one in grave
    ]
    overdue = [overdue_line(flag.since, today) for flag in laid.flags if is_overdue(flag, today)]
    calls = contact_lines(open_contact(laid.timeline.history), today)
    taken = [waiting_line(row) for row in waiting(recorded, today)]
    return Attention([*told, *taken, *overdue, *calls], list(to_complete(recorded)))


def effect_line(
    one: OpenEffect,
    regimens: Sequence[RegimenRun],
    today: date,
    seen: str,
    links: Sequence[tuple[str, str]],
) -> AttentionLine:
    """``Muscle weakness, severe, 2 days``, what it was before, and who has ``seen`` it."""
    course = "; ".join(filter(None, (one.former, onset_text(one, regimens))))
    return AttentionLine(
        mark=one.severity,
        words=one.words(today),
        detail=" ".join(f"{capfirst(said)}." for said in (course, one.listed, seen) if said),
        links=links,
    )


def effect_links(one: OpenEffect, *, may_acknowledge: bool) -> list[tuple[str, str]]:
    """Return where an open effect is acknowledged, for a reader who may, and changed."""
    path = f"side-effects/{one.effect.id}"
    acknowledge = [(f"{path}/acknowledge/", "Acknowledge")] if may_acknowledge else []
    return [*acknowledge, (f"{path}/change/", "Record a change")]


def seen_text(row: RecordedAcknowledgement | None, markings: Markings) -> str:
    """``acknowledged 28-Nov-2026 by Nora Example: dose halved``; empty if it is not."""
    if row is None:
        return ""
    said = row.comment.rstrip(".")
    return f"acknowledged {markings.day_of(row)} by {markings.of(row).recorded_by}: {said}"


def onset_text(one: OpenEffect, regimens: Sequence[RegimenRun]) -> str:
    """``began 7 days after 15 mg three times a day started``: when, never why."""
    onset = one.effect.onset_on
    return f"began {timing(onset, regimens)}" if isinstance(onset, date) else ""


def is_overdue(flag: Flag, today: date) -> bool:
    """True if a date set for a review has passed without one."""
    return flag.rule is REVIEW_OVERDUE and flag.holds_on(today)


def overdue_line(since: date, today: date) -> AttentionLine:
    """``Review 12 days overdue``; ``since`` is the day after the one that was set."""
    return AttentionLine("clock", *overdue_words(since, today), [RECORD_REVIEW])


def waiting_line(row: RecordedPlannedStep) -> AttentionLine:
    """``Taken? 10 mg three times a day``: the day of a planned step has come."""
    path = f"planned-steps/{row.id}"
    links = [(f"{path}/taken/", "Taken as planned"), (f"{path}/otherwise/", "Otherwise")]
    return AttentionLine("planned", *waiting_words(row), links)


def contact_lines(left: OpenContact, today: date) -> Iterator[AttentionLine]:
    """Yield ``Not reached 27-Nov-2026``; or a planned call, once its day has come."""
    if left.tried:
        words = f"Not reached {day_text(left.tried)}"
        yield AttentionLine("clock", words, again_words(left.call_on), [RECORD_CONTACT])
    elif left.call_on and left.call_on <= today:
        yield AttentionLine("clock", *call_words(left.call_on, today), [RECORD_CONTACT])


def to_complete(recorded: Recorded) -> Iterator[AttentionLine]:
    """Yield what a chart has and this one lacks: answers about histories, a date for a review."""
    answers = recorded.answers
    unasked = [
        each for each in Condition.values if answers.get(each, Answer.NOT_ASKED) == Answer.NOT_ASKED
    ]
    if unasked:
        yield AttentionLine("history", "Histories not asked", ", ".join(unasked), [RECORD_ANSWERS])
    newest = next(iter(latest_reviewed_first(live(recorded.reviews))), None)
    if newest is None or newest.next_on is None:
        last = f"last review {day_text(newest.reviewed_on)}" if newest else ""
        yield AttentionLine("clock", "No review date set", last, [RECORD_REVIEW])
