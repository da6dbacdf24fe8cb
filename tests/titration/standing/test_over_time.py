"""Stored standings are kept correct from day to day, and wrong ones are found."""

from collections.abc import Callable

import pytest
import time_machine

from patients.models import Account, Clinic, Patient
from tests.acting import run_sql
from tests.factories import (
    a_clinic,
    a_contact,
    a_nurse,
    a_patient,
    a_review,
    a_side_effect,
    a_step,
    an_end_of_care,
    on,
)
from tests.middleware import BACK
from titration.standing import derivation
from titration.standing import due as due_standings
from titration.standing.models import Standing
from titration.standing.rebuild import rebuild_standings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon_on_2_march")]

MONDAY_AHEAD = "2026-03-09T12:00Z"


def bring_forward(clinic: Clinic) -> int:
    """Open the worklist as a nurse; return how many standings are still out of date."""
    left = due_standings.bring_forward([clinic], by=a_nurse(clinic))
    run_sql(BACK)
    return left


def stored(patient: Patient) -> Standing:
    return Standing.objects.get(patient=patient)


def test_a_planned_step_takes_effect_on_its_day(patient: Patient):
    a_step(patient, "5x3", from_="2026-01-05", phase="initiation")
    a_step(patient, "10x3", from_="2026-03-09")

    bring_forward(patient.clinic)
    assert stored(patient).total_mg == 15

    with time_machine.travel(MONDAY_AHEAD):
        bring_forward(patient.clinic)
    assert stored(patient).total_mg == 30
    assert stored(patient).changes_on is None


def test_an_eighteenth_birthday_brings_comparisons_forward(clinic: Clinic):
    young = a_patient(clinic, born_on="2008-03-09")
    a_step(young, "25x3", from_="2026-01-05", already_taking=True)
    assert stored(young).notice_flags == []

    with time_machine.travel(MONDAY_AHEAD):
        bring_forward(clinic)

    assert stored(young).notice_flags == ["per-dose-above", "total-above"]


def test_the_standing_of_a_child_is_due_on_the_18th_birthday(clinic: Clinic):
    """Twelve years ahead: until then nobody is shown the birthday's flags."""
    child = a_patient(clinic, born_on="2020-01-20")
    a_step(child, "7.5x4", from_="2026-01-05", already_taking=True)
    assert (stored(child).notice_flags, stored(child).changes_on) == ([], on("2038-01-20"))

    with time_machine.travel("2038-01-20T12:00Z"):
        bring_forward(clinic)

    assert stored(child).notice_flags == ["frequency-differs", "per-dose-below"]


def test_a_review_date_that_passes_is_told_on_the_next_day(patient: Patient):
    a_review(patient, on_="2026-02-09", next_on="2026-03-08")
    assert (stored(patient).notice_flags, stored(patient).changes_on) == ([], on("2026-03-09"))

    with time_machine.travel(MONDAY_AHEAD):
        bring_forward(patient.clinic)

    assert stored(patient).notice_flags == ["review-overdue"]


def test_a_planned_call_is_told_on_its_day(patient: Patient):
    a_contact(patient, "reached", on_="2026-03-02", call_again_on="2026-03-09")
    assert stored(patient).situation["call_on"] is None

    with time_machine.travel(MONDAY_AHEAD):
        bring_forward(patient.clinic)

    assert stored(patient).situation["call_on"] == "2026-03-09"


def test_an_effect_that_resolved_today_is_closed_tomorrow(patient: Patient):
    a_side_effect(patient, "muscle weakness", from_="2026-02-20", until="2026-03-02")
    assert stored(patient).open_side_effects == 1

    with time_machine.travel("2026-03-03T12:00Z"):
        bring_forward(patient.clinic)

    assert stored(patient).open_side_effects == 0
    assert stored(patient).attention_flags == []


def test_days_missed_are_caught_up_at_once(patient: Patient):
    for week, doses in enumerate(("5x3", "10x3", "15x3"), start=9):
        a_step(patient, doses, from_=f"2026-03-{week:02}")

    with time_machine.travel("2026-06-01T12:00Z"):
        bring_forward(patient.clinic)

    assert stored(patient).total_mg == 45


@pytest.mark.parametrize(("time_zone", "total"), [("Pacific/Auckland", 30), ("Europe/London", 15)])
def test_a_day_begins_where_the_clinic_is(time_zone: str, total: int):
    patient = a_patient(a_clinic(time_zone=time_zone))
    a_step(patient, "5x3", from_="2026-01-05")
    a_step(patient, "10x3", from_="2026-03-09")

    with time_machine.travel("2026-03-08T20:00Z"):
        bring_forward(patient.clinic)

    assert stored(patient).total_mg == total


def test_other_clinics_are_left_alone(patient: Patient):
    a_step(patient, "10x3", from_="2026-03-09")

    with time_machine.travel(MONDAY_AHEAD):
        bring_forward(a_clinic())

    assert stored(patient).doses_mg is None


def test_what_has_not_changed_is_not_written(
    patient: Patient, django_assert_num_queries: Callable[..., object]
):
    a_step(patient, "10x3", from_="2026-03-09")

    nurse = a_nurse(patient.clinic)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        due_standings.bring_forward([patient.clinic], by=nurse)


def test_of_many_that_are_due_each_opening_brings_some_forward(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(due_standings, "AT_ONCE", 2)
    patients = [a_patient(clinic) for _ in range(5)]
    for patient in patients:
        a_step(patient, "10x3", from_="2026-03-09")

    with time_machine.travel(MONDAY_AHEAD):
        assert [bring_forward(clinic) for _ in range(4)] == [3, 1, 0, 0]

    assert {stored(patient).total_mg for patient in patients} == {30}


def test_more_than_a_hundred_are_not_counted(clinic: Clinic, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(due_standings, "COUNTED_UP_TO", 2)
    monkeypatch.setattr(due_standings, "AT_ONCE", 1)
    for _ in range(5):
        a_step(a_patient(clinic), "10x3", from_="2026-03-09")

    with time_machine.travel(MONDAY_AHEAD):
        assert bring_forward(clinic) == 3


def test_an_account_without_a_clinical_role_updates_no_standing(patient: Patient):
    """The policies hold for the second connection too."""
    a_step(patient, "10x3", from_="2026-03-09")
    outsider = a_nurse(a_clinic())

    with time_machine.travel(MONDAY_AHEAD):
        due_standings.bring_forward([patient.clinic], by=outsider)
        run_sql(BACK)

    assert stored(patient).doses_mg is None


def test_a_true_standing_does_not_differ(patient: Patient):
    a_step(patient, "10x3", from_="2026-01-05")
    a_side_effect(patient, from_="2026-01-06")

    assert derivation.differing([patient]) == []


def test_a_standing_made_on_an_earlier_day_is_true_of_that_day(patient: Patient):
    a_step(patient, "10x3", from_="2026-03-09")

    with time_machine.travel(MONDAY_AHEAD):
        assert derivation.differing([patient]) == []


@pytest.mark.parametrize(
    "tampered",
    [
        {"total_mg": 1},
        {"doses_mg": [1]},
        {"notice_flags": []},
        {"attention_flags": ["serious-effect"]},
        {"open_side_effects": 7},
        {"worst_severity": "severe"},
        {"regimen_since": None},
        {"changes_on": "2030-01-01"},
        {"is_listed": False},
    ],
    ids=lambda tampered: next(iter(tampered)),
)
def test_a_standing_that_is_not_true_is_found(patient: Patient, tampered: dict[str, object]):
    a_step(patient, "10x3", from_="2026-01-05")
    true = a_patient(patient.clinic)
    Standing.objects.filter(patient=patient).update(**tampered)

    assert derivation.differing([patient, true]) == [patient]

    derivation.rebuild_standing(patient)
    assert derivation.differing([patient, true]) == []


def test_a_missing_standing_is_found(patient: Patient, nurse: Account):
    Standing.objects.all().delete()

    assert derivation.differing([patient]) == [patient]


def test_rebuilding_takes_an_ended_patient_off_the_lists(patient: Patient):
    a_step(patient, "10x3", from_="2026-01-05")
    right = Standing.objects.filter(patient=patient).values().get()
    an_end_of_care(patient, on_="2026-02-20")
    Standing.objects.filter(patient=patient).update(is_listed=True, doses_mg=right["doses_mg"])
    assert derivation.differing([patient]) == [patient]

    assert [outcome.differing for outcome in rebuild_standings()] == [[patient.pk]]

    assert (stored(patient).is_listed, stored(patient).doses_mg) == (False, None)
