"""Beside the current dose stands what a reader sees first, and what is not recorded yet."""

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from patients.models import Account, Patient
from tests.factories import (
    a_contact,
    a_precaution,
    a_review,
    a_side_effect,
    a_step,
    an_effect_change,
    an_end_of_care,
    in_error,
)
from tests.pages.charts import html_of, page_of
from tests.pages.markup import Markup
from tests.pages.reading import words
from titration.chart.attention import AttentionLine
from titration.chart.page import chart_page

pytestmark = pytest.mark.django_db
ATTENTION = re.compile(r'<section class="attention".*?</section>', re.DOTALL)


@pytest.fixture(autouse=True)
def noon_on_2_march() -> Iterator[None]:
    with time_machine.travel("2026-03-02T12:00Z", tick=True):
        yield


def needed(patient: Patient, reader: Account) -> list[AttentionLine]:
    attention = chart_page(patient, reader).attention
    assert attention is not None
    return attention.needed


def to_complete(patient: Patient, reader: Account) -> list[tuple[str, str]]:
    attention = chart_page(patient, reader).attention
    assert attention is not None
    return [(line.words, line.detail) for line in attention.to_complete]


def test_a_severe_effect_says_for_how_long_and_what_it_was(patient: Patient, nurse: Account):
    a_step(patient, "10x3", from_="2026-02-01")
    effect = a_side_effect(patient, "muscle weakness", from_="2026-02-10")
    an_effect_change(effect, "moderate", on_="2026-02-20")
    an_effect_change(effect, "severe", on_="2026-02-28")

    (line,) = needed(patient, nurse)

    assert line.words == "Muscle weakness, severe, 2 days"
    assert line.detail == (
        "Moderate from 20-Feb-2026, mild from 10-Feb-2026;"
        " began 9 days after 10 mg three times a day started."
        " Listed as serious by the article."
    )


@pytest.mark.parametrize(
    ("term", "severity", "is_told"),
    [
        ("muscle weakness", "mild", True),
        ("drowsiness", "severe", True),
        ("drowsiness", "moderate", False),
        ("hiccups", "mild", False),
    ],
)
def test_only_severe_effects_and_those_listed_as_serious_are_told(
    patient: Patient, nurse: Account, term: str, severity: str, is_told: bool
):
    a_side_effect(patient, term, severity, from_="2026-02-20")

    assert bool(needed(patient, nurse)) is is_told


def test_an_effect_that_ended_or_was_entered_in_error_is_not_told(patient: Patient, nurse: Account):
    a_side_effect(patient, "muscle weakness", "severe", from_="2026-02-20", until="2026-02-22")
    in_error(a_side_effect(patient, "muscle weakness", "severe", from_="2026-02-20"))
    eased = a_side_effect(patient, "drowsiness", "severe", from_="2026-02-20")
    an_effect_change(eased, "mild", on_="2026-02-25")

    assert needed(patient, nurse) == []


def test_effects_come_by_severity_and_the_review_after_them(patient: Patient, nurse: Account):
    a_side_effect(patient, "muscle weakness", "mild", from_="2026-03-02")
    a_side_effect(patient, "drowsiness", "severe", from_="2026-02")
    a_review(patient, on_="2026-01-05", next_on="2026-02-18")

    assert [line.words for line in needed(patient, nurse)] == [
        "Drowsiness, severe, since about Feb-2026",
        "Muscle weakness, mild, since today",
        "Review 12 days overdue",
    ]


@pytest.mark.parametrize(("next_on", "told"), [("2026-03-01", 1), ("2026-03-02", 0)])
def test_a_review_is_overdue_from_the_day_after_its_date(
    patient: Patient, nurse: Account, next_on: str, told: int
):
    a_review(patient, on_="2026-01-05", next_on=next_on)

    lines = needed(patient, nurse)

    assert [(line.words, line.detail) for line in lines] == [
        ("Review 1 day overdue", "set for 01-Mar-2026")
    ][:told]


@pytest.mark.parametrize(
    ("outcome", "call_again_on", "told"),
    [
        ("not reached", "2026-03-05", [("Not reached 27-Feb-2026", "call again on 05-Mar-2026")]),
        ("not reached", None, [("Not reached 27-Feb-2026", "")]),
        ("reached", "2026-03-02", [("Call again on 02-Mar-2026", "today")]),
        ("reached", "2026-03-03", []),
        ("declined", None, []),
    ],
)
def test_a_contact_that_is_open_is_told(
    patient: Patient, nurse: Account, outcome: str, call_again_on: str | None,
    told: list[tuple[str, str]],
):  # fmt: skip
    a_contact(patient, outcome, on_="2026-02-27", call_again_on=call_again_on)

    assert [(line.words, line.detail) for line in needed(patient, nurse)] == told

    a_contact(patient, "reached", on_="2026-03-02")
    assert needed(patient, nurse) == []


def test_what_is_lacking_is_to_be_completed(patient: Patient, nurse: Account):
    a_precaution(patient, "epilepsy", "absent")

    assert to_complete(patient, nurse) == [
        ("Histories not asked", "kidney disease, psychiatric disorder"),
        ("No review date set", ""),
    ]

    a_review(patient, on_="2026-02-20")
    assert to_complete(patient, nurse)[1] == ("No review date set", "last review 20-Feb-2026")


def test_a_complete_record_lacks_nothing(patient: Patient, nurse: Account):
    for condition in ("kidney disease", "epilepsy", "psychiatric disorder"):
        a_precaution(patient, condition, "absent")
    a_review(patient, on_="2026-02-20", next_on="2026-05-20")

    assert to_complete(patient, nurse) == []


def test_the_page_links_to_where_each_is_acted_on(as_nurse: Client, patient: Patient):
    effect = a_side_effect(patient, "muscle weakness", "severe", from_="2026-02-20")
    a_review(patient, on_="2026-01-05", next_on="2026-02-18")
    a_contact(patient, "not reached", on_="2026-02-27")

    (shown,) = ATTENTION.findall(html_of(as_nurse, patient))

    assert "Needs attention Muscle weakness, severe, 10 days" in words(shown)
    links = [f"side-effects/{effect.pk}/change/", "reviews/record/", "contacts/record/"]
    links += ["edit/", "#flags"]
    assert Markup(shown).links == links
    for link in links[:-1]:
        assert as_nurse.get(page_of(patient) + link).status_code == 200


def test_it_stands_before_the_drawing(as_nurse: Client, patient: Patient):
    a_step(patient, "10x3", from_="2026-02-01")

    html = html_of(as_nurse, patient)

    places = [html.index(part) for part in ('id="current-dose"', 'class="attention"', "<figure")]
    assert places == sorted(places)


def test_a_chart_of_the_past_tells_it_without_links(as_nurse: Client, patient: Patient):
    a_side_effect(patient, "muscle weakness", "severe", from_="2026-02-20")

    with time_machine.travel("2026-03-02T12:10Z"):
        html = html_of(as_nurse, patient, "?known_at=02-Mar-2026 12:05")

    (shown,) = ATTENTION.findall(html)
    assert "Muscle weakness, severe, 10 days" in words(shown)
    assert Markup(shown).links == ["#flags"]


def test_nothing_is_told_after_care_ended(as_nurse: Client, patient: Patient):
    a_side_effect(patient, "muscle weakness", "severe", from_="2026-02-20")
    an_end_of_care(patient, on_="2026-02-25")

    assert ATTENTION.findall(html_of(as_nurse, patient)) == []
