"""The page that updates a side effect: a later entry supersedes an earlier one."""

import pytest
from django.test import Client

from patients.models import Account, Patient
from tests.factories import a_patient, a_side_effect, in_error, on
from tests.pages.entry_pages import (
    assert_outsider_learns_nothing,
    assert_refused,
    nothing_saved,
    opened_form,
    refusals_by_field,
    saved_message,
)
from tests.pages.markup import entry_form
from tests.pages.reading import errors, text, title
from tests.patients.events import event, events
from tests.titration.record.side_effects.bad_effects import REFUSED_UPDATES
from titration.record.side_effects.models import SideEffect

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]

RESOLVED = {"severity": "moderate", "resolved_on": "01-Mar-2026", "note": "Gone"}


@pytest.fixture
def effect(patient: Patient, neurologist: Account) -> SideEffect:
    """Mild hiccups since 8 January."""
    return a_side_effect(patient, "Hiccups", from_="2026-01-08", note="Loud", by=neurologist)


def page_of(effect: SideEffect) -> str:
    return f"/patients/{effect.patient_id}/side-effects/{effect.pk}/update/"


def test_it_opens_with_what_is_known_and_today_as_the_day_of_the_report(
    as_nurse: Client, effect: SideEffect
):
    page = as_nurse.get(page_of(effect))

    form = entry_form(page.content.decode())
    assert (form["severity"], form["onset_on"], form["note"]) == ("mild", "08-Jan-2026", "Loud")
    assert (form["resolved_on"], form["reported_on"]) == ("", "02-Mar-2026")
    assert (form["reported_by"], form["action_taken"]) == ("patient", "nothing")
    assert {"listed_term", "other_term"}.isdisjoint(form)
    assert title(page) == "Update side effect – Titration"
    assert "Hiccups, mild, onset 08-Jan-2026" in text(page)


def test_the_later_entry_takes_the_place_of_the_earlier(
    as_nurse: Client, nurse: Account, effect: SideEffect
):
    chart = as_nurse.post(
        page_of(effect), {**opened_form(as_nurse, page_of(effect)), **RESOLVED}, follow=True
    )

    effect.refresh_from_db()
    later = SideEffect.objects.live().get()
    assert (effect.status, effect.marked_by) == ("superseded", nurse)
    assert (later.replaces, later.term, later.severity) == (effect, "Hiccups", "moderate")
    assert (later.resolved_on, later.reported_on) == (on("2026-03-01"), on("2026-03-02"))
    assert (later.note, later.recorded_by) == ("Gone", nurse)
    said = "Recorded Hiccups, moderate, onset 08-Jan-2026, resolved 01-Mar-2026. Correct"
    correct = f"/patients/{effect.patient_id}/side-effects/{later.pk}/entered-in-error/"
    assert saved_message(chart) == (said, [correct])


BAD = [
    *REFUSED_UPDATES,
    ("onset_on", "30-Apr-1980", "This is before the birth date, 01-May-1980."),
    ("resolved_on", "07-Jan-2026", "It resolved before its onset; one date is wrong."),
    ("resolved_on", "03-Mar-2026", "This date lies ahead of today, 02-Mar-2026."),
    ("reported_on", "07-Jan-2026", "It was reported before its onset; one is wrong."),
]


@pytest.mark.parametrize("field", refusals_by_field(BAD))
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    as_nurse: Client, effect: SideEffect, field: str
):
    form = opened_form(as_nurse, page_of(effect))

    for typed, sentence in refusals_by_field(BAD)[field]:
        with nothing_saved():
            page = as_nurse.post(page_of(effect), {**form, field: typed})
        assert_refused(page, {**form, field: typed}, field, sentence)


def test_an_effect_corrected_meanwhile_is_not_updated_and_what_was_typed_stays(
    as_nurse: Client, effect: SideEffect
):
    form = {**opened_form(as_nurse, page_of(effect)), **RESOLVED}
    in_error(effect)

    with nothing_saved():
        page = as_nurse.post(page_of(effect), form)

    assert page.status_code == 409
    (sentence,) = errors(page)
    assert sentence.startswith("Another person has corrected or updated this entry meanwhile.")
    assert entry_form(page.content.decode()).items() >= RESOLVED.items()


def test_a_form_sent_twice_saves_once_and_lands_on_the_same_page(
    as_nurse: Client, effect: SideEffect
):
    form = {**opened_form(as_nurse, page_of(effect)), **RESOLVED}

    first, second = (as_nurse.post(page_of(effect), form) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert SideEffect.objects.count() == 2


def test_every_opening_and_both_ends_of_an_update_are_on_record(
    as_nurse: Client, nurse: Account, patient: Patient, effect: SideEffect
):
    as_nurse.post(page_of(effect), {**opened_form(as_nurse, page_of(effect)), **RESOLVED})

    read = event("read", by=nurse, patient=patient)
    later = SideEffect.objects.live().get()
    assert events() == [
        read,
        read,
        event("supersede", by=nurse, patient=patient, about=effect),
        event("record-side-effect", by=nurse, patient=patient, about=later),
    ]


def test_an_effect_of_another_patient_is_not_found(
    as_nurse: Client, patient: Patient, effect: SideEffect
):
    other = a_patient(patient.clinic)

    address = f"/patients/{other.pk}/side-effects/{effect.pk}/update/"
    assert as_nurse.get(address).status_code == 404


def test_an_outsider_finds_no_patient(
    as_outsider: Client, outsider: Account, patient: Patient, effect: SideEffect
):
    assert_outsider_learns_nothing(as_outsider, page_of(effect), patient, outsider)
