"""People who act at the same instant, each over a connection of their own."""

import uuid
from collections import Counter
from typing import Any

import pytest
from django.db import connection, transaction

from patients.actions.conflicts import ChangedMeanwhile
from patients.actions.same_person import RegisteredAlready
from patients.models import Account, AuditEvent, Clinic, Dystonia, Patient, Precaution
from tests.at_once import at_once
from tests.factories import a_neurologist, a_patient, a_side_effect, a_step
from tests.patients.accounts.actions.calls import change as change_details
from tests.titration.record.calls import (
    ANSWERS,
    CERVICAL,
    DETAILS,
    change,
    record_step,
    register,
    report,
    report_change,
    report_none,
)
from titration.record.corrections import actions as errors
from titration.record.dose_steps.models import DoseStep
from titration.record.side_effects.models import SideEffect, SideEffectCheck
from titration.registration import actions as registrations
from titration.standing import derivation
from titration.standing import due as due_standings
from titration.standing.models import Standing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("noon_on_2_march")]

WAITS_FOR_US = """
    SELECT FROM pg_locks
    WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))
"""
PEOPLE = 8
ROUNDS = 5


def wait_until_another_connection_waits() -> None:
    """Wait until another connection waits for a row that this one has locked."""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(WAITS_FOR_US)
            if cursor.rowcount:
                return


def kinds(outcomes: list[Any]) -> Counter[str]:
    return Counter(type(outcome).__name__ for outcome in outcomes)


def test_of_two_people_changing_one_patient_s_doses_one_wins_and_the_other_is_told(
    patient: Patient, neurologist: Account
):
    colleague = a_neurologist(patient.clinic)
    for week in range(ROUNDS):
        seen = DoseStep.objects.edition(patient)
        day = f"2026-01-{5 + week:02}"

        outcomes = at_once(
            lambda: record_step(patient, neurologist, f"{week + 1}x3", from_=day, seen=seen),  # noqa: B023
            lambda: record_step(patient, colleague, f"{week + 1}x4", from_=day, seen=seen),  # noqa: B023
        )

        assert kinds(outcomes) == {"DoseStep": 1, "ChangedMeanwhile": 1}
        assert DoseStep.objects.count() == week + 1


def test_steps_on_different_dates_conflict_too(patient: Patient, neurologist: Account):
    seen = DoseStep.objects.edition(patient)

    outcomes = at_once(
        *(
            lambda day=day: record_step(
                patient, neurologist, "10x3", from_=f"2026-01-{day:02}", seen=seen
            )
            for day in range(1, PEOPLE + 1)
        )
    )

    assert kinds(outcomes) == {"DoseStep": 1, "ChangedMeanwhile": PEOPLE - 1}
    (step,) = DoseStep.objects.all()
    assert Standing.objects.get(patient=patient).regimen_since == step.starts_on
    assert AuditEvent.objects.filter(action="record-dose-step").count() == 1


def test_two_patients_doses_change_at_once(clinic: Clinic, neurologist: Account):
    eva, ada = a_patient(clinic), a_patient(clinic)

    outcomes = at_once(
        lambda: record_step(eva, neurologist, "10x3", from_="2026-01-05"),
        lambda: record_step(ada, neurologist, "10x3", from_="2026-01-05"),
    )

    assert kinds(outcomes) == {"DoseStep": 2}


def test_one_dose_form_sent_eight_times_at_once_saves_one_step(
    patient: Patient, neurologist: Account
):
    token, seen = uuid.uuid4(), DoseStep.objects.edition(patient)

    def send() -> DoseStep:
        day = "2026-01-05"
        return record_step(patient, neurologist, "10x3", from_=day, token=token, seen=seen)

    outcomes = at_once(*[send] * PEOPLE)

    assert outcomes == [DoseStep.objects.get()] * PEOPLE
    assert AuditEvent.objects.filter(action="record-dose-step").count() == 1


def test_one_side_effect_form_sent_eight_times_at_once_saves_one_effect(
    patient: Patient, nurse: Account
):
    token = uuid.uuid4()

    outcomes = at_once(*[lambda: report(patient, nurse, from_="2026-01-05", token=token)] * PEOPLE)

    assert outcomes == [SideEffect.objects.get()] * PEOPLE


def test_one_check_sent_eight_times_at_once_is_saved_once(patient: Patient, nurse: Account):
    token = uuid.uuid4()

    def send() -> SideEffectCheck:
        return report_none(patient, nurse, asked_on="2026-01-05", token=token)

    assert at_once(*[send] * PEOPLE) == [SideEffectCheck.objects.get()] * PEOPLE


def test_one_registration_sent_eight_times_at_once_registers_one_patient(
    clinic: Clinic, nurse: Account
):
    token = uuid.uuid4()

    def send() -> Patient:
        return registrations.register(
            clinic=clinic,
            by=nurse,
            form_token=token,
            details=DETAILS,
            dystonia=CERVICAL,
            answers=ANSWERS,
        )

    assert at_once(*[send] * PEOPLE) == [Patient.objects.get()] * PEOPLE
    assert (Dystonia.objects.count(), Precaution.objects.count()) == (1, 2)


def test_of_two_people_registering_one_person_at_once_the_second_is_told(
    clinic: Clinic, nurse: Account, neurologist: Account
):
    outcomes = at_once(
        lambda: register(clinic, nurse),
        lambda: register(clinic, neurologist, details={**DETAILS, "record_number": "T-2"}),
    )

    assert kinds(outcomes) == {"Patient": 1, "RegisteredAlready": 1}
    (refusal,) = [each for each in outcomes if isinstance(each, RegisteredAlready)]
    assert refusal.patients == [Patient.objects.get()]


def test_an_entry_marked_and_corrected_at_once_is_struck_once(
    patient: Patient, neurologist: Account
):
    step = a_step(patient, "150x3", from_="2026-01-05")

    outcomes = at_once(
        lambda: errors.mark(entry=step, by=neurologist, reason="Typo"),
        lambda: record_step(
            patient, neurologist, "15x3", from_="2026-01-05", corrects=step, error_reason="Typo"
        ),
    )

    assert kinds(outcomes)["ChangedMeanwhile"] == 1
    assert AuditEvent.objects.filter(action="mark-in-error").count() == 1


def test_of_two_people_changing_details_one_wins(patient: Patient, nurse: Account):
    outcomes = at_once(
        lambda: change_details(patient, nurse, version=0, given_name="Ava"),
        lambda: change_details(patient, nurse, version=0, given_name="Evi"),
    )

    assert kinds(outcomes) == {"Patient": 1, "ChangedMeanwhile": 1}


def test_a_day_that_passes_during_a_change_does_not_bring_back_what_was_changed(
    clinic: Clinic, nurse: Account
):
    grown = a_patient(clinic, born_on="1980-05-01")
    a_step(grown, "25x3", from_="2026-01-05")
    Standing.objects.update(changes_on="2026-01-06")

    with transaction.atomic():
        change(grown, nurse, details={**DETAILS, "born_on": None}, dystonia=None, answers={})
        (passed_over,) = at_once(lambda: due_standings.bring_forward([clinic], by=nurse))

    assert passed_over == 1
    assert derivation.differing(Patient.objects.all()) == []


def test_opening_the_list_does_not_wait_for_another_reader(clinic: Clinic, nurse: Account):
    patients = [a_patient(clinic) for _ in range(2)]
    Standing.objects.update(changes_on="2026-01-06")

    with transaction.atomic():
        Patient.objects.select_for_update(no_key=True).get(pk=patients[0].pk)
        (left,) = at_once(lambda: due_standings.bring_forward([clinic], by=nurse))

    assert left == 1
    assert due_standings.bring_forward([clinic], by=nurse) == 0


def test_everything_at_once_on_one_patient_never_deadlocks(patient: Patient, neurologist: Account):
    effects = [a_side_effect(patient, from_="2026-01-05") for _ in range(ROUNDS)]
    same: dict[str, Any] = {"details": patient.details, "dystonia": None}
    for effect in effects:
        outcomes = at_once(
            lambda: report(patient, neurologist, from_="2026-01-06"),
            lambda: report_change(effect, neurologist, on_="2026-01-06"),  # noqa: B023
            lambda: errors.mark(entry=effect, by=neurologist, reason="Typo"),  # noqa: B023
            lambda: report_none(patient, neurologist, asked_on="2026-01-06"),
            lambda: change(patient, neurologist, **same, answers={"epilepsy": "present"}),
            lambda: change(patient, neurologist, **same, answers={"epilepsy": "absent"}),
            lambda: record_step(patient, neurologist, "10x3", from_="2026-01-05", seen=""),
            lambda: due_standings.bring_forward([patient.clinic], by=neurologist),
        )

        failed = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
        assert {type(one) for one in failed} <= {ChangedMeanwhile}
    assert derivation.differing([patient]) == []
