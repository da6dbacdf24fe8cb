"""Patients are found in spite of one slip, under a heading of their own; and the most alike."""

import pytest
from django.test import Client

from patients.models import Account, AuditEvent, Clinic, Patient
from tests.factories import a_clinic, a_patient
from tests.pages.reading import groups, list_row, listed, text
from tests.pages.searching import found, search
from tests.titration.worklist.test_views_search_names import renamed

pytestmark = pytest.mark.django_db

NAMES = ("Beispiel, Anneliese", "გიორგაძე, ნინო", "رضایی, آرش", "Müller-Lüdenscheid, Bo")
# What is typed, and whom it finds but for one slip.
SLIPS = {
    "baispiel": "Beispiel, Anneliese",  # wrong
    "neispiel": "Beispiel, Anneliese",
    "bispiel": "Beispiel, Anneliese",  # missing
    "eispiel": "Beispiel, Anneliese",
    "beiispiel": "Beispiel, Anneliese",  # extra
    "xbeispiel": "Beispiel, Anneliese",
    "beispielx": "Beispiel, Anneliese",
    "besipiel": "Beispiel, Anneliese",  # swapped
    "beispile": "Beispiel, Anneliese",
    "ebis": "Beispiel, Anneliese",  # a beginning
    "anelies": "Beispiel, Anneliese",
    "beispeil anneliese": "Beispiel, Anneliese",
    "Anneliese, Beispeil": "Beispiel, Anneliese",
    "anelise beispiel": "",  # two of one name
    "anelise": "",
    "anelies beispeil": "Beispiel, Anneliese",  # one of each
    "ann beispeil": "Beispiel, Anneliese",
    "anx beispiel": "",  # fewer than four letters
    "anx": "",
    "beispeil bo": "",
    "გიორგაცე": "გიორგაძე, ნინო",
    "გიოგაძე": "გიორგაძე, ნინო",
    "რიორგაძე": "გიორგაძე, ნინო",
    "رضایب": "رضایی, آرش",
    "mueler": "Müller-Lüdenscheid, Bo",
    "müllerlüdnescheid": "Müller-Lüdenscheid, Bo",
    "mulle_": "",
    "____": "",
    "beis%iel": "Beispiel, Anneliese",
}


def near(client: Client, typed: str) -> list[str]:
    """Return the names under the heading of names with a slip."""
    return groups(search(client, typed)).get("Nearly so", [])


@pytest.fixture
def people(clinic: Clinic) -> list[Patient]:
    pairs = (name.split(", ") for name in NAMES)
    return [a_patient(clinic, family_name=family, given_name=given) for family, given in pairs]


def test_a_name_is_found_in_spite_of_one_slip(as_nurse: Client, people: list[Patient]):
    assert {typed: near(as_nurse, typed) for typed in SLIPS} == {
        typed: [name] if name else [] for typed, name in SLIPS.items()
    }


def test_those_who_begin_so_come_first_and_are_not_repeated(as_nurse: Client, clinic: Clinic):
    for family_name in ("Meyerhof", "Meyer", "Maier", "Meier", "Bauer"):
        a_patient(clinic, family_name=family_name, given_name="Bo")

    page = search(as_nurse, "meyer")

    assert listed(page)[:2] == ["Meyer, Bo", "Meyerhof, Bo"]
    assert groups(page) == {"Nearly so": ["Meier, Bo"]}
    assert "“meyer” 2 patients" in text(page)
    assert "Register patient" not in text(page)


def test_the_likest_come_first_and_ten_at_most(as_nurse: Client, clinic: Clinic):
    for number in range(12):
        a_patient(clinic, family_name=f"Beispiel {number}", given_name="Bo")
    a_patient(clinic, family_name="Beispiel", given_name="Zoe")

    page = search(as_nurse, "beispeil")
    names = groups(page)["Nearly so"]

    assert names[0] == "Beispiel, Zoe"
    assert len(names) == 10
    assert "the likest first; only 10 are shown" in text(page)
    assert "are shown" not in text(search(as_nurse, "beispeil zoe"))


def test_a_former_name_with_a_slip_finds_the_patient_and_the_row_says_so(
    as_nurse: Client, nurse: Account, clinic: Clinic
):
    renamed(clinic, nurse, ("Beispiel", "Zoë"), ("Weiß", "Zoë"))

    for typed in ("beispeil", "zoë beispeil", "baispeil"):
        row = list_row(search(as_nurse, typed), "Weiß, Zoë")
        assert row[0].endswith(" formerly Beispiel, Zoë"), typed


def test_where_nobody_is_found_the_nearest_names_stand_before_registering(
    as_nurse: Client, clinic: Clinic
):
    for family_name in ("Beispiel", "Beispielhaus", "Tester"):
        a_patient(clinic, family_name=family_name, given_name="Bo")

    page = search(as_nurse, "baispeil")

    assert groups(page) == {"The nearest names": ["Beispiel, Bo", "Beispielhaus, Bo"]}
    said = text(page)
    assert said.index("begins so in your clinics") < said.index("The nearest names")
    assert said.index("Beispielhaus") < said.index("Register patient")
    assert groups(search(as_nurse, "qqqq")) == {}


def test_the_patients_shown_as_near_are_on_record_and_none_has_the_focus(
    as_nurse: Client, people: list[Patient]
):
    page = search(as_nurse, "beispeil")

    assert AuditEvent.objects.get().patient_ids == [people[0].pk]
    assert "autofocus" not in page.content.decode()


@pytest.mark.parametrize("typed", ["beispeil", "baispeil"])
def test_no_near_patient_of_another_clinic_is_found(as_nurse: Client, clinic: Clinic, typed: str):
    a_patient(a_clinic(), family_name="Beispiel")

    assert listed(search(as_nurse, typed)) == []


def test_a_text_of_very_many_letters_is_read_without_slips(as_nurse: Client, people: list[Patient]):
    assert found(as_nurse, " ".join(["abcdefghi"] * 10)) == []
