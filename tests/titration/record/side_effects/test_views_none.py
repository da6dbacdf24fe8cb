"""The page that records that a clinician asked, and no side effect was reported."""

import pytest
from django.test import Client

from patients.models import Account, Patient
from tests.factories import on
from tests.pages.entry_pages import (
    assert_outsider_learns_nothing,
    assert_refused,
    nothing_saved,
    opened_form,
    saved_message,
)
from tests.pages.reading import text, title
from tests.patients.events import event, events
from tests.titration.record.side_effects.bad_effects import REFUSED_DATES
from titration.record.side_effects.models import SideEffectCheck

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]


def page_of(patient: Patient) -> str:
    return f"/patients/{patient.pk}/side-effects/none/"


def test_it_opens_with_today(as_nurse: Client, patient: Patient):
    assert opened_form(as_nurse, page_of(patient))["asked_on"] == "02-Mar-2026"
    assert title(as_nurse.get(page_of(patient))) == "Asked, none reported – Titration"


@pytest.mark.parametrize("who", ["nurse", "neurologist"])
def test_a_check_is_saved_and_read_back_on_the_chart(
    who: str, patient: Patient, request: pytest.FixtureRequest
):
    browser, account = request.getfixturevalue(f"as_{who}"), request.getfixturevalue(who)
    form = {**opened_form(browser, page_of(patient)), "asked_on": "01-Mar-2026"}

    chart = browser.post(page_of(patient), form, follow=True)

    check = SideEffectCheck.objects.get()
    assert chart.redirect_chain == [(f"/patients/{patient.pk}/", 302)]
    assert (check.asked_on, check.recorded_by) == (on("2026-03-01"), account)
    assert saved_message(chart) == (
        "Recorded: asked on 01-Mar-2026, no side effect reported. Correct",
        [f"/patients/{patient.pk}/side-effect-checks/{check.pk}/entered-in-error/"],
    )
    assert "Asked on 01-Mar-2026, none reported." in text(chart)


BAD = [
    ("", "Enter a date, for example 06-Nov-2025."),
    *REFUSED_DATES,
    ("30-Apr-1980", "This is before the birth date, 01-May-1980."),
    ("03-Mar-2026", "This date lies ahead of today, 02-Mar-2026."),
]


@pytest.mark.parametrize(("typed", "sentence"), BAD, ids=str)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    as_nurse: Client, patient: Patient, typed: str, sentence: str
):
    form = {**opened_form(as_nurse, page_of(patient)), "asked_on": typed}

    with nothing_saved():
        page = as_nurse.post(page_of(patient), form)

    assert_refused(page, form, "asked_on", sentence)


def test_a_form_sent_twice_saves_once_and_lands_on_the_same_page(
    as_nurse: Client, patient: Patient
):
    form = opened_form(as_nurse, page_of(patient))

    first, second = (as_nurse.post(page_of(patient), form) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert SideEffectCheck.objects.count() == 1


def test_every_opening_and_every_check_is_on_record(
    as_nurse: Client, nurse: Account, patient: Patient
):
    as_nurse.post(page_of(patient), opened_form(as_nurse, page_of(patient)))

    read = event("read", by=nurse, patient=patient)
    check = SideEffectCheck.objects.get()
    recorded = event("record-side-effect-check", by=nurse, patient=patient, about=check)
    assert events() == [read, read, recorded]


def test_an_outsider_finds_no_patient(as_outsider: Client, outsider: Account, patient: Patient):
    assert_outsider_learns_nothing(as_outsider, page_of(patient), patient, outsider)
