"""The page on which a side effect is recorded as reported."""

import pytest
from django.test import Client

from patients.models import Account, Patient
from tests.factories import on
from tests.pages.entry_pages import (
    assert_outsider_learns_nothing,
    assert_refused,
    nothing_saved,
    one_of_each_field,
    opened_form,
    saved_message,
)
from tests.pages.reading import errors, text, title
from tests.patients.events import event, events
from tests.titration.record.side_effects.bad_effects import (
    DIZZINESS,
    REFUSED_EFFECTS,
    REFUSED_TERMS,
)
from titration.record.side_effects.models import SideEffect

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]


def page_of(patient: Patient) -> str:
    return f"/patients/{patient.pk}/side-effects/record/"


def filled_in(client: Client, patient: Patient, **typed: str) -> dict[str, str]:
    """Open the form, and fill in mild dizziness since 8 January, with changes."""
    return {**opened_form(client, page_of(patient)), **DIZZINESS, **typed}


def test_it_opens_with_today_and_without_a_severity(as_nurse: Client, patient: Patient):
    form = opened_form(as_nurse, page_of(patient))

    assert (form["onset_on"], form["reported_on"]) == ("02-Mar-2026", "02-Mar-2026")
    assert form["resolved_on"] == ""
    assert {"severity", "listed_term"}.isdisjoint(form)
    assert title(as_nurse.get(page_of(patient))) == "Record side effect – Titration"


@pytest.mark.parametrize("who", ["nurse", "neurologist"])
def test_an_effect_is_saved_and_read_back_on_the_chart(
    who: str, patient: Patient, request: pytest.FixtureRequest
):
    browser, account = request.getfixturevalue(f"as_{who}"), request.getfixturevalue(who)
    form = filled_in(browser, patient, resolved_on="09-Jan-2026", note="At night")

    chart = browser.post(page_of(patient), form, follow=True)

    effect = SideEffect.objects.get()
    assert chart.redirect_chain == [(f"/patients/{patient.pk}/", 302)]
    assert (effect.term, effect.severity, effect.note) == ("dizziness", "mild", "At night")
    assert (effect.onset_on, effect.resolved_on) == (on("2026-01-08"), on("2026-01-09"))
    assert (effect.reported_on, effect.reported_by) == (on("2026-01-10"), "carer")
    assert (effect.action_taken, effect.recorded_by) == ("dose changed", account)
    assert saved_message(chart) == (
        "Recorded Dizziness, mild, onset 08-Jan-2026, resolved 09-Jan-2026. Correct",
        [f"/patients/{patient.pk}/side-effects/{effect.pk}/entered-in-error/"],
    )


def test_another_effect_is_read_back_as_typed_and_never_as_markup(
    as_nurse: Client, patient: Patient
):
    form = filled_in(as_nurse, patient, listed_term="other", other_term="<b>Hiccups</b>")

    chart = as_nurse.post(page_of(patient), form, follow=True)

    assert SideEffect.objects.get().term == "<b>Hiccups</b>"
    assert "Recorded <b>Hiccups</b>, mild" in text(chart)
    assert "<b>Hiccups" not in chart.content.decode()


BAD = [({field: typed}, field, said) for field, typed, said in one_of_each_field(REFUSED_EFFECTS)]
BAD += REFUSED_TERMS
BAD += [
    ({"onset_on": "30-Apr-1980"}, "onset_on", "This is before the birth date, 01-May-1980."),
    ({"onset_on": "11-Jan-2026"}, "reported_on", "It was reported before its onset; one is wrong."),
    ({"reported_on": "03-Mar-2026"}, "reported_on", "This date lies ahead of today, 02-Mar-2026."),
    ({"resolved_on": "03-Mar-2026"}, "resolved_on", "This date lies ahead of today, 02-Mar-2026."),
    (
        {"resolved_on": "07-Jan-2026"},
        "resolved_on",
        "It resolved before its onset; one date is wrong.",
    ),
]


@pytest.mark.parametrize(("typed", "field", "sentence"), BAD, ids=str)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    as_nurse: Client, patient: Patient, typed: dict[str, str], field: str, sentence: str
):
    form = filled_in(as_nurse, patient, **typed)

    with nothing_saved():
        page = as_nurse.post(page_of(patient), form)

    assert_refused(page, form, field, sentence)


def test_an_empty_post_names_everything_that_is_missing(as_nurse: Client, patient: Patient):
    with nothing_saved():
        page = as_nurse.post(page_of(patient))

    assert page.status_code == 422
    assert {"Choose the side effect.", "Choose how severe it is."} <= set(errors(page))


def test_a_form_sent_twice_saves_once_and_lands_on_the_same_page(
    as_nurse: Client, patient: Patient
):
    form = filled_in(as_nurse, patient)

    first, second = (as_nurse.post(page_of(patient), form) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert SideEffect.objects.count() == 1


def test_every_opening_and_every_effect_is_on_record(
    as_nurse: Client, nurse: Account, patient: Patient
):
    as_nurse.post(page_of(patient), filled_in(as_nurse, patient))

    read = event("read", by=nurse, patient=patient)
    effect = SideEffect.objects.get()
    recorded = event("record-side-effect", by=nurse, patient=patient, about=effect)
    assert events() == [read, read, recorded]


def test_an_outsider_finds_no_patient(as_outsider: Client, outsider: Account, patient: Patient):
    assert_outsider_learns_nothing(as_outsider, page_of(patient), patient, outsider)
