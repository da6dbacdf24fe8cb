"""The page and the form in the chart that record a contact that was tried."""

import pytest
import time_machine
from django.test import Client

from patients.models import Account, Clinic, Patient
from tests.factories import a_contact, a_patient, a_step, in_error, on
from tests.pages.charts import html_of, page_of
from tests.pages.entry_pages import (
    assert_outsider_learns_nothing,
    assert_refused,
    marking_page,
    nothing_saved,
    opened_form,
    saved_message,
)
from tests.pages.reading import errors, text
from titration.record.contacts.models import Contact

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]


def record_page(patient: Patient) -> str:
    return f"{page_of(patient)}contacts/record/"


def filled_in(client: Client, patient: Patient, **typed: str) -> dict[str, str]:
    """Open the form, and fill in a call that reached nobody, with changes."""
    said = {"outcome": "not reached", "contacted_on": "01-Mar-2026", "note": "No answer"}
    plan = {"call_again_on": "04-Mar-2026"}
    return {**opened_form(client, record_page(patient)), **said, **plan, **typed}


def test_it_is_saved_read_back_and_listed(as_nurse: Client, patient: Patient):
    form = filled_in(as_nurse, patient)

    chart = as_nurse.post(record_page(patient), form, follow=True)

    assert saved_message(chart) == (
        "Recorded Contact on 01-Mar-2026: not reached, call again on 04-Mar-2026. Correct",
        [marking_page(Contact.objects.get())],
    )
    row = "Contacts 01-Mar-2026 Not reached Call again on 04-Mar-2026 No answer Nils NURSE"
    assert row in text(chart)


def test_it_opens_with_today_and_no_outcome(as_nurse: Client, patient: Patient):
    form = opened_form(as_nurse, record_page(patient))

    assert (form["contacted_on"], form["call_again_on"], form["note"]) == ("02-Mar-2026", "", "")
    assert "outcome" not in form


def test_the_form_opens_in_the_chart_under_its_key(as_nurse: Client, patient: Patient):
    assert f'href="{record_page(patient)}" data-key="o"' in html_of(as_nurse, patient)


NO_DATE = "is not a date. Write it like 06-Nov-2025."
BAD = [
    ({"outcome": ""}, "outcome", "Choose what came of the contact."),
    ({"contacted_on": ""}, "contacted_on", "Enter a date, for example 06-Nov-2025."),
    ({"contacted_on": "31-Feb-2026"}, "contacted_on", f"31-Feb-2026 {NO_DATE}"),
    (
        {"contacted_on": "03-Mar-2026"},
        "contacted_on",
        "This date lies ahead of today, 02-Mar-2026.",
    ),
    ({"call_again_on": "soon"}, "call_again_on", f"soon {NO_DATE}"),
    ({"call_again_on": "01-Mar-2026"}, "call_again_on", "The next call comes after this contact."),
    ({"note": "x" * 501}, "note", "The note is at most 500 characters; this has 501."),
]


@pytest.mark.parametrize(("typed", "field", "sentence"), BAD, ids=str)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    as_nurse: Client, patient: Patient, typed: dict[str, str], field: str, sentence: str
):
    form = filled_in(as_nurse, patient, **typed)

    with nothing_saved():
        page = as_nurse.post(record_page(patient), form)

    assert_refused(page, form, field, sentence)


def test_an_empty_post_names_what_is_missing(as_nurse: Client, patient: Patient):
    with nothing_saved():
        page = as_nurse.post(record_page(patient))

    assert page.status_code == 422
    assert "Choose what came of the contact." in errors(page)


def test_one_in_error_fills_in_the_form_that_replaces_it(as_neurologist: Client, patient: Patient):
    typo = a_contact(patient, "declined", on_="2026-02-01", note="At work")
    form = opened_form(as_neurologist, marking_page(typo))
    assert (form["outcome"], form["contacted_on"], form["note"]) == (
        "declined",
        "01-Feb-2026",
        "At work",
    )

    form |= {"call_again_on": "03-Feb-2026", "error_reason": "A day was named"}
    as_neurologist.post(marking_page(typo), form)

    (live,) = Contact.objects.live()
    assert (live.call_again_on, live.replaces) == (on("2026-02-03"), typo)
    assert "Entered in error: A day was named" in text(as_neurologist.get(page_of(patient)))


def test_the_newest_five_are_listed_and_all_on_demand(as_nurse: Client, patient: Patient):
    for day in range(1, 8):
        a_contact(patient, "declined", on_=f"2026-02-0{day}")
    in_error(a_contact(patient, "declined", on_="2026-02-08"))

    newest, every = (
        text(as_nurse.get(page_of(patient) + query)) for query in ("", "?all=contacts")
    )

    assert "All 8" in newest
    assert (newest.count("Declined"), every.count("Declined")) == (5, 8)
    assert "03-Feb-2026" not in newest


def test_it_is_in_the_entry_history_and_not_on_a_chart_of_before(as_nurse: Client, clinic: Clinic):
    with time_machine.travel("2026-02-27T12:00Z"):
        patient = a_patient(clinic)
    a_contact(patient, "declined", on_="2026-02-01")

    history = text(as_nurse.get(f"{page_of(patient)}entries/"))
    before = text(as_nurse.get(f"{page_of(patient)}?known_at=2026-02-28T12:00"))

    assert "Contact Contact on 01-Feb-2026: declined" in history
    assert "Declined" not in before


def test_a_flag_names_the_contact_that_ended_it(as_nurse: Client, patient: Patient):
    a_step(patient, "10x3", from_="2026-02-01")
    a_contact(patient, on_="2026-02-10")

    flag = f"{page_of(patient)}flags/no-contact-since-change/2026-02-02/"

    assert "Contact on 10-Feb-2026: reached" in text(as_nurse.get(flag))


def test_an_outsider_finds_no_patient(as_outsider: Client, outsider: Account, patient: Patient):
    assert_outsider_learns_nothing(as_outsider, record_page(patient), patient, outsider)
