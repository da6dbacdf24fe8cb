"""The words of the morning list, from what a standing keeps."""

from datetime import date
from typing import Any

import pytest

from titration.standing.situation import Group
from titration.worklist.words import change_words, told_of

TODAY = date(2026, 3, 2)


def change(**told: str | None) -> dict[str, Any]:
    """Return a change of dose as a standing keeps it."""
    plain = {"from": "10 mg three times a day", "to": "15 mg three times a day"}
    return {"from_mg": "30", "to_mg": "45", "on": "2026-03-02", **plain, **told}


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "30 → 45 mg per day"),
        ({"to_mg": "0", "to": "Stopped"}, "30 → 0 mg per day"),
        (
            {"to_mg": None, "to": "5 mg every other day"},
            "10 mg three times a day → 5 mg every other day",
        ),
        (
            {"to_mg": "30", "to": "30 mg once a day"},
            "10 mg three times a day → 30 mg once a day",
        ),
    ],
    ids=["more", "a stop", "in words", "the same total"],
)
def test_a_change_is_told_by_its_totals_where_they_tell_it(told: dict[str, Any], words: str):
    assert change_words(change(**told)) == words


@pytest.mark.parametrize(
    ("told", "words", "detail"),
    [
        ({"unseen": change()}, "30 → 45 mg per day today, no contact", ""),
        (
            {"unseen": change(on="2026-02-21"), "tried": "2026-02-27"},
            "30 → 45 mg per day 9 days ago, not reached 27-Feb-2026",
            "",
        ),
        (
            {"unseen": change(on="2026-03-01"), "call_on": "2026-03-04"},
            "30 → 45 mg per day 1 day ago, no contact",
            "call again on 04-Mar-2026",
        ),
        ({"tried": "2026-02-28"}, "Not reached 2 days ago", ""),
        (
            {"tried": "2026-03-02", "call_on": "2026-03-04"},
            "Not reached today",
            "call again on 04-Mar-2026",
        ),
        ({"call_on": "2026-03-02"}, "Call again on 02-Mar-2026", "today"),
        ({"call_on": "2026-02-27"}, "Call again, 3 days ago", "planned for 27-Feb-2026"),
    ],
    ids=lambda told: "" if isinstance(told, str) else " ".join(told),
)
def test_why_a_patient_is_to_be_contacted(told: dict[str, Any], words: str, detail: str):
    nothing_else = {"unseen": None, "tried": None, "call_on": None}

    line = told_of(Group.CONTACT, nothing_else | told, TODAY)

    assert (line.words, line.detail) == (words, detail)


def test_a_planned_day_that_has_come_is_not_said_to_be_ahead():
    told = told_of(Group.PLANNED, {"planned": change(on="2026-03-01")}, TODAY)

    assert (told.words, told.detail) == ("30 → 45 mg per day on 01-Mar-2026", "Sunday")


def test_of_several_grave_effects_the_worst_is_told_and_how_many_more():
    effect = {"term": "nausea", "severity": "severe", "since": "2026-02", "listed": ""}

    told = told_of(Group.GRAVE, {"effects": [effect, effect, effect]}, TODAY)

    assert (told.mark, told.detail) == ("severe", "2 more")
    assert told.words == "Nausea, severe, since about Feb-2026"
