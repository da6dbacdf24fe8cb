"""Recording a dose step: what is saved, how the standing changes, and who may."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from patients.actions.conflicts import ChangedMeanwhile
from patients.models import Account, Clinic, Patient
from tests.factories import a_patient, a_step, amounts, in_error, on
from tests.patients.events import event, events
from tests.titration.record.calls import record_step
from titration.record.dose_steps.models import DoseStep
from titration.standing.models import Standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon_on_2_march")]


def test_a_step_is_saved_as_it_was_given(patient: Patient, neurologist: Account):
    step = record_step(
        patient,
        neurologist,
        "5 5 12.5",
        from_="2026-02-02",
        phase="initiation",
        reason="starting",
        note="With meals",
        already_taking=True,
    )

    stored = DoseStep.objects.get()
    assert stored == step
    assert stored.doses_mg == amounts("5 5 12.5")
    assert (stored.starts_on, stored.phase) == (on("2026-02-02"), "initiation")
    assert (stored.reason, stored.note, stored.already_taking) == ("starting", "With meals", True)
    assert (stored.recorded_by, stored.replaces, stored.status) == (neurologist, None, "live")
    assert events() == [event("record-dose-step", by=neurologist, patient=patient, about=step)]


def test_the_standing_changes_with_a_step(
    patient: Patient, neurologist: Account, noon_on_2_march: date
):
    record_step(patient, neurologist, "15x3", from_="2026-02-02")

    standing = Standing.objects.get(patient=patient)
    assert standing.doses_mg == amounts("15x3")
    assert standing.total_mg == 45
    assert standing.regimen_since == on("2026-02-02")
    assert (standing.as_of, standing.notice_flags) == (noon_on_2_march, ["first-step-not-low"])


def test_a_stop_follows_a_dose(patient: Patient, neurologist: Account):
    a_step(patient, "5x3", from_="2026-01-05")

    stop = record_step(patient, neurologist, "", from_="2026-02-02", reason="stopping")

    assert (stop.phase, stop.doses_mg) == ("stopped", [])


def test_a_dose_follows_a_stop(patient: Patient, neurologist: Account):
    a_step(patient, "5x3", from_="2026-01-05")
    a_step(patient, "", from_="2026-01-12")

    assert record_step(patient, neurologist, "5x3", from_="2026-01-19", reason="restart").is_live


def test_the_phase_may_change_alone(patient: Patient, neurologist: Account):
    a_step(patient, "10x3", from_="2026-01-05", phase="initiation")

    step = record_step(patient, neurologist, "10x3", from_="2026-02-02", phase="maintenance")

    assert step.is_live
    assert Standing.objects.get(patient=patient).regimen_since == on("2026-01-05")


def test_the_order_of_the_amounts_may_change_alone(patient: Patient, neurologist: Account):
    a_step(patient, "5 5 10", from_="2026-01-05")

    assert record_step(patient, neurologist, "10 5 5", from_="2026-02-02").is_live


def test_a_step_may_be_dated_back_between_two_others(patient: Patient, neurologist: Account):
    a_step(patient, "5x3", from_="2026-01-05")
    a_step(patient, "15x3", from_="2026-01-19")

    record_step(patient, neurologist, "10x3", from_="2026-01-12")

    assert [step.total_mg for step in DoseStep.objects.order_by("starts_on")] == [15, 30, 45]
    assert Standing.objects.get(patient=patient).total_mg == 45


def test_a_step_may_be_dated_back_before_the_first(patient: Patient, neurologist: Account):
    a_step(patient, "10x3", from_="2026-01-12")

    assert record_step(patient, neurologist, "5x3", from_="2026-01-05", already_taking=True).is_live


def test_a_step_dated_ahead_is_planned_and_changes_nothing_today(
    patient: Patient, neurologist: Account
):
    a_step(patient, "5x3", from_="2026-01-05")

    record_step(patient, neurologist, "10x3", from_="2026-03-09")

    standing = Standing.objects.get(patient=patient)
    assert standing.total_mg == 15
    assert standing.changes_on == on("2026-03-09")


def test_a_step_may_be_planned_a_year_and_a_day_ahead(patient: Patient, neurologist: Account):
    assert record_step(patient, neurologist, "10x3", from_="2027-03-03").is_live


def test_a_step_may_start_on_the_day_of_birth(patient: Patient, neurologist: Account):
    assert record_step(patient, neurologist, "10x3", from_="1980-05-01").is_live


def test_without_a_birth_date_any_past_day_is_accepted(clinic: Clinic, neurologist: Account):
    unknown = a_patient(clinic, born_on=None)

    assert record_step(unknown, neurologist, "10x3", from_="1950-01-01").is_live


def test_the_same_form_sent_again_returns_the_step_it_saved(patient: Patient, neurologist: Account):
    token, seen = uuid.uuid4(), DoseStep.objects.edition(patient)
    first = record_step(patient, neurologist, "10x3", from_="2026-02-02", token=token, seen=seen)

    again = record_step(patient, neurologist, "10x3", from_="2026-02-02", token=token, seen=seen)

    assert again == first
    assert DoseStep.objects.count() == 1
    assert len(events()) == 1


def test_a_step_sent_again_after_it_was_struck_is_not_saved_anew(
    patient: Patient, neurologist: Account
):
    token = uuid.uuid4()
    in_error(record_step(patient, neurologist, "10x3", from_="2026-02-02", token=token))

    again = record_step(patient, neurologist, "10x3", from_="2026-02-02", token=token)

    assert again.is_in_error
    assert DoseStep.objects.count() == 1


def test_a_form_sent_for_one_patient_does_not_count_for_another(
    patient: Patient, neurologist: Account
):
    token, other = uuid.uuid4(), a_patient(patient.clinic)
    record_step(patient, neurologist, "10x3", from_="2026-02-02", token=token)

    with pytest.raises(ChangedMeanwhile, match="already sent for another patient"):
        record_step(other, neurologist, "10x3", from_="2026-02-02", token=token)

    assert not DoseStep.objects.of(other).exists()


@pytest.mark.parametrize("who", ["nurse", "admin", "outsider"])
def test_only_neurologists_of_the_clinic_record_a_dose_step(
    patient: Patient, who: str, request: pytest.FixtureRequest
):
    account = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied, match="recorded by neurologists of the clinic"):
        record_step(patient, account, "10x3", from_="2026-02-02")

    assert not DoseStep.objects.exists()
    assert events() == [event("record-dose-step", "refused", by=account, patient=patient)]
