"""Where a patient stands on the morning list, and what is told of them there."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.titration.rules.histories import check, contact, effect, history, on, step
from tests.titration.rules.strategies import days, histories, terms
from titration.reading.open_effects import Matter
from titration.rules import SERIOUS, SOURCES, Effect, History, listings, stretches
from titration.standing.derivation import derive
from titration.standing.situation import GROUPS, Beside, Group, first_place

TODAYS = st.dates(date(2026, 2, 10), date(2026, 4, 10))
SERIOUS_TERMS = ("muscle weakness", "mental confusion", "difficulty breathing")

severe = st.builds(Effect, terms(), st.just("severe"), days(24))
serious = st.builds(Effect, st.sampled_from(SERIOUS_TERMS), st.just("mild"), days(24))


def is_grave(effect: Effect) -> bool:
    """True if an effect lasts that is severe now, or that a source lists as serious."""
    *_, now = stretches(effect)
    listed = any(SERIOUS in listings(effect.term, source) for source in SOURCES)
    return now.days.until is None and (now.severity == "severe" or listed)


@given(histories(), severe | serious, histories(), TODAYS)
def test_nobody_without_an_unacknowledged_grave_effect_stands_over_one_who_has_one(
    history: History, grave: Effect, other: History, today: date
):
    one = replace(history, side_effects=(*history.side_effects, grave))
    numbered = [replace(effect, id=pk) for pk, effect in enumerate(other.side_effects)]
    acknowledged = {Matter(pk, None) for pk, effect in enumerate(numbered) if pk % 2}
    others = tuple(
        replace(effect, changes=()) if Matter(effect.id, None) in acknowledged else effect
        for effect in numbered
        if Matter(effect.id, None) in acknowledged or not is_grave(effect)
    )
    places = [
        derive(one, today),
        derive(replace(other, side_effects=others), today, Beside(acknowledged)),
    ]

    for role in GROUPS:
        mine, theirs = (each[f"{role}_place"] for each in places)
        assert mine < theirs


TODAY = "2026-03-02"
NOT_REACHED = contact("2026-02-26", "not reached")
CALL_TODAY = contact("2026-02-26", "declined", TODAY)
CHANGED = step("2026-02-20", "10 10 10")
# what is recorded; the day by which the patient stands among those to contact, if they do; the
# try and the call that are told
CONTACTS: dict[str, tuple[History, str | None, str | None, str | None]] = {
    "reached": (history(contacts=[contact("2026-02-26", "reached")]), None, None, None),
    "not reached": (history(contacts=[NOT_REACHED]), "2026-02-26", "2026-02-26", None),
    "declined": (history(contacts=[contact("2026-02-26", "declined")]), None, None, None),
    "reached later": (
        history(contacts=[contact("2026-02-27", "reached"), NOT_REACHED]), None, None, None,
    ),
    "declined later": (
        history(contacts=[NOT_REACHED, contact("2026-02-27", "declined")]), None, None, None,
    ),
    "not reached twice": (
        history(contacts=[NOT_REACHED, contact("2026-02-28", "not reached")]),
        "2026-02-28", "2026-02-28", None,
    ),
    "of one day the last": (
        history(contacts=[contact("2026-02-26", "reached"), NOT_REACHED]),
        "2026-02-26", "2026-02-26", None,
    ),
    "of one day not the first": (
        history(contacts=[NOT_REACHED, contact("2026-02-26", "reached")]), None, None, None,
    ),
    "asked the day before": (
        history(contacts=[NOT_REACHED], checks=[check("2026-02-25")]),
        "2026-02-26", "2026-02-26", None,
    ),
    "asked on that day": (
        history(contacts=[NOT_REACHED], checks=[check("2026-02-26")]), None, None, None,
    ),
    "reported later": (
        history(contacts=[NOT_REACHED], side_effects=[effect("nausea", "2026-02-28")]),
        None, None, None,
    ),
    "a call that is due": (history(contacts=[CALL_TODAY]), TODAY, None, TODAY),
    "a call that is ahead": (
        history(contacts=[contact("2026-02-26", "reached", "2026-03-03")]), None, None, None,
    ),
    "a call ahead of one not reached": (
        history(contacts=[contact("2026-02-26", "not reached", "2026-03-03")]),
        "2026-02-26", "2026-02-26", "2026-03-03",
    ),
    "asked before the call": (
        history(contacts=[CALL_TODAY], checks=[check("2026-03-01")]), TODAY, None, TODAY,
    ),
    "asked on the day of the call": (
        history(contacts=[CALL_TODAY], checks=[check(TODAY)]), None, None, None,
    ),
    "called before the day": (
        history(contacts=[CALL_TODAY, contact("2026-03-01", "reached")]), None, None, None,
    ),
    "changed, then not reached": (
        history(CHANGED, contacts=[NOT_REACHED], checks=()), "2026-02-20", "2026-02-26", None,
    ),
    "not reached, then changed": (
        history(step("2026-03-01", "10 10 10"), contacts=[NOT_REACHED], checks=()),
        "2026-02-26", "2026-02-26", None,
    ),
    "changed, and a call ahead": (
        history(CHANGED, contacts=[contact("2026-02-20", "reached", "2026-03-03")], checks=()),
        "2026-02-20", None, "2026-03-03",
    ),
    "changed, then declined": (
        history(CHANGED, contacts=[contact("2026-02-26", "declined")], checks=()),
        "2026-02-20", None, None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTACTS)
def test_who_is_to_be_contacted(name: str):
    recorded, day, tried, call_on = CONTACTS[name]

    derived = derive(recorded, on(TODAY))

    for role in GROUPS:
        group = Group.CONTACT if day else Group.REST
        within = on(day).toordinal() if day else 0
        assert derived[f"{role}_place"] == first_place(role, group) + within
    told = derived["situation"]
    assert (told["tried"], told["call_on"]) == (tried, call_on)


def test_a_standing_is_due_on_the_day_of_the_planned_call():
    recorded = history(contacts=[contact("2026-02-26", "reached", "2026-03-09")])

    assert derive(recorded, on(TODAY))["changes_on"] == on("2026-03-09")
    assert derive(recorded, on("2026-03-09"))["changes_on"] is None
