"""The page that records a change of another treatment, and the one that corrects a change."""

from decimal import Decimal

import pytest
from django.test import Client

from patients.models import Account, Patient
from tests.factories import a_patient, a_treatment, a_treatment_change, in_error
from tests.pages.entry_pages import (
    assert_outsider_learns_nothing,
    assert_refused,
    marking_page,
    nothing_saved,
    opened_form,
    saved_message,
)
from tests.pages.reading import errors, text, title
from titration.record.treatments.changes.models import TreatmentChange
from titration.record.treatments.models import Treatment

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]

RAISED = {"became": "changed", "mcg_per_day": "350", "changed_on": "09-Feb-2026"}


@pytest.fixture
def pump(patient: Patient) -> Treatment:
    return a_treatment(patient, "intrathecal baclofen", from_="2026-01-05", mcg_per_day="300")


def page_of(treatment: Treatment) -> str:
    return f"/patients/{treatment.patient_id}/treatments/{treatment.pk}/change/"


def test_it_opens_with_today_and_nothing_chosen(as_nurse: Client, pump: Treatment):
    page = as_nurse.get(page_of(pump))
    form = opened_form(as_nurse, page_of(pump))

    assert (form["changed_on"], form["mcg_per_day"], form["detail"]) == ("02-Mar-2026", "", "")
    assert "became" not in form
    assert title(page) == "Record a change of a treatment – Titration"
    assert "Intrathecal baclofen, 300 mcg per day, from 05-Jan-2026." in text(page)


def test_a_change_is_saved_and_shown_beside_what_was_before(
    as_nurse: Client, nurse: Account, pump: Treatment
):
    form = {**opened_form(as_nurse, page_of(pump)), **RAISED}

    chart = as_nurse.post(page_of(pump), form, follow=True)

    change = TreatmentChange.objects.get()
    assert (change.treatment, change.recorded_by) == (pump, nurse)
    said = "Recorded Intrathecal baclofen, 350 mcg per day, from 09-Feb-2026. Correct"
    assert saved_message(chart) == (said, [marking_page(change)])
    assert "since 05-Jan-2026 300 mcg a day; article: 50–2,000 mcg a day" in text(chart)
    changed = "From 09-Feb-2026: 350 mcg a day; article: 50–2,000 mcg a day"
    assert f"{changed} · Recorded by {nurse}" in text(chart)


def test_a_treatment_that_ended_is_over(as_nurse: Client, nurse: Account, pump: Treatment):
    form = opened_form(as_nurse, page_of(pump))

    chart = as_nurse.post(
        page_of(pump), {**form, "became": "ended", "changed_on": "09-Feb-2026"}, follow=True
    )

    assert "05-Jan-2026 to 09-Feb-2026 300 mcg a day" in text(chart)
    assert f"Ended 09-Feb-2026 · Recorded by {nurse}" in text(chart)


def test_a_change_of_another_kind_asks_for_no_amount(as_nurse: Client, patient: Patient):
    therapy = a_treatment(patient, from_="2026-01")
    form = opened_form(as_nurse, page_of(therapy))
    assert "mcg_per_day" not in form

    chart = as_nurse.post(
        page_of(therapy), {**form, "became": "changed", "detail": "Twice a week"}, follow=True
    )

    assert "since Jan-2026" in text(chart)
    assert "From 02-Mar-2026: Twice a week" in text(chart)


NO_DATE = "is not a date. Write it like 06-Nov-2025."
BAD = [
    ({"became": ""}, "became", "Choose what became of it."),
    ({"became": "better"}, "became", "This is not one of the choices."),
    ({"mcg_per_day": ""}, "mcg_per_day", "Enter the new rate or detail."),
    ({"mcg_per_day": "0"}, "mcg_per_day", "An amount is more than 0 mcg."),
    ({"mcg_per_day": "12.345"}, "mcg_per_day", "An amount has at most two decimals."),
    ({"became": "ended"}, "mcg_per_day", "Leave this empty where the treatment ended."),
    ({"changed_on": ""}, "changed_on", "Enter a date, for example 06-Nov-2025."),
    ({"changed_on": "31-Feb-2026"}, "changed_on", f"31-Feb-2026 {NO_DATE}"),
    (
        {"changed_on": "04-Jan-2026"},
        "changed_on",
        "This is before it began, 05-Jan-2026; one date is wrong.",
    ),
    ({"changed_on": "03-Mar-2026"}, "changed_on", "This date lies ahead of today, 02-Mar-2026."),
    ({"detail": "x" * 201}, "detail", "The detail is at most 200 characters; this has 201."),
    ({"detail": "a\x00b"}, "detail", "The detail holds a character that cannot be shown."),
]


@pytest.mark.parametrize(("typed", "field", "sentence"), BAD, ids=str)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    as_nurse: Client, pump: Treatment, typed: dict[str, str], field: str, sentence: str
):
    form = {**opened_form(as_nurse, page_of(pump)), **RAISED, **typed}

    with nothing_saved():
        page = as_nurse.post(page_of(pump), form)

    assert_refused(page, form, field, sentence)


def test_a_treatment_that_no_longer_counts_is_not_changed(as_nurse: Client, pump: Treatment):
    form = {**opened_form(as_nurse, page_of(pump)), **RAISED}
    in_error(pump)

    with nothing_saved():
        page = as_nurse.post(page_of(pump), form)

    assert page.status_code == 409
    (sentence,) = errors(page)
    assert sentence.startswith("Another person has corrected or updated this entry meanwhile.")


def test_a_form_sent_twice_saves_once(as_nurse: Client, pump: Treatment):
    form = {**opened_form(as_nurse, page_of(pump)), **RAISED}

    first, second = (as_nurse.post(page_of(pump), form) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert TreatmentChange.objects.count() == 1


def test_a_change_in_error_fills_in_the_form_that_replaces_it(
    as_neurologist: Client, pump: Treatment
):
    typo = a_treatment_change(pump, on_="2026-02-09", mcg_per_day="3500")
    page = marking_page(typo)
    form = opened_form(as_neurologist, page)
    assert (form["became"], form["mcg_per_day"]) == ("changed", "3500")

    as_neurologist.post(page, {**form, "mcg_per_day": "350", "error_reason": "Typo"})

    (live,) = TreatmentChange.objects.live()
    assert (live.replaces, live.mcg_per_day, live.treatment) == (typo, Decimal(350), pump)


def test_a_treatment_of_another_patient_is_not_found(
    as_nurse: Client, patient: Patient, pump: Treatment
):
    other = a_patient(patient.clinic)

    address = f"/patients/{other.pk}/treatments/{pump.pk}/change/"
    assert as_nurse.get(address).status_code == 404


def test_an_outsider_finds_no_patient(
    as_outsider: Client, outsider: Account, patient: Patient, pump: Treatment
):
    assert_outsider_learns_nothing(as_outsider, page_of(pump), patient, outsider)
