"""People who change one side effect at the same instant, each over a connection of their own."""

import uuid

import pytest

from patients.models import Account, Patient
from tests.at_once import at_once
from tests.factories import a_side_effect
from tests.titration.record.calls import report_change
from tests.titration.record.test_races import PEOPLE, kinds
from titration.record.corrections import actions as errors
from titration.record.side_effects.changes.models import SideEffectChange
from titration.standing import derivation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("noon_on_2_march")]


def test_of_two_changes_of_one_effect_on_one_day_one_wins(patient: Patient, nurse: Account):
    effect = a_side_effect(patient, from_="2026-01-05")

    outcomes = at_once(
        lambda: report_change(effect, nurse, "severe", on_="2026-01-12"),
        lambda: report_change(effect, nurse, "moderate", on_="2026-01-12"),
    )
    counted = kinds(outcomes)

    assert counted == {"SideEffectChange": 1, "ValidationError": 1}
    assert derivation.differing([patient]) == []


def test_two_changes_of_one_effect_on_two_days_both_hold(patient: Patient, nurse: Account):
    effect = a_side_effect(patient, from_="2026-01-05")

    outcomes = at_once(
        lambda: report_change(effect, nurse, "severe", on_="2026-01-12"),
        lambda: report_change(effect, nurse, "moderate", on_="2026-01-19"),
    )
    counted = kinds(outcomes)

    assert counted == {"SideEffectChange": 2}
    assert derivation.differing([patient]) == []


def test_an_effect_that_resolves_and_worsens_later_at_once_does_one(
    patient: Patient, nurse: Account
):
    effect = a_side_effect(patient, from_="2026-01-05")

    outcomes = at_once(
        lambda: report_change(effect, nurse, "resolved", on_="2026-01-12"),
        lambda: report_change(effect, nurse, "severe", on_="2026-01-19"),
        lambda: report_change(effect, nurse, "resolved", on_="2026-01-13"),
    )
    counted = kinds(outcomes)

    assert counted["SideEffectChange"] == 1
    assert counted["ValidationError"] == 2


def test_one_form_for_a_change_sent_eight_times_at_once_saves_one(patient: Patient, nurse: Account):
    effect, token = a_side_effect(patient, from_="2026-01-05"), uuid.uuid4()

    def send() -> SideEffectChange:
        return report_change(effect, nurse, on_="2026-01-12", token=token)

    assert at_once(*[send] * PEOPLE) == [SideEffectChange.objects.get()] * PEOPLE


def test_an_effect_marked_and_changed_at_once_is_not_changed_after_it_is_marked(
    patient: Patient, neurologist: Account
):
    effect = a_side_effect(patient, from_="2026-01-05")

    outcomes = at_once(
        lambda: errors.mark(entry=effect, by=neurologist, reason="Typo"),
        lambda: report_change(effect, neurologist, on_="2026-01-12"),
    )
    counted = kinds(outcomes)

    assert counted in (
        {"NoneType": 1, "SideEffectChange": 1},
        {"NoneType": 1, "ChangedMeanwhile": 1},
    )
    assert derivation.differing([patient]) == []
