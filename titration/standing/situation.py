"""What a patient's entries ask of the clinic: the groups of the morning list, and why.

A group says what was recorded and how long ago, never what to do about it. Each patient stands
in one group: the first of those that fit, in the order of the reader's role.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from patients.days import Day, first_of, iso_text
from patients.models import Role
from titration.reading.open_contact import open_contact
from titration.reading.open_effects import Matter, OpenEffect, open_effects
from titration.reading.planned_rows import RecordedPlannedStep
from titration.rules import SEVERITIES, Flag, Held, Regimen, RegimenRun, Timeline, number
from titration.rules.monitoring_rules import REVIEW_OVERDUE, contacts

AHEAD = timedelta(days=7)  # how long before its day a planned step is told
MOST_TOLD = 40  # regimens kept for the line of twelve months
GROUP_SPAN = 10**9  # more than any place within a group
SEVERITY_SPAN = 10**7  # more than the ordinal of any day
LAST_PLACE = 4 * GROUP_SPAN  # among everyone else, the last group of each role; see first_place


class Group(StrEnum):
    """A group of the morning list; its value is the word in addresses."""

    GRAVE = "grave"
    OVERDUE = "overdue"
    CONTACT = "contact"
    PLANNED = "planned"
    REST = "rest"


# The order in which each role sees the groups.
GROUPS: dict[str, tuple[Group, ...]] = {
    Role.NEUROLOGIST: (Group.GRAVE, Group.OVERDUE, Group.PLANNED, Group.CONTACT, Group.REST),
    Role.NURSE: (Group.GRAVE, Group.CONTACT, Group.PLANNED, Group.OVERDUE, Group.REST),
}


def first_place(role: str, group: Group) -> int:
    """Return where a group begins on the morning list of a role; the next is ``GROUP_SPAN`` on."""
    return GROUPS[role].index(group) * GROUP_SPAN


def group_at(role: str, place: int) -> Group:
    """Return the group in which a place on the morning list of a role lies."""
    return GROUPS[role][place // GROUP_SPAN]


@dataclass(frozen=True, slots=True)
class RegimenChange:
    """A change of what is taken, from one regimen to another, on a day."""

    before: Regimen
    after: Regimen
    on: date


class Beside(NamedTuple):
    """What no rule reads and the morning list tells: acknowledgements, and planned steps that wait.

    ``waiting`` are the steps whose day has come and that have no answer, earliest first.
    """

    acknowledged: Container[Matter] = frozenset()
    waiting: Sequence[RecordedPlannedStep] = ()


NOTHING_BESIDE = Beside()


@dataclass(frozen=True, slots=True)
class Situation:
    """What the morning list tells of a patient on one day.

    ``effects`` are the open side effects that are severe or that a source lists as serious,
    the worst and oldest first, that no neurologist has acknowledged; ``acknowledged`` are the
    others. ``overdue_since`` is the day after the one set for a review that
    passed without one. ``unseen`` is the latest change, if no contact is dated after it, and
    ``planned`` the next one within a week. ``waiting`` is the first planned step whose day has
    come and that has no answer. ``tried`` is the day of the last contact, if it
    reached nobody and the clinic has not heard from the patient since. ``call_on`` is the day
    planned for the next call, once it has come or the patient is to be contacted anyway.
    """

    effects: Sequence[OpenEffect]
    acknowledged: Sequence[OpenEffect]
    next_review: date | None
    overdue_since: date | None
    unseen: RegimenChange | None
    planned: RegimenChange | None
    waiting: RecordedPlannedStep | None
    last_contact: date | None
    tried: date | None
    call_on: date | None

    def places(self) -> Iterator[tuple[Group, int]]:
        """Yield the groups that fit, each with the place within: a smaller number comes first."""
        if self.effects:
            worst = self.effects[0]
            severity = SEVERITIES[::-1].index(worst.severity)
            since = first_of(worst.since).toordinal()
            yield Group.GRAVE, severity * SEVERITY_SPAN + since
        if self.overdue_since:
            yield Group.OVERDUE, self.overdue_since.toordinal()
        changed_on = self.unseen and self.unseen.on
        if to_contact := [day for day in (changed_on, self.tried, self.call_on) if day]:
            yield Group.CONTACT, min(to_contact).toordinal()
        if self.waiting:
            yield Group.PLANNED, self.waiting.starts_on.toordinal()
        elif self.planned:
            yield Group.PLANNED, self.planned.on.toordinal()
        yield Group.REST, 0

    def place_for(self, role: str) -> int:
        """Return the patient's place on the morning list of a role, as one number."""
        fitting = dict(self.places())
        group = next(each for each in GROUPS[role] if each in fitting)
        return first_place(role, group) + fitting[group]

    def told(self) -> dict[str, Any]:
        """Return it as JSON has it; the words are made on the day on which it is shown."""
        return {
            "effects": [effect_told(each) for each in self.effects],
            "acknowledged": [effect_told(each) for each in self.acknowledged],
            "next_review": iso_or_none(self.next_review),
            "overdue_since": iso_or_none(self.overdue_since),
            "unseen": change_told(self.unseen),
            "planned": change_told(self.planned),
            "waiting": waiting_told(self.waiting),
            "last_contact": iso_or_none(self.last_contact),
            "tried": iso_or_none(self.tried),
            "call_on": iso_or_none(self.call_on),
        }


def situation_of(
    timeline: Timeline,
    found: Sequence[Flag],
    today: date,
    beside: Beside = NOTHING_BESIDE,
) -> Situation:
    """Work out the situation on a day from a history, its flags, and what stands beside them."""
    lasting = open_effects(timeline.history.side_effects)
    grave = sorted((each for each in lasting if each.is_grave), key=worst_and_oldest_first)
    reviews = {review.on: review for review in timeline.history.reviews}
    contacted = [on for on, _ in contacts(timeline.history)]
    overdue = [flag.since for flag in found if flag.rule is REVIEW_OVERDUE and flag.holds_on(today)]
    last_contact = max(contacted, default=None)
    unseen, left = unseen_change(timeline, last_contact, today), open_contact(timeline.history)
    calls_today = left.call_on is not None and left.call_on <= today
    return Situation(
        effects=[each for each in grave if each.matter not in beside.acknowledged],
        acknowledged=[each for each in grave if each.matter in beside.acknowledged],
        next_review=reviews[max(reviews)].next_on if reviews else None,
        overdue_since=min(overdue, default=None),
        unseen=unseen,
        planned=planned_change(timeline, today),
        waiting=next(iter(beside.waiting), None),
        last_contact=last_contact,
        tried=left.tried,
        call_on=left.call_on if unseen or left.tried or calls_today else None,
    )


def worst_and_oldest_first(effect: OpenEffect) -> tuple[int, date]:
    """Return the sort key of an open effect among those of one patient."""
    return -SEVERITIES.index(effect.severity), first_of(effect.since)


def unseen_change(
    timeline: Timeline, last_contact: date | None, today: date
) -> RegimenChange | None:
    """Return the latest change of regimen, if no contact is dated after it."""
    begun = [each for each in timeline.held if each.days.since <= today and each.changes_regimen]
    if not begun or (last_contact and last_contact > begun[-1].days.since):
        return None
    return change_to(begun[-1])


def planned_change(timeline: Timeline, today: date) -> RegimenChange | None:
    """Return the first change of regimen that is planned for the days after today."""
    for held in timeline.held:
        if today < held.days.since <= today + AHEAD and held.changes_regimen:
            return change_to(held)
    return None


def change_to(held: Held) -> RegimenChange:
    """Return the change with which a step begins."""
    before = held.before.regimen if held.before else Regimen(())
    return RegimenChange(before, held.step.regimen, held.days.since)


def planned_ahead(timeline: Timeline) -> Iterator[date]:
    """Yield the days on which planned steps begin to be told."""
    for held in timeline.held:
        if held.days.since > date.min + AHEAD:
            yield held.days.since - AHEAD


def doses_told(regimens: Sequence[RegimenRun]) -> dict[str, str | None]:
    """Return the totals in mg of the latest regimens by their first days, planned ones too.

    A total is ``None`` for a regimen in words, which has none.
    """
    return {run.days.since.isoformat(): total_told(run.regimen) for run in regimens[-MOST_TOLD:]}


def effect_told(effect: OpenEffect) -> dict[str, str]:
    """Return an open effect as JSON has it."""
    return {
        "term": effect.effect.term,
        "severity": effect.severity,
        "since": iso_text(effect.since),
        "listed": effect.listed,
    }


def change_told(change: RegimenChange | None) -> dict[str, str | None] | None:
    """Return a change as JSON has it: totals in mg where there are any, and the regimens."""
    if change is None:
        return None
    return {
        "from_mg": total_told(change.before),
        "to_mg": total_told(change.after),
        "from": change.before.text,
        "to": change.after.text,
        "on": change.on.isoformat(),
    }


def waiting_told(row: RecordedPlannedStep | None) -> dict[str, str] | None:
    """Return a planned step that waits for an answer as JSON has it."""
    if row is None:
        return None
    return {"regimen": Regimen(row.doses_mg).text, "on": row.starts_on.isoformat()}


def total_told(regimen: Regimen) -> str | None:
    """Return the total per day in mg as text; ``None`` for a regimen in words."""
    return None if regimen.in_words else number(regimen.total_mg)


def iso_or_none(day: Day | None) -> str | None:
    """Write a day in ISO form."""
    return None if day is None else iso_text(day)
