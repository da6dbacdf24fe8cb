"""What the tables refuse about a dystonia and about a history, and how each is said."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError

from patients.models import Dystonia, Patient
from tests.factories import a_dystonia, a_precaution, in_error, superseded

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("distribution", "site"), [("focal", ""), ("focal", "elbow"), ("focal", "Cervical")]
)
def test_a_focal_dystonia_has_a_known_site(patient: Patient, distribution: str, site: str):
    with pytest.raises(IntegrityError, match="dystonia_has_a_site_exactly_when_focal"):
        a_dystonia(patient, site, distribution=distribution)


def test_no_other_dystonia_has_a_site(patient: Patient):
    row = a_dystonia(patient, distribution="segmental")
    row.pk, row.site = None, "cervical"

    with pytest.raises(IntegrityError, match="dystonia_has_a_site_exactly_when_focal"):
        type(row).objects.bulk_create([row])


@pytest.mark.parametrize(
    ("distribution", "cause"), [("total", "genetic"), ("segmental", "bad luck")]
)
def test_a_dystonia_is_in_known_words(patient: Patient, distribution: str, cause: str):
    with pytest.raises(IntegrityError, match="dystonia_codes_are_known"):
        a_dystonia(patient, distribution=distribution, cause=cause)


def test_a_patient_has_one_dystonia_that_counts(patient: Patient):
    a_dystonia(patient, "cervical")

    with pytest.raises(IntegrityError, match="dystonia_one_live"):
        a_dystonia(patient, "laryngeal")


@pytest.mark.parametrize("marked", [in_error, superseded])
def test_another_dystonia_counts_once_the_former_does_not(
    patient: Patient, marked: Callable[[Dystonia], Dystonia]
):
    marked(a_dystonia(patient, "cervical"))

    assert a_dystonia(patient, "laryngeal").is_live


@pytest.mark.parametrize(
    ("distribution", "site", "said"),
    [
        ("focal", "cervical", "Cervical dystonia"),
        ("focal", "upper limb", "Upper limb dystonia"),
        ("focal", "blepharospasm", "Blepharospasm"),
        ("focal", "other", "Focal dystonia"),
        ("generalized", "", "Generalized dystonia"),
        ("hemidystonia", "", "Hemidystonia"),
    ],
)
def test_a_dystonia_is_said_as_clinicians_say_it(
    patient: Patient, distribution: str, site: str, said: str
):
    assert str(a_dystonia(patient, site, distribution=distribution)) == said


@pytest.mark.parametrize(
    ("condition", "answer"), [("asthma", "present"), ("epilepsy", "maybe"), ("epilepsy", "")]
)
def test_a_history_is_in_known_words(patient: Patient, condition: str, answer: str):
    with pytest.raises(IntegrityError, match="precaution_codes_are_known"):
        a_precaution(patient, condition, answer)


def test_one_answer_counts_for_each_condition(patient: Patient):
    a_precaution(patient, "epilepsy", "present")
    a_precaution(patient, "kidney disease", "present")

    with pytest.raises(IntegrityError, match="precaution_one_live_per_condition"):
        a_precaution(patient, "epilepsy", "absent")


def test_another_answer_counts_once_the_former_does_not(patient: Patient):
    superseded(a_precaution(patient, "epilepsy", "not asked"))

    assert str(a_precaution(patient, "epilepsy", "absent")) == "Epilepsy: absent"
