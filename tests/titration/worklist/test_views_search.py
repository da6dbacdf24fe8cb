"""Finding a patient by name or record number."""

import pytest
from django.test import Client
from django.urls import reverse

from patients.models import Account, AuditEvent, Clinic, Patient
from tests.factories import a_clinic, a_patient
from tests.pages.reading import errors, first_cells, text, title

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(clinic: Clinic) -> Patient:
    a_patient(clinic, family_name="TESTER", given_name="Bo", record_number="T-2")
    return a_patient(
        clinic, family_name="van EXAMPLE", given_name="Ada Maria", record_number="12 34"
    )


def search(client: Client, typed: str):
    return client.post("/", {"q": typed})


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

    assert first_cells(page) == ["van EXAMPLE, Ada Maria"]
    assert f"Search: “{' '.join(typed.split())}” 1 patient" in text(page)


@pytest.mark.parametrize("typed", ["example", "maria", "bo van", "%", "_", "T-2%", "'", "\\"])
def test_finds_nothing_that_only_holds_it(as_nurse: Client, ada: Patient, typed: str):
    page = search(as_nurse, typed)

    assert page.status_code == 200
    assert first_cells(page) == []
    assert "No patient’s name or record number begins so in your clinics." in text(page)
    assert reverse("register-patient") in page.content.decode()


@pytest.mark.parametrize("typed", ["1234", "12 34", " 1 2 3 4 "])
def test_a_whole_record_number_opens_the_chart(as_nurse: Client, ada: Patient, typed: str):
    a_patient(ada.clinic, record_number="12345")

    answer = search(as_nurse, typed)

    assert (answer.status_code, answer["Location"]) == (302, f"/patients/{ada.pk}/")


def test_no_patient_of_another_clinic_is_found(as_nurse: Client, clinic: Clinic):
    a_patient(a_clinic(), family_name="EXAMPLE", record_number="999")

    assert first_cells(search(as_nurse, "ex")) == []
    assert search(as_nurse, "999").status_code == 200


@pytest.mark.parametrize("typed", ["", "   "])
def test_an_empty_search_goes_back_to_the_list(as_nurse: Client, typed: str):
    assert search(as_nurse, typed)["Location"] == "/"


def test_at_most_fifty_are_shown_and_that_is_said(as_nurse: Client, clinic: Clinic):
    for number in range(50):
        a_patient(clinic, family_name=f"EXAMPLE {number:02}")
    assert "50 patients" in text(search(as_nurse, "ex"))
    assert "the first 50 by name" not in text(search(as_nurse, "ex"))

    a_patient(clinic, family_name="EXAMPLE 50")
    page = search(as_nurse, "ex")

    assert first_cells(page) == [f"EXAMPLE {number:02}, Eva" for number in range(50)]
    assert "more than 50 patients" in text(page)
    assert "the first 50 by name" in text(page)


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
