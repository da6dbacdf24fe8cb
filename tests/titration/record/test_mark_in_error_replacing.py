"""Correcting an entry: the replacement is recorded as the old entry is marked in error."""

import pytest
from django.test import Client

from patients.models import Account, Entry, Patient
from tests.factories import a_side_effect, a_step, amounts
from tests.pages.entry_pages import (
    assert_refused,
    assert_sent_again,
    marking_page,
    nothing_saved,
    one_of_each_field,
    opened_form,
    refusals_by_field,
    saved_message,
)
from tests.pages.markup import entry_form
from tests.pages.reading import errors, text
from tests.patients.events import event, events
from tests.titration.record.dose_steps.bad_doses import REFUSED
from tests.titration.record.side_effects.bad_effects import REFUSED_EFFECTS
from titration.record.dose_steps.models import DoseStep
from titration.record.side_effects.models import SideEffect

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]

REASONS = [
    ("error_reason", "", "Enter why this was entered in error."),
    ("error_reason", "x" * 301, "The reason is at most 300 characters; this has 301."),
]


def filled_in(client: Client, entry: Entry, **typed: str) -> dict[str, str]:
    """Open the form, and fill in a reason and changes."""
    return {**opened_form(client, marking_page(entry)), "error_reason": "Typo", **typed}


@pytest.fixture
def step(patient: Patient) -> DoseStep:
    """A step of 100 mg three times a day since 5 January, after 5 mg."""
    a_step(patient, "5x3", from_="2026-01-01", phase="initiation")
    return a_step(patient, "100x3", from_="2026-01-05", reason="tolerance", note="With food")


@pytest.fixture
def effect(patient: Patient) -> SideEffect:
    return a_side_effect(patient, "Hiccups", "severe", from_="2026-01-08", note="Loud")


def test_a_step_to_replace_opens_as_it_was_recorded(as_neurologist: Client, step: DoseStep):
    form = opened_form(as_neurologist, marking_page(step))

    assert (form["amount"], form["times_a_day"], form["phase"]) == ("100", "3", "maintenance")
    assert (form["starts_on"], form["reason"]) == ("05-Jan-2026", "tolerance")
    assert (form["note"], form["error_reason"]) == ("With food", "")
    assert "already_taking" not in form


def test_the_first_step_to_replace_may_have_been_taken_already(
    as_neurologist: Client, patient: Patient
):
    first = a_step(patient, "10x3", from_="2026-01-01", already_taking=True)
    a_step(patient, "15x3", from_="2026-01-05")

    assert opened_form(as_neurologist, marking_page(first))["already_taking"] == "on"


def test_another_step_takes_the_place_of_one_in_error(
    as_neurologist: Client, neurologist: Account, patient: Patient, step: DoseStep
):
    form = filled_in(as_neurologist, step, amount="10")

    chart = as_neurologist.post(marking_page(step), form, follow=True)

    step.refresh_from_db()
    assert (step.status, step.marked_reason) == ("entered-in-error", "Typo")
    assert step.replaced_by.doses_mg == amounts("10x3")
    assert step.replaced_by.recorded_by == neurologist
    said, links = saved_message(chart)
    assert said == (
        "Recorded 10 mg three times a day = 30 mg per day (10 + 10 + 10) from 05-Jan-2026,"
        " in place of 100 mg three times a day from 05-Jan-2026, which stays readable. Correct"
    )
    assert links == [marking_page(step.replaced_by)]
    assert "30 mg per day since 05-Jan-2026" in text(chart)


def test_another_effect_takes_the_place_of_one_in_error(as_neurologist: Client, effect: SideEffect):
    form = opened_form(as_neurologist, marking_page(effect))
    assert (form["listed_term"], form["other_term"]) == ("other", "Hiccups")
    assert (form["severity"], form["reported_on"]) == ("severe", "08-Jan-2026")

    as_neurologist.post(marking_page(effect), {**form, "severity": "mild", "error_reason": "Typo"})

    later = SideEffect.objects.live().get()
    assert (later.replaces, later.term, later.severity) == (effect, "Hiccups", "mild")


BAD_STEPS = refusals_by_field(
    [
        *one_of_each_field(REFUSED),
        *REASONS,
        ("starts_on", "30-Apr-1980", "This is before the birth date, 01-May-1980."),
    ]
)
BAD_EFFECTS = refusals_by_field(
    [
        *one_of_each_field(REFUSED_EFFECTS),
        *REASONS,
        ("onset_on", "30-Apr-1980", "This is before the birth date, 01-May-1980."),
    ]
)


@pytest.mark.parametrize("field", BAD_STEPS)
def test_a_refused_correction_of_a_step_saves_neither_half(
    as_neurologist: Client, step: DoseStep, field: str
):
    form = filled_in(as_neurologist, step)

    for typed, sentence in BAD_STEPS[field]:
        with nothing_saved():
            page = as_neurologist.post(marking_page(step), {**form, field: typed})
        assert_refused(page, {**form, field: typed}, field, sentence)


@pytest.mark.parametrize("field", BAD_EFFECTS)
def test_a_refused_correction_of_an_effect_saves_neither_half(
    as_neurologist: Client, effect: SideEffect, field: str
):
    form = filled_in(as_neurologist, effect)

    for typed, sentence in BAD_EFFECTS[field]:
        with nothing_saved():
            page = as_neurologist.post(marking_page(effect), {**form, field: typed})
        assert_refused(page, {**form, field: typed}, field, sentence)


def test_a_correction_that_had_not_seen_the_newest_step_can_be_sent_again(
    as_neurologist: Client, patient: Patient, step: DoseStep
):
    form = filled_in(as_neurologist, step, amount="10")
    a_step(patient, "20x3", from_="2026-02-02")

    with nothing_saved():
        page = as_neurologist.post(marking_page(step), form)

    assert page.status_code == 409
    assert "20 mg three times a day from 02-Feb-2026" in errors(page)[0]
    kept = entry_form(page.content.decode())
    assert (kept["amount"], kept["error_reason"]) == ("10", "Typo")
    assert_sent_again(as_neurologist, marking_page(step), page)


def test_a_form_sent_twice_saves_once_and_lands_on_the_same_page(
    as_neurologist: Client, step: DoseStep
):
    form = filled_in(as_neurologist, step, amount="10")

    first, second = (as_neurologist.post(marking_page(step), form) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert DoseStep.objects.filter(replaces=step).count() == 1


def test_every_opening_and_both_halves_of_a_correction_are_on_record(
    as_neurologist: Client, neurologist: Account, patient: Patient, step: DoseStep
):
    form = filled_in(as_neurologist, step, amount="10")
    as_neurologist.post(marking_page(step), form)

    read = event("read", by=neurologist, patient=patient)
    later = DoseStep.objects.get(replaces=step)
    assert events() == [
        read,
        read,
        event("mark-in-error", by=neurologist, patient=patient, about=step),
        event("record-dose-step", by=neurologist, patient=patient, about=later),
    ]
