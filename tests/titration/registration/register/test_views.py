"""Registering a patient: once, completely, and refused in the field's own words."""

import uuid
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from patients.models import Account, Clinic, Dystonia, DystoniaValues, Patient, Precaution
from tests.factories import a_clinic, a_membership, a_nurse, a_patient
from tests.fixtures import signed_in
from tests.pages.patient_forms import BAD_INPUT, ada_form, row_counts, without_unselectable
from tests.pages.reading import errors, field_values, listed, text, title

pytestmark = pytest.mark.django_db

PAGE = "/patients/register/"


def without(name: str, form: dict[str, str]) -> dict[str, str]:
    return {kept: value for kept, value in form.items() if kept != name}


@pytest.fixture(autouse=True)
def on_2_march() -> Iterator[None]:
    with time_machine.travel("2026-03-02T12:00Z", tick=True):
        yield


def test_a_patient_is_registered_with_dystonia_and_histories(
    as_nurse: Client, nurse: Account, clinic: Clinic
):
    answer = as_nurse.post(PAGE, ada_form())

    ada = Patient.objects.get()
    assert (ada.clinic, ada.registered_by) == (clinic, nurse)
    assert ada.details == {
        "record_number": "T-100",
        "family_name": "SAMPLE",
        "given_name": "Ada",
        "born_on": date(1980, 5, 1),
        "sex": "female",
    }
    assert Dystonia.objects.values(*DystoniaValues.__annotations__).get() == {
        "distribution": "focal",
        "sites": ["cervical"],
        "cause": "idiopathic",
        "age_at_onset": 39,
        "since_on": date(2019, 11, 6),
        "edition": "MDS 2025",
    }
    answers = dict(Precaution.objects.values_list("condition", "answer"))
    assert answers == {"kidney disease": "absent", "epilepsy": "present"}
    assert (answer.status_code, answer["Location"]) == (302, f"/patients/{ada.pk}/")


def test_the_chart_confirms_what_was_saved(as_nurse: Client):
    chart = as_nurse.post(PAGE, ada_form(), follow=True)

    assert "Registered SAMPLE, Ada (T-100)." in text(chart)


def test_several_sites_are_kept_in_one_order(as_nurse: Client):
    ticked = {"distribution": "segmental", "sites": ["upper limb", "cervical", "upper limb"]}

    as_nurse.post(PAGE, {**ada_form(), **ticked})

    assert str(Dystonia.objects.get()) == "Segmental dystonia: cervical, upper limb"


@pytest.mark.parametrize("distribution", ["generalized", "hemidystonia"])
def test_the_sites_of_these_may_stay_empty(as_nurse: Client, distribution: str):
    as_nurse.post(PAGE, without("sites", ada_form(distribution=distribution)))

    assert Dystonia.objects.get().sites == []


def test_what_is_not_known_may_stay_empty(as_nurse: Client):
    as_nurse.post(PAGE, ada_form(born_on="", since_on="", age_at_onset=""))

    assert Patient.objects.get().born_on is None
    assert Dystonia.objects.values_list("since_on", "age_at_onset").get() == (None, None)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1979", "Born 1979 (46–47y)"),
        ("Mar-1979", "Born Mar-1979 (46–47y)"),
        ("03-Mar-1979", "Born 03-Mar-1979 (46y)"),
        ("Apr-1979", "Born Apr-1979 (46y)"),
        ("Feb-1979", "Born Feb-1979 (47y)"),
    ],
)
def test_a_birth_date_is_shown_as_far_as_it_is_known(as_nurse: Client, typed: str, shown: str):
    chart = as_nurse.post(PAGE, ada_form(born_on=typed), follow=True)

    assert shown in text(chart)
    page = as_nurse.get(f"/patients/{Patient.objects.get().pk}/edit/")
    assert field_values(page)["born_on"] == typed


@pytest.mark.parametrize("field", ["family_name", "given_name"])
def test_a_person_with_one_name_is_registered_and_shown_without_a_comma(
    as_nurse: Client, field: str
):
    names = {"family_name": "", "given_name": "", field: "Ada"}

    chart = as_nurse.post(PAGE, ada_form(**names), follow=True)

    assert "Registered Ada (T-100)." in text(chart)
    assert "Ada Born 01-May-1980" in text(chart)
    assert listed(as_nurse.get("/")) == ["Ada"]


def test_a_patient_without_any_name_is_refused_on_the_family_name(as_nurse: Client, clinic: Clinic):
    page = as_nurse.post(PAGE, ada_form(family_name=" ", given_name="\u00a0\t"))

    assert page.status_code == 422
    assert errors(page) == ["Enter at least one name."]
    assert 'href="#id-family_name"' in page.content.decode()
    assert row_counts() == [0, 0, 0, 0]


def test_a_name_that_is_refused_is_not_called_missing(as_nurse: Client, clinic: Clinic):
    page = as_nurse.post(PAGE, ada_form(family_name="'", given_name=""))

    assert errors(page) == ["The family name needs a letter or a digit."]


def test_an_iso_date_and_spaces_around_names_are_taken(as_nurse: Client):
    as_nurse.post(
        PAGE, ada_form(born_on="1980-05-01", family_name="  SAMPLE ", given_name="Ada\t Eva")
    )

    assert Patient.objects.get().full_name == "SAMPLE, Ada Eva"
    assert Patient.objects.get().born_on == date(1980, 5, 1)


@pytest.mark.parametrize(("field", "typed", "sentence"), BAD_INPUT, ids=str)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    as_nurse: Client, clinic: Clinic, field: str, typed: str, sentence: str
):
    form = {**ada_form(**{field: typed}), "others_shown": ""}

    page = as_nurse.post(PAGE, form)

    assert page.status_code == 422
    assert errors(page) == [sentence]
    assert title(page) == "Error: Register patient – Titration"
    assert without_unselectable(field_values(page), field) == without_unselectable(form, field)
    assert row_counts() == [0, 0, 0, 0]


def test_an_empty_form_names_everything_that_is_missing(as_nurse: Client, clinic: Clinic):
    page = as_nurse.post(PAGE, {})

    assert page.status_code == 422
    assert "Enter at least one name." in errors(page)
    assert "Choose the body distribution of the dystonia." in errors(page)
    assert field_values(page)["form_token"]
    assert row_counts() == [0, 0, 0, 0]


def test_a_record_number_names_one_patient_of_a_clinic(as_nurse: Client, clinic: Clinic):
    a_patient(clinic, record_number="T-100")

    page = as_nurse.post(PAGE, ada_form())

    assert page.status_code == 422
    assert errors(page) == ["Another patient of this clinic has this record number."]
    assert 'href="#id-record_number"' in page.content.decode()
    assert row_counts() == [1, 0, 0, 0]


def test_another_clinic_may_use_the_same_record_number(as_nurse: Client):
    a_patient(a_clinic(), record_number="T-100")

    assert as_nurse.post(PAGE, ada_form()).status_code == 302


def test_the_same_form_sent_twice_registers_once_and_lands_on_the_same_chart(as_nurse: Client):
    form = ada_form()

    first, second = as_nurse.post(PAGE, form), as_nurse.post(PAGE, form)

    assert first["Location"] == second["Location"]
    assert row_counts() == [1, 0, 1, 2]


def test_each_form_shown_has_a_token_of_its_own(as_nurse: Client):
    tokens = [field_values(as_nurse.get(PAGE))["form_token"] for _ in range(2)]

    assert len({uuid.UUID(token) for token in tokens}) == 2


def test_a_damaged_token_is_replaced_and_nothing_is_saved(as_nurse: Client):
    page = as_nurse.post(PAGE, ada_form(form_token="mangled"))

    assert page.status_code == 422
    assert errors(page) == ["This form did not arrive whole. It is mended now; send it again."]
    assert as_nurse.post(PAGE, field_values(page)).status_code == 302


def test_histories_are_not_asked_until_answered(as_nurse: Client):
    form = field_values(as_nurse.get(PAGE))

    assert {form[name] for name in ("kidney_disease", "epilepsy", "psychiatric_disorder")} == {
        "not asked"
    }
    assert (form["sex"], form["cause"]) == ("unknown", "unknown")
    assert {"distribution", "sites"}.isdisjoint(form)
    assert form["edition"] == "MDS 2025"


def test_the_form_asks_for_the_clinic_only_in_several_clinics(as_nurse: Client, clinic: Clinic):
    other = a_clinic("Otherplace")
    browser = signed_in(a_nurse(clinic, other))

    assert "clinic" not in field_values(as_nurse.get(PAGE))
    assert errors(browser.post(PAGE, ada_form())) == ["Choose the clinic."]
    browser.post(PAGE, ada_form(clinic=str(other.pk)))
    assert Patient.objects.get().clinic == other


@pytest.mark.parametrize("role", ["admin", ""])
def test_a_clinic_without_the_right_cannot_be_chosen(nurse: Account, clinic: Clinic, role: str):
    other = a_clinic()
    if role:
        a_membership(nurse, other, role)
    third = a_clinic()
    a_membership(nurse, third, "nurse")

    page = signed_in(nurse).post(PAGE, ada_form(clinic=str(other.pk)))

    assert page.status_code == 422
    assert row_counts() == [0, 0, 0, 0]


def test_with_one_clinic_another_cannot_be_chosen(as_nurse: Client, clinic: Clinic):
    as_nurse.post(PAGE, ada_form(clinic=str(a_clinic().pk)))

    assert Patient.objects.get().clinic == clinic


def test_an_admin_registers_no_patient(as_admin: Client):
    page = as_admin.post(PAGE, ada_form())

    assert page.status_code == 403
    assert "registered by neurologists and nurses" in text(page)
    assert row_counts() == [0, 0, 0, 0]


@pytest.mark.parametrize("number", ["Т-100", "t-1OO", "T-１00", "T- 100"])
def test_a_record_number_that_looks_like_anothers_is_refused_and_stays(
    as_nurse: Client, clinic: Clinic, number: str
):
    a_patient(clinic, record_number="T-100")

    answer = as_nurse.post(PAGE, ada_form(record_number=number))

    assert answer.status_code == 422
    sentence = "Another patient of this clinic has T-100, which looks like this number."
    assert errors(answer) == [sentence]
    assert field_values(answer)["record_number"] == number
    assert Patient.objects.count() == 1
