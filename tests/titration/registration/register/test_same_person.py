"""A person who is a patient already is registered only once a clinician says they are another."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from patients.models import Account, Clinic, Patient
from tests.factories import a_patient
from tests.pages.patient_forms import ada_form, row_counts
from tests.pages.reading import errors, field_values, text
from tests.patients.events import event, events

pytestmark = pytest.mark.django_db

PAGE = "/patients/register/"
SENTENCE = (
    "A patient of this clinic has this name: open the chart, or tick that this is another person."
)
TICK = {"is_another_person": "on"}


@pytest.fixture(autouse=True)
def on_2_march() -> Iterator[None]:
    with time_machine.travel("2026-03-02T12:00Z", tick=True):
        yield


@pytest.fixture
def ada(clinic: Clinic) -> Patient:
    return a_patient(clinic, family_name="Sample", given_name="Ada", record_number="T-7")


def test_the_form_does_not_ask_before_it_has_noticed_somebody(as_nurse: Client):
    page = as_nurse.get(PAGE)

    assert "This is another person" not in text(page)
    assert field_values(page)["others_shown"] == ""


def test_the_patient_is_shown_above_the_form_and_nothing_is_saved(
    as_nurse: Client, nurse: Account, ada: Patient
):
    before, form = row_counts(), ada_form()

    page = as_nurse.post(PAGE, form)

    assert page.status_code == 422
    assert errors(page) == [SENTENCE]
    assert "Sample, Ada born 01-May-1980 · record number T-7" in text(page)
    html = page.content.decode()
    assert html.index(f'href="/patients/{ada.pk}/"') < html.index('name="family_name"')
    assert 'href="#id-is_another_person"' in html
    assert row_counts() == before
    assert field_values(page) == {**form, "others_shown": str(ada.pk)}
    assert events() == [event("list", by=nurse, clinic_id=None, patient_ids=[ada.pk])]


def test_an_unknown_birth_date_is_told_as_such(as_nurse: Client, clinic: Clinic):
    a_patient(clinic, family_name="Sample", given_name="Ada", born_on=None)

    assert "Sample, Ada birth date not recorded · record" in text(as_nurse.post(PAGE, ada_form()))


def test_sent_again_without_the_tick_it_is_refused_again(as_nurse: Client, ada: Patient):
    page = as_nurse.post(PAGE, field_values(as_nurse.post(PAGE, ada_form())))

    assert (page.status_code, errors(page)) == (422, [SENTENCE])
    assert Patient.objects.get() == ada


def test_with_the_tick_the_other_person_is_registered(as_nurse: Client, ada: Patient):
    form = field_values(as_nurse.post(PAGE, ada_form()))

    chart = as_nurse.post(PAGE, {**form, **TICK}, follow=True)

    assert "Registered SAMPLE, Ada (T-100)." in text(chart)
    assert Patient.objects.count() == 2


def test_a_tick_counts_for_the_patients_shown_and_for_no_other(
    as_nurse: Client, clinic: Clinic, ada: Patient
):
    form = field_values(as_nurse.post(PAGE, ada_form()))
    a_patient(clinic, family_name="Tester", given_name="Bo", record_number="T-8")

    page = as_nurse.post(PAGE, {**form, **TICK, "family_name": "Tester", "given_name": "Bo"})

    assert (page.status_code, errors(page)) == (422, [SENTENCE])
    assert "Tester, Bo born 01-May-1980 · record number T-8" in text(page)
    assert "is_another_person" not in field_values(page)
    assert Patient.objects.count() == 2


def test_a_tick_that_no_page_asked_for_is_no_answer(as_nurse: Client, ada: Patient):
    assert errors(as_nurse.post(PAGE, ada_form(**TICK))) == [SENTENCE]


@pytest.mark.parametrize("mangled", ["x", "1,", "-1", "1;2", "9" * 300])
def test_a_damaged_list_of_the_patients_shown_is_replaced(
    as_nurse: Client, ada: Patient, mangled: str
):
    page = as_nurse.post(PAGE, ada_form(**TICK, others_shown=mangled))

    assert errors(page) == ["This form did not arrive whole. It is mended now; send it again."]
    assert field_values(page)["others_shown"] == ""
    assert Patient.objects.get() == ada


def test_what_else_is_wrong_is_said_first(as_nurse: Client, ada: Patient):
    page = as_nurse.post(PAGE, ada_form(record_number="T-7"))

    assert errors(page) == ["Another patient of this clinic has this record number."]


def test_a_patient_of_a_clinic_of_others_is_not_shown(as_nurse: Client, outsider: Account):
    other = outsider.memberships.get().clinic
    a_patient(other, family_name="Sample", given_name="Ada")

    assert as_nurse.post(PAGE, ada_form()).status_code == 302
