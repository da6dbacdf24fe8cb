"""Editing a patient: only differences are saved, and no change of another person is lost."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from patients.days import InexactDay
from patients.models import Dystonia, FormerDetails, Patient, Precaution
from tests.factories import a_clinic, a_nurse, a_patient, a_step
from tests.fixtures import signed_in
from tests.pages.entry_pages import one_of_each_field
from tests.pages.patient_forms import ADA, BAD_INPUT, ada_form, row_counts, without_unselectable
from tests.pages.reading import errors, field_values, text, title

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_2_march() -> Iterator[None]:
    with time_machine.travel("2026-03-02T12:00Z", tick=True):
        yield


@pytest.fixture
def ada(as_nurse: Client) -> Patient:
    as_nurse.post("/patients/register/", ada_form())
    return Patient.objects.get()


def page_of(patient: Patient) -> str:
    return f"/patients/{patient.pk}/edit/"


def shown(client: Client, patient: Patient) -> dict[str, str]:
    """Open the form; return its values."""
    return field_values(client.get(page_of(patient)))


def test_the_form_shows_the_patient_as_recorded(as_nurse: Client, ada: Patient):
    form = shown(as_nurse, ada)

    assert {name: form[name] for name in ADA} == ADA
    assert 'value="01-May-1980"' in as_nurse.get(page_of(ada)).content.decode()


def test_saving_it_unchanged_records_nothing(as_nurse: Client, ada: Patient):
    before = row_counts()

    answer = as_nurse.post(page_of(ada), shown(as_nurse, ada))

    assert (answer.status_code, answer["Location"]) == (302, f"/patients/{ada.pk}/")
    assert row_counts() == before


def test_only_differences_are_saved_and_confirmed(as_nurse: Client, ada: Patient):
    form = shown(as_nurse, ada)
    changes = {
        "family_name": "OTHER", "born_on": "1980", "epilepsy": "absent",
        "distribution": "hemidystonia", "sites": ["upper limb", "lower limb"],
    }  # fmt: skip

    chart = as_nurse.post(page_of(ada), {**form, **changes}, follow=True)

    ada.refresh_from_db()
    assert (ada.full_name, ada.born_on) == ("OTHER, Ada", InexactDay.in_year(1980))
    assert str(Dystonia.objects.of(ada).live().get()) == "Hemidystonia: upper limb, lower limb"
    answers = Precaution.objects.of(ada).live().values_list("condition", "answer")
    assert dict(answers) == {"kidney disease": "absent", "epilepsy": "absent"}
    assert "Saved OTHER, Ada (T-100)." in text(chart)


def test_one_of_the_two_names_may_be_taken_away_and_not_both(as_nurse: Client, ada: Patient):
    form = shown(as_nurse, ada)

    page = as_nurse.post(page_of(ada), {**form, "family_name": "", "given_name": ""})
    assert errors(page) == ["Enter at least one name."]

    as_nurse.post(page_of(ada), {**form, "family_name": ""})
    ada.refresh_from_db()
    assert (ada.full_name, ada.former_details.get().full_name) == ("Ada", "SAMPLE, Ada")


def test_a_form_opened_on_a_patient_with_nothing_known_asks_for_the_dystonia(
    as_nurse: Client, patient: Patient
):
    page = as_nurse.post(page_of(patient), shown(as_nurse, patient))

    assert errors(page) == ["Choose the body distribution of the dystonia."]


def test_former_details_stay_listed_with_who_changed_them(as_nurse: Client, ada: Patient):
    assert "Former details" not in text(as_nurse.get(page_of(ada)))
    for name in ("OTHER", "THIRD"):
        as_nurse.post(page_of(ada), {**shown(as_nurse, ada), "family_name": name})

    page = text(as_nurse.get(page_of(ada)))

    former = page[page.index("Former details") :]
    assert former.index("OTHER, Ada until 02-Mar-2026 12:00") < former.index("SAMPLE, Ada until")
    assert "Record number T-100 · born 01-May-1980 · Female · changed by Nils NURSE" in former


def test_a_change_is_timed_by_the_clock_of_the_clinic():
    auckland = a_clinic(time_zone="Pacific/Auckland")
    browser, eva = signed_in(a_nurse(auckland)), a_patient(auckland)
    browser.post(page_of(eva), {**shown(browser, eva), **SEGMENTAL, "given_name": "Ada"})

    assert "EXAMPLE, Eva until 03-Mar-2026 01:00" in text(browser.get(page_of(eva)))


@pytest.mark.parametrize(("field", "typed", "sentence"), one_of_each_field(BAD_INPUT), ids=str)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    as_nurse: Client, ada: Patient, field: str, typed: str, sentence: str
):
    before, form = row_counts(), {**shown(as_nurse, ada), field: typed}

    page = as_nurse.post(page_of(ada), form)

    assert page.status_code == 422
    assert errors(page) == [sentence]
    assert title(page) == "Error: Edit patient – Titration"
    assert without_unselectable(field_values(page), field) == without_unselectable(form, field)
    assert row_counts() == before


def test_a_birth_date_after_recorded_care_is_refused(as_nurse: Client, ada: Patient):
    a_step(ada, "5x3", from_="2019-11-01")
    form = {**shown(as_nurse, ada), "born_on": "01-Jan-2020", "age_at_onset": "", "since_on": ""}

    page = as_nurse.post(page_of(ada), form)

    assert page.status_code == 422
    assert errors(page) == ["Something is recorded on 01-Nov-2019, before this birth date."]


def test_another_patient_s_record_number_is_refused(as_nurse: Client, ada: Patient):
    a_patient(ada.clinic, record_number="T-7")

    page = as_nurse.post(page_of(ada), {**shown(as_nurse, ada), "record_number": "T-7"})

    assert page.status_code == 422
    assert errors(page) == ["Another patient of this clinic has this record number."]


SEGMENTAL = {"distribution": "segmental", "sites": "upper limb"}
MEANWHILE = [
    ({"family_name": "THEIRS"}, {"family_name": "MINE"}, "these details", "THEIRS"),
    ({"family_name": "THEIRS"}, {"given_name": "Mine"}, "these details", "THEIRS"),
    ({"cause": "genetic"}, {"given_name": "Mine"}, "the dystonia or", "Genetic"),
    ({"epilepsy": "absent"}, {"epilepsy": "not asked"}, "the dystonia or", "Absent"),
    (SEGMENTAL, {"given_name": "Mine"}, "the dystonia or", "Upper limb"),
    ({"since_on": "2019"}, {"given_name": "Mine"}, "the dystonia or", "2019"),
    ({"born_on": ""}, {"sex": "male"}, "these details", "nothing"),
    ({"born_on": "May-1980"}, {"sex": "male"}, "these details", "May-1980"),
]


@pytest.mark.parametrize("case", MEANWHILE, ids=str)
def test_changes_by_another_person_meanwhile_are_shown_and_not_overwritten(
    as_nurse: Client,
    as_neurologist: Client,
    ada: Patient,
    case: tuple[dict[str, str], dict[str, str], str, str],
):
    theirs, mine, what, now = case
    form = {**shown(as_nurse, ada), **mine}
    as_neurologist.post(page_of(ada), {**shown(as_neurologist, ada), **theirs})
    before = row_counts()

    page = as_nurse.post(page_of(ada), form)

    assert page.status_code == 409
    assert f"Another person has changed {what}" in errors(page)[0]
    assert f"Recorded now: {now}" in text(page)
    assert title(page).startswith("Error:")
    assert {name: field_values(page)[name] for name in ADA} == {name: form[name] for name in ADA}
    assert row_counts() == before


def test_a_form_that_was_stale_can_be_sent_again(
    as_nurse: Client, as_neurologist: Client, ada: Patient
):
    form = {**shown(as_nurse, ada), "family_name": "MINE"}
    as_neurologist.post(page_of(ada), {**shown(as_neurologist, ada), "family_name": "THEIRS"})
    page = as_nurse.post(page_of(ada), form)

    assert as_nurse.post(page_of(ada), field_values(page)).status_code == 302
    ada.refresh_from_db()
    assert ada.family_name == "MINE"


def test_the_same_form_sent_twice_saves_once(as_nurse: Client, ada: Patient):
    form = {**shown(as_nurse, ada), "given_name": "Eva", "cause": "genetic", "epilepsy": "absent"}

    answers = [as_nurse.post(page_of(ada), form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert FormerDetails.objects.count() == 1
    assert row_counts() == [1, 1, 2, 3]


@pytest.mark.parametrize("mangled", ["", "-1", "1e9", "9" * 30, "\x00"])
@pytest.mark.parametrize("name", ["version", "seen", "form_token"])
def test_a_damaged_hidden_field_is_replaced_and_nothing_is_saved(
    as_nurse: Client, ada: Patient, name: str, mangled: str
):
    changes = {"given_name": "Eva", "epilepsy": "absent"}
    before, form = row_counts(), {**shown(as_nurse, ada), **changes, name: mangled}

    page = as_nurse.post(page_of(ada), form)

    assert page.status_code in {409, 422}
    assert row_counts() == before
    assert as_nurse.post(page_of(ada), field_values(page)).status_code == 302


def test_the_banner_shows_the_patient_as_recorded_not_as_typed(as_nurse: Client, ada: Patient):
    typed = {"family_name": "OTHER", "record_number": ""}

    page = as_nurse.post(page_of(ada), {**shown(as_nurse, ada), **typed})

    assert page.status_code == 422
    assert "SAMPLE, Ada Born 01-May-1980 (45y) Sex Female" in text(page)
