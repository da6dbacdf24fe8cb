"""Every page about a patient says what nobody may miss: grave effects, histories, end of care."""

from collections.abc import Iterator

import pytest
import time_machine
from django.template.loader import render_to_string
from django.test import Client

from patients.models import Patient
from patients.web.banner import BannerEffect
from tests.factories import (
    a_patient,
    a_precaution,
    a_side_effect,
    an_effect_change,
    an_end_of_care,
    in_error,
)
from tests.pages.reading import text, words
from titration.reading.banner import patient_banner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon_on_2_march() -> Iterator[None]:
    with time_machine.travel("2026-03-02T12:00Z", tick=True):
        yield


def test_open_effects_that_are_severe_or_listed_as_serious_are_told(patient: Patient):
    a_side_effect(patient, "mental confusion", "mild", from_="2026-02-27")
    worsened = a_side_effect(patient, "drowsiness", "moderate", from_="2026-02-01")
    an_effect_change(worsened, "severe", on_="2026-02-28")
    a_side_effect(patient, "dry mouth", "moderate", from_="2026-02-01")
    in_error(a_side_effect(patient, "muscle weakness", "severe", from_="2026-02-01"))

    assert patient_banner(patient).effects == (
        BannerEffect("severe", "Drowsiness, severe, 2 days", ""),
        BannerEffect("mild", "Mental confusion, mild, 3 days", "listed as serious"),
    )


def test_histories_that_are_present_are_told(patient: Patient):
    a_precaution(patient, "psychiatric disorder", "present")
    a_precaution(patient, "kidney disease", "present")
    a_precaution(patient, "epilepsy", "absent")

    assert patient_banner(patient).histories == ("kidney disease", "psychiatric disorder")


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("died", "Died 20-Feb-2026"),
        ("discharged", "No longer under care since 20-Feb-2026: discharged"),
    ],
)
def test_the_end_of_care_is_told_and_then_no_effect_as_open(
    patient: Patient, reason: str, said: str
):
    a_side_effect(patient, "muscle weakness", "severe", from_="2026-02-01")
    an_end_of_care(patient, on_="2026-02-20", reason=reason)

    shown = patient_banner(patient)

    assert (shown.care_ended, shown.effects) == (said, ())


@pytest.mark.parametrize("page", ["", "response/", "entries/", "edit/", "ratings/record/"])
def test_every_page_about_a_patient_tells_it(as_nurse: Client, patient: Patient, page: str):
    a_side_effect(patient, "muscle weakness", "severe", from_="2026-02-20")
    a_precaution(patient, "epilepsy", "present")

    shown = text(as_nurse.get(f"/patients/{patient.pk}/{page}"))

    assert "Muscle weakness, severe, 10 days listed as serious" in shown
    assert "History: epilepsy" in shown


@pytest.mark.parametrize(
    ("family", "given", "said"),
    [
        ("van Example", "Ada Eva", "van Example, Ada Eva"),
        ("Example", "", "Example"),
        ("", "Ada", "Ada"),
    ],
)
def test_a_name_is_written_as_recorded(patient: Patient, family: str, given: str, said: str):
    other = a_patient(patient.clinic, family_name=family, given_name=given)

    page = render_to_string("components/_patient_banner.html", {"patient": patient_banner(other)})

    assert words(page).startswith(f"{said} Born")
