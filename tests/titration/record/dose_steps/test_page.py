"""The page around the form for a dose step."""

from collections.abc import Iterator

import pytest
import time_machine

from patients.models import Patient
from tests.factories import a_dystonia, a_step, in_error, on
from titration.reading.banner import patient_banner
from titration.record.dose_steps.forms import DoseStepForm
from titration.record.dose_steps.models import DoseStep
from titration.record.dose_steps.page import dose_step_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon_on_2_march() -> Iterator[None]:
    with time_machine.travel("2026-03-02T12:00Z", tick=True):
        yield


def test_before_anything_is_recorded_the_step_is_the_first(patient: Patient):
    page = dose_step_page(patient, DoseStepForm())

    assert (page.is_first, page.held) == (True, None)
    assert (page.current.regimen, page.beside.steps) == ("No dose recorded", [])
    assert page.today == on("2026-03-02")


def test_after_a_step_in_error_the_next_one_is_the_first(patient: Patient):
    in_error(a_step(patient, "10x3", from_="2026-01-05"))

    assert dose_step_page(patient, DoseStepForm()).is_first


def test_it_holds_the_step_of_today_and_the_edition_of_the_steps(patient: Patient):
    step = a_step(patient, "5 5 10", from_="2026-01-05", phase="initiation")
    a_step(patient, "15x3", from_="2026-03-09")
    page = dose_step_page(patient, DoseStepForm())

    assert page.held is not None
    assert (page.held.id, page.is_first) == (step.pk, False)
    assert page.current.next_regimen == "15 mg three times a day"
    assert page.edition == DoseStep.objects.edition(patient)


def test_the_banner_names_the_dystonia_that_counts(patient: Patient):
    assert patient_banner(patient).dystonia_label == ""
    in_error(a_dystonia(patient, "laryngeal"))
    a_dystonia(patient, "cervical")

    assert patient_banner(patient).dystonia_label == "Cervical dystonia"
