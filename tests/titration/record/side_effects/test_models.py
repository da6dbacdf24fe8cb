"""Side effects and checks: what the tables refuse, and how each is written as text."""

import uuid

import pytest
from django.db import IntegrityError

from patients.models import Patient
from tests.factories import a_check, a_side_effect
from titration.record.side_effects.models import SideEffect

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "unknown",
    [
        {"term": ""},
        {"severity": "terrible"},
        {"severity": ""},
        {"reported_by": "neighbour"},
        {"action_taken": "prayed"},
    ],
    ids=str,
)
def test_an_effect_is_in_known_words(patient: Patient, unknown: dict[str, str]):
    row = a_side_effect(patient, from_="2026-01-08")
    row.pk = None
    for field, value in unknown.items():
        setattr(row, field, value)

    with pytest.raises(IntegrityError, match="sideeffect_codes_are_known"):
        SideEffect.objects.bulk_create([row])


def test_an_effect_never_resolves_before_its_onset(patient: Patient):
    with pytest.raises(IntegrityError, match="sideeffect_resolves_after_onset"):
        a_side_effect(patient, from_="2026-01-08", until="2026-01-07")


def test_an_effect_is_never_reported_before_its_onset(patient: Patient):
    with pytest.raises(IntegrityError, match="sideeffect_is_reported_after_onset"):
        a_side_effect(patient, from_="2026-01-08", reported_on="2026-01-07")


@pytest.mark.parametrize("until", ["2026-01-01", "2026-01-31", "2026-02-01"])
def test_an_effect_resolves_on_or_after_the_first_day_of_its_month(patient: Patient, until: str):
    assert a_side_effect(patient, from_="2026-01", until=until).is_live


def test_an_effect_never_resolves_before_its_month(patient: Patient):
    with pytest.raises(IntegrityError, match="sideeffect_resolves_after_onset"):
        a_side_effect(patient, from_="2026-01", until="2025-12-31")


@pytest.mark.parametrize("told", ["", "soon", "2026-13", "2026-02-30", "08-01-2026"])
def test_an_onset_is_a_day_a_month_or_a_year(patient: Patient, told: str):
    row = a_side_effect(patient, from_="2026-01-08")
    row.pk, row.form_token, row.onset_on = None, uuid.uuid4(), told

    with pytest.raises(IntegrityError, match="sideeffect_"):
        SideEffect.objects.bulk_create([row])


def test_an_effect_may_begin_resolve_and_be_reported_on_one_day(patient: Patient):
    assert a_side_effect(patient, from_="2026-01-08", until="2026-01-08").is_live


def test_any_term_may_be_recorded(patient: Patient):
    effect = a_side_effect(patient, "vivid dreams", "severe", from_="2026-01-08")

    assert str(effect) == "Vivid dreams, severe, onset 08-Jan-2026"


def test_the_same_effect_may_be_reported_twice(patient: Patient):
    a_side_effect(patient, "drowsiness", from_="2026-01-08")

    assert a_side_effect(patient, "drowsiness", from_="2026-01-08").is_live


def test_a_check_is_written_with_its_day(patient: Patient):
    assert str(a_check(patient, asked_on="2026-01-08")) == "Asked on 08-Jan-2026: none reported"
