"""The page that records a change of a side effect, and the one that corrects a change."""

import pytest
from django.test import Client

from patients.models import Account, Patient
from tests.factories import (
    a_patient,
    a_side_effect,
    a_step,
    an_effect_change,
    in_error,
    on,
)
from tests.pages.entry_pages import (
    assert_outsider_learns_nothing,
    assert_refused,
    marking_page,
    nothing_saved,
    opened_form,
    refusals_by_field,
    saved_message,
)
from tests.pages.markup import entry_form
from tests.pages.reading import errors, text, title
from tests.patients.events import event, events
from tests.titration.record.side_effects.bad_effects import REFUSED_CHANGES
from titration.record.side_effects.changes.models import SideEffectChange
from titration.record.side_effects.models import SideEffect

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]

WORSE = {
    "became": "severe",
    "changed_on": "18-Feb-2026",
    "reported_on": "20-Feb-2026",
    "reported_by": "carer",
    "action_taken": "referred",
    "note": "Louder",
}


@pytest.fixture
def effect(patient: Patient, neurologist: Account) -> SideEffect:
    """Mild hiccups since 8 January."""
    return a_side_effect(patient, "Hiccups", from_="2026-01-08", note="Loud", by=neurologist)


def page_of(effect: SideEffect) -> str:
    return f"/patients/{effect.patient_id}/side-effects/{effect.pk}/change/"


def test_it_opens_with_today_and_nothing_chosen(as_nurse: Client, effect: SideEffect):
    an_effect_change(effect, "moderate", on_="2026-02-01")
    page = as_nurse.get(page_of(effect))

    form = entry_form(page.content.decode())
    assert (form["changed_on"], form["reported_on"]) == ("02-Mar-2026", "02-Mar-2026")
    assert (form["reported_by"], form["action_taken"], form["note"]) == ("patient", "nothing", "")
    assert "became" not in form
    assert title(page) == "Record a change of a side effect – Titration"
    assert "Hiccups, mild, onset 08-Jan-2026; moderate from 01-Feb-2026." in text(page)
    assert "What was before that day stays as it is." in text(page)


def test_no_change_is_offered_of_an_effect_that_resolved(
    as_neurologist: Client, effect: SideEffect
):
    chart_address = f"/patients/{effect.patient_id}/"
    offer = f'href="side-effects/{effect.pk}/change/"'
    assert offer in as_neurologist.get(chart_address).content.decode()

    an_effect_change(effect, "resolved", on_="2026-02-01")

    chart = as_neurologist.get(chart_address).content.decode()
    assert offer not in chart
    assert f'href="side-effects/{effect.pk}/entered-in-error/"' in chart


def test_a_change_is_saved_and_read_back_on_the_chart(
    as_nurse: Client, nurse: Account, effect: SideEffect
):
    form = {**opened_form(as_nurse, page_of(effect)), **WORSE}

    chart = as_nurse.post(page_of(effect), form, follow=True)

    change = SideEffectChange.objects.get()
    assert (change.effect, change.became, change.recorded_by) == (effect, "severe", nurse)
    assert (change.changed_on, change.reported_on) == (on("2026-02-18"), on("2026-02-20"))
    assert (change.reported_by, change.action_taken) == ("carer", "referred")
    assert change.note == "Louder"
    said = "Recorded Hiccups, severe from 18-Feb-2026. Correct"
    assert saved_message(chart) == (said, [marking_page(change)])


def test_the_chart_tells_each_stretch_with_its_regimen_and_reporter(
    as_nurse: Client, patient: Patient, effect: SideEffect
):
    a_step(patient, "5x3", from_="2026-01-05")
    a_step(patient, "10x3", from_="2026-02-01")
    as_nurse.post(page_of(effect), {**opened_form(as_nurse, page_of(effect)), **WORSE})

    chart = text(as_nurse.get(f"/patients/{patient.pk}/"))

    began = "Mild from 08-Jan-2026, 3 days after 5 mg three times a day started – ongoing"
    assert f"{began} · Reported 08-Jan-2026 by patient · Loud" in chart
    worse = "Severe from 18-Feb-2026, 17 days after 10 mg three times a day started"
    assert f"{worse} · Reported 20-Feb-2026 by carer · Referred · Louder" in chart


BAD = [
    *REFUSED_CHANGES,
    ("changed_on", "07-Jan-2026", "This is before the onset, 08-Jan-2026; one date is wrong."),
    ("changed_on", "03-Mar-2026", "This date lies ahead of today, 02-Mar-2026."),
    ("reported_on", "17-Feb-2026", "It was reported before it changed; one is wrong."),
]


@pytest.mark.parametrize("field", refusals_by_field(BAD))
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    as_nurse: Client, effect: SideEffect, field: str
):
    form = {**opened_form(as_nurse, page_of(effect)), **WORSE}

    for typed, sentence in refusals_by_field(BAD)[field]:
        with nothing_saved():
            page = as_nurse.post(page_of(effect), {**form, field: typed})
        assert_refused(page, {**form, field: typed}, field, sentence)


def test_an_effect_corrected_meanwhile_is_not_changed_and_what_was_typed_stays(
    as_nurse: Client, effect: SideEffect
):
    form = {**opened_form(as_nurse, page_of(effect)), **WORSE}
    in_error(effect)

    with nothing_saved():
        page = as_nurse.post(page_of(effect), form)

    assert page.status_code == 409
    (sentence,) = errors(page)
    assert sentence.startswith("Another person has corrected or updated this entry meanwhile.")
    assert entry_form(page.content.decode()).items() >= WORSE.items()


def test_what_another_person_recorded_of_that_day_meanwhile_is_told(
    as_nurse: Client, effect: SideEffect
):
    form = {**opened_form(as_nurse, page_of(effect)), **WORSE}
    an_effect_change(effect, "moderate", on_="2026-02-18")

    with nothing_saved():
        page = as_nurse.post(page_of(effect), form)

    sentence = "A change of this day is recorded already: moderate from 18-Feb-2026."
    assert_refused(page, form, "changed_on", sentence)


def test_a_form_sent_twice_saves_once_and_lands_on_the_same_page(
    as_nurse: Client, effect: SideEffect
):
    form = {**opened_form(as_nurse, page_of(effect)), **WORSE}

    first, second = (as_nurse.post(page_of(effect), form) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert SideEffectChange.objects.count() == 1


def test_every_opening_and_every_change_is_on_record(
    as_nurse: Client, nurse: Account, patient: Patient, effect: SideEffect
):
    as_nurse.post(page_of(effect), {**opened_form(as_nurse, page_of(effect)), **WORSE})

    read = event("read", by=nurse, patient=patient)
    change = SideEffectChange.objects.get()
    recorded = event("record-side-effect-change", by=nurse, patient=patient, about=change)
    assert events() == [read, read, recorded]


def test_a_change_in_error_fills_in_the_form_that_replaces_it(
    as_neurologist: Client, effect: SideEffect
):
    typo = an_effect_change(effect, "severe", on_="2026-02-18", reported_by="carer")
    page = marking_page(typo)
    form = opened_form(as_neurologist, page)
    assert (form["became"], form["changed_on"]) == ("severe", "18-Feb-2026")
    assert form["reported_by"] == "carer"

    chart = as_neurologist.post(
        page, {**form, "became": "moderate", "error_reason": "Typo"}, follow=True
    )

    (live,) = SideEffectChange.objects.live()
    assert (live.replaces, live.became, live.effect) == (typo, "moderate", effect)
    assert "Moderate from 18-Feb-2026" in text(chart)
    assert "Entered in error: Typo" in text(chart)


def test_marking_an_effect_says_that_its_changes_no_longer_count(
    as_neurologist: Client, effect: SideEffect
):
    an_effect_change(effect, "severe", on_="2026-02-18")

    only, anew = (
        text(as_neurologist.get(f"{marking_page(effect)}{more}")) for more in ("?only=1", "")
    )

    assert "No longer counts either: severe from 18-Feb-2026." in only
    assert "Recorded anew with it: severe from 18-Feb-2026." in anew


def test_the_entry_history_says_of_what_a_change_was(as_nurse: Client, effect: SideEffect):
    an_effect_change(effect, "severe", on_="2026-02-18")
    in_error(effect)

    history = text(as_nurse.get(f"/patients/{effect.patient_id}/entries/"))

    assert "Hiccups, severe from 18-Feb-2026" in history
    assert "Of a side effect that no longer counts" in history


def test_an_effect_of_another_patient_is_not_found(
    as_nurse: Client, patient: Patient, effect: SideEffect
):
    other = a_patient(patient.clinic)

    address = f"/patients/{other.pk}/side-effects/{effect.pk}/change/"
    assert as_nurse.get(address).status_code == 404


def test_an_outsider_finds_no_patient(
    as_outsider: Client, outsider: Account, patient: Patient, effect: SideEffect
):
    assert_outsider_learns_nothing(as_outsider, page_of(effect), patient, outsider)
