"""Changes of side effects: what the table refuses, and how each is written as text."""

from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError

from patients.models import Patient
from tests.factories import a_patient, a_side_effect, an_effect_change, in_error
from titration.record.side_effects.changes.models import EffectBecame, SideEffectChange
from titration.record.side_effects.models import SideEffect
from titration.rules import SEVERITIES

pytestmark = pytest.mark.django_db


@pytest.fixture
def effect(patient: Patient) -> SideEffect:
    return a_side_effect(patient, "dry mouth", from_="2026-01-08")


def test_an_effect_becomes_what_the_rules_know_or_resolves():
    assert EffectBecame.values == [*SEVERITIES, "resolved"]


@pytest.mark.parametrize(
    "unknown", [{"became": ""}, {"became": "worse"}, {"reported_by": "neighbour"},
                {"action_taken": "prayed"}], ids=str,
)  # fmt: skip
def test_a_change_is_in_known_words(effect: SideEffect, unknown: dict[str, Any]):
    with pytest.raises(IntegrityError, match="sideeffectchange_codes_are_known"):
        an_effect_change(effect, **{"on_": "2026-01-12", **unknown})


def test_a_change_is_never_reported_before_it(effect: SideEffect):
    with pytest.raises(IntegrityError, match="sideeffectchange_is_reported_after_it"):
        an_effect_change(effect, on_="2026-01-12", reported_on="2026-01-11")


def test_a_change_is_of_an_effect_of_the_same_patient(effect: SideEffect):
    effect.patient = a_patient(effect.patient.clinic)

    with pytest.raises(ProgrammingError, match="a change is of an entry of the same patient"):
        an_effect_change(effect, on_="2026-01-12")


def test_one_live_change_of_an_effect_a_day(effect: SideEffect):
    in_error(an_effect_change(effect, on_="2026-01-12"))
    an_effect_change(effect, on_="2026-01-12")

    with pytest.raises(IntegrityError, match="one_live_change_of_an_effect_a_day"):
        an_effect_change(effect, "mild", on_="2026-01-12")


def test_an_effect_resolves_once(effect: SideEffect):
    in_error(an_effect_change(effect, "resolved", on_="2026-01-12"))
    an_effect_change(effect, "resolved", on_="2026-01-13")

    with pytest.raises(IntegrityError, match="an_effect_resolves_once"):
        an_effect_change(effect, "resolved", on_="2026-01-14")


@pytest.mark.parametrize(
    ("became", "words"),
    [
        ("severe", "Dry mouth, severe from 12-Jan-2026"),
        ("resolved", "Dry mouth, resolved 12-Jan-2026"),
    ],
)
def test_a_change_is_said_with_its_effect(effect: SideEffect, became: str, words: str):
    assert str(an_effect_change(effect, became, on_="2026-01-12")) == words


def test_changes_are_parts_of_their_effect_while_they_count(effect: SideEffect):
    in_error(an_effect_change(effect, "mild", on_="2026-01-20"))
    later = an_effect_change(effect, "severe", on_="2026-01-12")
    earlier = an_effect_change(effect, "moderate", on_="2026-01-10")

    assert list(effect.parts) == [earlier, later]
    assert list(SideEffectChange.objects.live().order_by("changed_on")) == [earlier, later]
