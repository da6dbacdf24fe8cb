"""A person who is a patient of the clinic already is noticed before they are registered again."""

import uuid
from typing import Any

import pytest

from patients.actions.same_person import RegisteredAlready
from patients.models import Account, Clinic, Patient
from tests.factories import a_clinic, a_patient, on
from tests.factories.values import told_or_none
from tests.patients.accounts.actions.calls import change, register
from tests.patients.events import events

pytestmark = pytest.mark.django_db

BORN = on("1980-05-01")


def sample(clinic: Clinic, family_name: str = "Weiß", given_name: str = "Zoë", **details: Any):
    details = {"born_on": "1980-05-01", **details}
    return a_patient(clinic, family_name=family_name, given_name=given_name, **details)


def registered_again(clinic: Clinic, nurse: Account, **details: Any) -> Patient | list[Patient]:
    """Register Zoe Weiss; return her, or the patients who may be the same person."""
    zoe: dict[str, Any] = {"family_name": "Weiss", "given_name": "ZOE", "born_on": BORN, **details}
    try:
        return register(clinic, nurse, **zoe)
    except RegisteredAlready as refusal:
        return refusal.patients


def test_a_patient_with_the_same_folded_name_and_birth_date_is_noticed(
    clinic: Clinic, nurse: Account
):
    zoe = sample(clinic)

    assert registered_again(clinic, nurse) == [zoe]
    assert Patient.objects.get() == zoe
    assert events() == []


@pytest.mark.parametrize(
    ("recorded", "typed"),
    [
        *((None, "1980-05-01"), ("1980-05-01", None), (None, None), (None, "1980")),
        *(("1980", "1980-05-01"), ("1980-05-01", "1980"), ("1980-05", "1980"), ("1980", "1980")),
        *(("1980-05", "1980-05-01"), ("1980-05-01", "1980-05"), ("1980", "1980-05")),
    ],
)
def test_a_birth_date_that_may_be_the_same_is_noticed(
    clinic: Clinic, nurse: Account, recorded: str | None, typed: str | None
):
    zoe = sample(clinic, born_on=recorded)

    assert registered_again(clinic, nurse, born_on=told_or_none(typed)) == [zoe]


@pytest.mark.parametrize(
    ("recorded", "typed"),
    [
        ("1980", "1981-05-01"),
        ("1980-05", "1980-06-01"),
        ("1980-05-01", "1979"),
        ("1980-05", "1981"),
    ],
)
def test_birth_dates_that_cannot_be_the_same_are_of_two_people(
    clinic: Clinic, nurse: Account, recorded: str, typed: str
):
    sample(clinic, born_on=recorded)

    assert isinstance(registered_again(clinic, nurse, born_on=told_or_none(typed)), Patient)


@pytest.mark.parametrize(("recorded", "typed"), [("Müller", "Mueller"), ("Ørsted", "Oersted")])
def test_two_spellings_that_a_search_finds_are_two_names(
    clinic: Clinic, nurse: Account, recorded: str, typed: str
):
    sample(clinic, recorded)

    assert isinstance(registered_again(clinic, nurse, family_name=typed), Patient)


def test_a_former_name_is_noticed(clinic: Clinic, nurse: Account):
    zoe = change(sample(clinic), nurse, family_name="Other")

    assert registered_again(clinic, nurse) == [zoe]


def test_names_the_other_way_round_are_noticed(clinic: Clinic, nurse: Account):
    zoe = sample(clinic, "Zoë", "Weiß")

    assert registered_again(clinic, nurse) == [zoe]


@pytest.mark.parametrize("names", [("Yiğit", ""), ("", "YIGIT")])
def test_one_name_is_noticed_in_either_field(
    clinic: Clinic, nurse: Account, names: tuple[str, str]
):
    yigit = sample(clinic, *names)

    assert registered_again(clinic, nurse, family_name="Yigit", given_name="") == [yigit]


def test_every_patient_who_may_be_the_person_is_named(clinic: Clinic, nurse: Account):
    patients = [sample(clinic), sample(clinic, born_on=None)]

    assert registered_again(clinic, nurse) == patients


@pytest.mark.parametrize(
    "other",
    [
        {"born_on": "1980-05-02"},
        {"family_name": "Weisz"},
        {"given_name": "Zoa"},
        {"given_name": ""},
    ],
)
def test_another_person_is_registered_at_once(
    clinic: Clinic, nurse: Account, other: dict[str, str]
):
    sample(clinic, **other)

    assert isinstance(registered_again(clinic, nurse), Patient)


def test_a_patient_of_another_clinic_is_not_noticed(clinic: Clinic, nurse: Account):
    sample(a_clinic())

    assert isinstance(registered_again(clinic, nurse), Patient)


def test_a_person_is_registered_once_every_namesake_is_said_to_be_another(
    clinic: Clinic, nurse: Account
):
    one, other = sample(clinic), sample(clinic, born_on=None)

    assert registered_again(clinic, nurse, other_than={one.pk}) == [one, other]
    assert isinstance(registered_again(clinic, nurse, other_than={one.pk, other.pk}), Patient)


def test_a_form_sent_again_does_not_notice_the_patient_it_registered(
    clinic: Clinic, nurse: Account
):
    token = uuid.uuid4()
    zoe = registered_again(clinic, nurse, token=token)

    assert registered_again(clinic, nurse, token=token) == zoe
