"""What the tables refuse about a dystonia and about a history, and how each is said."""

from collections.abc import Callable
from itertools import combinations

import pytest
from django.db import IntegrityError, transaction

from patients.models import Distribution, Dystonia, Patient, Site
from patients.models.dystonia import why_impossible
from tests.factories import a_dystonia, a_precaution, in_error, superseded

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("distribution", "sites"),
    [
        ("focal", ["cervical", "trunk"]),
        ("segmental", ["cervical"]),
        ("multifocal", ["upper limb"]),
        ("generalized", ["trunk"]),
        ("generalized", ["trunk", "cervical"]),
        ("generalized", ["cervical", "upper limb", "lower limb"]),
        ("hemidystonia", ["upper limb"]),
    ],
)
def test_a_distribution_has_sites_that_it_can_have(
    patient: Patient, distribution: str, sites: list[str]
):
    with pytest.raises(IntegrityError, match="dystonia_has_the_sites_of_its_distribution"):
        a_dystonia(patient, *sites, distribution=distribution)


def test_the_tables_and_the_actions_agree_on_every_set_of_sites(patient: Patient):
    told = [
        (distribution, list(sites))
        for distribution in Distribution.values
        for count in range(1, 5)
        for sites in combinations(Site.values, count)
    ]

    disagree = [
        (distribution, sites)
        for distribution, sites in told
        if is_kept(patient, distribution, sites) == bool(why_impossible(distribution, sites))
    ]

    assert len(told) > 5 * 160
    assert disagree == []


def is_kept(patient: Patient, distribution: str, sites: list[str]) -> bool:
    try:
        with transaction.atomic():
            superseded(a_dystonia(patient, *sites, distribution=distribution))
    except IntegrityError:
        return False
    return True


def test_no_site_is_named_twice(patient: Patient):
    with pytest.raises(IntegrityError, match="dystonia_names_each_site_once"):
        a_dystonia(patient, "cervical", "cervical", distribution="segmental")


@pytest.mark.parametrize("sites", [["elbow"], ["Cervical"], [""]])
def test_a_site_is_in_known_words(patient: Patient, sites: list[str]):
    with pytest.raises(IntegrityError, match="dystonia_codes_are_known"):
        a_dystonia(patient, *sites)


def test_an_edition_is_a_known_one(patient: Patient):
    with pytest.raises(IntegrityError, match="dystonia_codes_are_known"):
        a_dystonia(patient, edition="MDS 1984")


def test_an_onset_is_at_an_age_that_people_reach(patient: Patient):
    superseded(a_dystonia(patient, age_at_onset=120))

    with pytest.raises(IntegrityError, match="dystonia_begins_at_an_age_up_to_120"):
        a_dystonia(patient, age_at_onset=121)


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
    ("distribution", "sites", "said"),
    [
        ("focal", ["cervical"], "Cervical dystonia"),
        ("focal", ["upper limb"], "Upper limb dystonia"),
        ("focal", ["blepharospasm"], "Blepharospasm"),
        ("focal", ["other"], "Focal dystonia"),
        (
            "segmental",
            ["blepharospasm", "oromandibular"],
            "Segmental dystonia: blepharospasm, oromandibular",
        ),
        ("generalized", [], "Generalized dystonia"),
        ("hemidystonia", [], "Hemidystonia"),
        ("hemidystonia", ["upper limb", "other"], "Hemidystonia: upper limb, other site"),
    ],
)
def test_a_dystonia_is_said_as_clinicians_say_it(
    patient: Patient, distribution: str, sites: list[str], said: str
):
    assert str(a_dystonia(patient, *sites, distribution=distribution)) == said


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
