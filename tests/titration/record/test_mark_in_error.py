"""The page that marks an entry as entered in error: the entry stays, and may be replaced."""

from typing import Any

import pytest
from django.test import Client

from patients.models import Account, Entry, Patient
from tests.factories import (
    a_clinic,
    a_neurologist,
    a_patient,
    a_side_effect,
    a_step,
    in_error,
    superseded,
)
from tests.fixtures import signed_in
from tests.pages.entry_pages import (
    assert_outsider_learns_nothing,
    assert_refused,
    assert_role_refused,
    marking_page,
    nothing_saved,
    opened_form,
    saved_message,
)
from tests.pages.markup import Markup, entry_form
from tests.pages.reading import errors, text, title
from tests.patients.events import event, events
from tests.patients.models import kinds
from titration.record.dose_steps.models import DoseStep
from titration.record.kinds import KINDS
from titration.record.side_effects.models import SideEffect

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]

ENTRIES = {word: kinds.ENTRIES[kind.model] for word, kind in KINDS.items()}
every_kind = pytest.mark.parametrize("kind", KINDS)
REASONS = [
    ("", "Enter why this was entered in error."),
    ("  ", "Enter why this was entered in error."),
    ("x" * 301, "The reason is at most 300 characters; this has 301."),
]


def page_of(entry: Entry) -> str:
    """Return the address of the page that marks an entry and records none in its place."""
    return f"{marking_page(entry)}?only=1"


@pytest.fixture
def step(patient: Patient) -> DoseStep:
    return a_step(patient, "100x3", from_="2026-01-05")


@pytest.fixture
def effect(patient: Patient) -> SideEffect:
    return a_side_effect(patient, "Hiccups", "severe", from_="2026-01-08")


@every_kind
def test_the_page_shows_the_entry_and_asks_for_a_reason(
    as_neurologist: Client, patient: Patient, kind: str
):
    entry = ENTRIES[kind](patient)

    page = as_neurologist.get(page_of(entry))

    assert title(page) == f"{entry.STRIKE} – Titration"
    assert f"{entry} Recorded 02-Mar-2026 by Rae REGISTRAR." in text(page)
    assert entry_form(page.content.decode())["error_reason"] == ""


@every_kind
def test_an_entry_is_marked_and_stays(as_neurologist: Client, patient: Patient, kind: str):
    entry = ENTRIES[kind](patient)
    form = {**opened_form(as_neurologist, page_of(entry)), "error_reason": "Typo"}

    chart = as_neurologist.post(page_of(entry), form, follow=True)

    entry.refresh_from_db()
    assert chart.redirect_chain == [(f"/patients/{patient.pk}/", 302)]
    assert (entry.is_in_error, entry.marked_reason) == (True, "Typo")
    said = "Marked as entered in error. It stays visible and no longer counts."
    assert saved_message(chart) == (said, [])


@pytest.mark.parametrize(("typed", "sentence"), REASONS, ids=str)
def test_without_a_reason_nothing_is_marked(
    as_neurologist: Client, step: DoseStep, typed: str, sentence: str
):
    form = {**opened_form(as_neurologist, page_of(step)), "error_reason": typed}

    with nothing_saved():
        page = as_neurologist.post(page_of(step), form)

    assert_refused(page, form, "error_reason", sentence)


@pytest.mark.parametrize("marked", [in_error, superseded])
def test_an_entry_that_no_longer_counts_is_not_marked_again(
    as_neurologist: Client, effect: SideEffect, marked: Any
):
    form = {**opened_form(as_neurologist, page_of(effect)), "error_reason": "Wrong patient"}
    marked(effect)

    with nothing_saved():
        page = as_neurologist.post(page_of(effect), form)

    assert page.status_code == 409
    (sentence,) = errors(page)
    assert sentence.startswith("Another person has corrected or updated this entry meanwhile.")
    effect.refresh_from_db()
    assert effect.marked_reason in sentence
    assert entry_form(page.content.decode())["error_reason"] == "Wrong patient"


def test_a_form_sent_twice_marks_once_and_lands_on_the_same_page(
    as_neurologist: Client, step: DoseStep
):
    form = {**opened_form(as_neurologist, page_of(step)), "error_reason": "Typo"}

    first, second = (as_neurologist.post(page_of(step), form) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert [told["action"] for told in events()].count("mark-in-error") == 1


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("dose-steps", "starts_on"),
        ("side-effects", "onset_on"),
        ("side-effect-checks", "asked_on"),
        ("ratings", "rated_on"),
        ("treatments", "from_on"),
        ("reviews", "reviewed_on"),
        ("dystonias", ""),
    ],
)
def test_a_replacement_is_offered_where_there_can_be_one(
    as_neurologist: Client, patient: Patient, kind: str, asked: str
):
    entry = ENTRIES[kind](patient)

    links = Markup(as_neurologist.get(page_of(entry)).content.decode()).links
    assert (marking_page(entry) in links) is bool(asked)
    replaced = opened_form(as_neurologist, marking_page(entry))
    assert (asked in replaced) is bool(asked)


def test_a_nurse_marks_own_entries(as_nurse: Client, nurse: Account, patient: Patient):
    own = a_side_effect(patient, from_="2026-01-05", by=nurse)
    form = {**opened_form(as_nurse, page_of(own)), "error_reason": "Typo"}

    assert as_nurse.post(page_of(own), form).status_code == 302
    assert not SideEffect.objects.live().exists()


def test_a_nurse_does_not_mark_what_others_recorded(
    as_nurse: Client, nurse: Account, patient: Patient, effect: SideEffect
):
    sentence = "marked as entered in error by the person who recorded it, or by a neurologist"
    told = event("mark-any-entry", "refused", by=nurse, patient=patient)

    assert_role_refused(as_nurse, page_of(effect), {"error_reason": "Typo"}, sentence, told)


def test_an_entry_of_another_patient_or_kind_is_not_found(
    as_neurologist: Client, patient: Patient, step: DoseStep
):
    other = a_patient(patient.clinic)

    for address in (
        f"/patients/{other.pk}/dose-steps/{step.pk}/entered-in-error/",
        f"/patients/{patient.pk}/side-effects/{step.pk}/entered-in-error/",
        f"/patients/{patient.pk}/ratings/{step.pk}/entered-in-error/",
    ):
        assert as_neurologist.get(address).status_code == 404


def test_an_entry_is_dated_by_the_clinic_s_calendar():
    auckland = a_clinic(time_zone="Pacific/Auckland")
    step = a_step(a_patient(auckland), "10x3", from_="2026-01-05")

    page = signed_in(a_neurologist(auckland)).get(page_of(step))

    assert "Recorded 03-Mar-2026 by" in text(page)


def test_an_outsider_finds_no_patient(
    as_outsider: Client, outsider: Account, patient: Patient, step: DoseStep
):
    assert_outsider_learns_nothing(as_outsider, page_of(step), patient, outsider)
