"""Finding a patient by name or record number, on a page of its own."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from patients.models import Account, AuditEvent, Clinic, Patient
from tests.factories import a_clinic, a_nurse, a_patient
from tests.fixtures import signed_in
from tests.pages.reading import errors, listed, text, title
from tests.pages.searching import found, search

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(clinic: Clinic) -> Patient:
    a_patient(clinic, family_name="TESTER", given_name="Bo", record_number="T-2")
    return a_patient(
        clinic, family_name="van EXAMPLE", given_name="Ada Maria", record_number="12 34"
    )


@pytest.fixture
def as_another_nurse(clinic: Clinic) -> Client:
    return signed_in(a_nurse(clinic))


def test_a_search_is_answered_by_a_page_of_its_own_whose_address_says_nothing(
    as_nurse: Client, ada: Patient
):
    answer = as_nurse.post("/", {"q": "van example"})

    assert answer.status_code == 303
    assert re.fullmatch(r"/found/[\w-]{12}/", answer["Location"])
    for _ in ("opened", "opened again, as the back button does"):
        assert listed(as_nurse.get(answer["Location"])) == ["van EXAMPLE, Ada Maria"]


def test_nobody_else_opens_a_search_and_it_ends_with_the_session(
    as_nurse: Client, nurse: Account, as_another_nurse: Client, ada: Patient
):
    address = as_nurse.post("/", {"q": "van"})["Location"]
    as_nurse.post(reverse("account_logout"))
    as_nurse.force_login(nurse)

    for browser in (as_nurse, as_another_nurse):
        page = browser.get(address, follow=True)

        assert page.redirect_chain == [("/", 302)]
        assert "That search is no longer kept." in text(page)


def test_the_last_twenty_searches_are_kept(as_nurse: Client, ada: Patient):
    addresses = [as_nurse.post("/", {"q": "van"})["Location"] for _ in range(21)]

    assert as_nurse.get(addresses[0]).status_code == 302
    assert as_nurse.get(addresses[1]).status_code == 200


def test_the_first_hit_has_the_focus_and_in_the_worklist_none_has(as_nurse: Client, ada: Patient):
    a_patient(ada.clinic, family_name="VAN TESTER")

    page = search(as_nurse, "van").content.decode()

    assert page.count("autofocus") == 1
    assert f'href="/patients/{ada.pk}/" data-row autofocus' in page
    assert "autofocus" not in as_nurse.get("/").content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        "van ex",
        "VAN",
        "ada",
        " Ada \t M ",
        "van example, ada",
        "ada van",
        "ada maria van ex",
        "123",
    ],
)
def test_finds_by_the_beginning_of_a_name_or_number(as_nurse: Client, ada: Patient, typed: str):
    page = search(as_nurse, typed)

    assert listed(page) == ["van EXAMPLE, Ada Maria"]
    assert f"Search: “{' '.join(typed.split())}” 1 patient" in text(page)


@pytest.mark.parametrize("typed", ["example", "maria", "bo van", "%", "_", "T-2%", "'", "\\"])
def test_finds_nothing_that_only_holds_it(as_nurse: Client, ada: Patient, typed: str):
    page = search(as_nurse, typed)

    assert found(as_nurse, typed) == []
    assert "No patient’s name, record number or birth date begins so" in text(page)
    assert reverse("register-patient") in page.content.decode()


@pytest.mark.parametrize("typed", ["1234", "12 34", " 1 2 3 4 "])
def test_a_whole_record_number_opens_the_chart(as_nurse: Client, ada: Patient, typed: str):
    a_patient(ada.clinic, record_number="12345")

    answer = search(as_nurse, typed)

    assert (answer.status_code, answer["Location"]) == (302, f"/patients/{ada.pk}/")


def test_no_patient_of_another_clinic_is_found(as_nurse: Client, clinic: Clinic):
    a_patient(a_clinic(), family_name="EXAMPLE", record_number="999")

    assert listed(search(as_nurse, "ex")) == []
    assert search(as_nurse, "999").status_code == 200


@pytest.mark.parametrize("typed", ["", "   "])
def test_an_empty_search_goes_back_to_the_list(as_nurse: Client, typed: str):
    assert search(as_nurse, typed)["Location"] == "/"


def test_at_most_fifty_are_shown_and_that_is_said(as_nurse: Client, clinic: Clinic):
    for number in range(50):
        a_patient(clinic, family_name=f"EXAMPLE {number:02}")
    assert "50 patients" in text(search(as_nurse, "ex"))
    assert "Only 50 are shown" not in text(search(as_nurse, "ex"))

    a_patient(clinic, family_name="EXAMPLE 50")
    page = search(as_nurse, "ex")

    assert listed(page) == [f"EXAMPLE {number:02}, Eva" for number in range(50)]
    assert "more than 50 patients" in text(page)
    assert "Only 50 are shown" in text(page)


def test_the_patients_a_search_showed_are_on_record(as_nurse: Client, ada: Patient):
    search(as_nurse, "van")

    event = AuditEvent.objects.get()
    assert (event.action, event.patient_ids) == ("list", [ada.pk])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("x" * 101, "The search is at most 100 characters; this has 101."),
        ("ada\x00", "The search holds a character that cannot be shown."),
    ],
)
def test_an_impossible_search_is_refused_in_words(
    as_nurse: Client, ada: Patient, typed: str, sentence: str
):
    page = search(as_nurse, typed)

    assert page.status_code == 422
    assert errors(page) == [sentence]
    assert 'href="#find-patient"' in page.content.decode()
    assert title(page) == "Error: Search – Titration"
    assert not AuditEvent.objects.exists()


def test_what_was_typed_stays_out_of_the_title_and_is_escaped(as_nurse: Client, ada: Patient):
    page = search(as_nurse, "<b>van")

    assert title(page) == "Search – Titration"
    assert "Search: “&lt;b&gt;van”" in page.content.decode()


def test_an_admin_searches_no_patients(as_admin: Client, ada: Patient):
    page = search(as_admin, "van")

    assert page.status_code == 403
    assert "EXAMPLE" not in text(page)


def test_a_search_needs_a_csrf_token(nurse: Account, ada: Patient):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(nurse)

    assert search(strict, "van").status_code == 403


@pytest.mark.parametrize("typed", ["12 34", "1234", "１２３４", "١٢٣٤"])
def test_a_number_opens_the_chart_in_whichever_digits(as_nurse: Client, ada: Patient, typed: str):
    assert search(as_nurse, typed)["Location"] == reverse("patient-chart", args=[ada.pk])
