"""Correcting a dose step: the old entry stays, struck; the new one counts."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from patients.actions.conflicts import ChangedMeanwhile
from patients.models import Account, Patient
from tests.factories import a_neurologist, a_patient, a_step, in_error, on
from tests.patients.events import event, events
from tests.titration.record.calls import record_step
from titration.record.dose_steps.models import DoseStep
from titration.standing.models import Standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon_on_2_march")]


@pytest.fixture
def typo(patient: Patient, neurologist: Account) -> DoseStep:
    """A step of 150 mg, typed instead of 15 mg."""
    return a_step(patient, "150x3", from_="2026-02-02", by=neurologist)


def test_a_correction_strikes_the_old_step_and_records_another_in_its_place(
    patient: Patient, neurologist: Account, typo: DoseStep
):
    step = record_step(
        patient, neurologist, "15x3", from_="2026-02-02", corrects=typo, error_reason=" A typo. "
    )

    typo.refresh_from_db()
    assert (typo.status, typo.marked_reason) == ("entered-in-error", "A typo.")
    assert typo.marked_by == neurologist
    assert typo.total_mg == 450
    assert (step.replaces, typo.replaced_by) == (typo, step)
    assert list(DoseStep.objects.live()) == [step]
    assert Standing.objects.get(patient=patient).total_mg == 45


def test_a_correction_is_two_events(patient: Patient, neurologist: Account, typo: DoseStep):
    step = record_step(
        patient, neurologist, "15x3", from_="2026-02-02", corrects=typo, error_reason="A typo"
    )

    assert events() == [
        event("mark-in-error", by=neurologist, patient=patient, about=typo),
        event("record-dose-step", by=neurologist, patient=patient, about=step),
    ]


def test_a_correction_may_move_the_date(patient: Patient, neurologist: Account, typo: DoseStep):
    a_step(patient, "5x3", from_="2026-01-05")

    step = record_step(
        patient, neurologist, "15x3", from_="2026-01-26", corrects=typo, error_reason="Wrong day"
    )

    assert [one.starts_on for one in DoseStep.objects.live()] == [
        on("2026-01-05"),
        step.starts_on,
    ]


def test_a_step_in_error_is_not_compared_as_the_same_dose(
    patient: Patient, neurologist: Account, typo: DoseStep
):
    step = record_step(
        patient, neurologist, "150x3", from_="2026-02-03", corrects=typo, error_reason="Wrong day"
    )

    assert step.is_live


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_correction_without_a_reason_changes_nothing(
    patient: Patient, neurologist: Account, typo: DoseStep, reason: str
):
    with pytest.raises(ValidationError) as refused:
        record_step(
            patient, neurologist, "15x3", from_="2026-02-02", corrects=typo, error_reason=reason
        )

    sentence = "Enter why this was entered in error."
    assert refused.value.message_dict == {"error_reason": [sentence]}
    assert list(DoseStep.objects.live()) == [typo]


def test_a_correction_that_does_not_fit_leaves_the_old_step_standing(
    patient: Patient, neurologist: Account, typo: DoseStep
):
    a_step(patient, "5x3", from_="2026-01-05")

    with pytest.raises(ValidationError, match="Already recorded for this date"):
        record_step(
            patient, neurologist, "15x3", from_="2026-01-05", corrects=typo, error_reason="Typo"
        )

    typo.refresh_from_db()
    assert typo.is_live
    assert Standing.objects.get(patient=patient).total_mg == 450
    assert events() == []


def test_the_same_correction_sent_again_returns_the_step_it_saved(
    patient: Patient, neurologist: Account, typo: DoseStep
):
    correction: dict[str, Any] = {
        "from_": "2026-02-02",
        "corrects": typo,
        "error_reason": "Typo",
        "token": uuid.uuid4(),
        "seen": DoseStep.objects.edition(patient),
    }
    first = record_step(patient, neurologist, "15x3", **correction)

    assert record_step(patient, neurologist, "15x3", **correction) == first
    assert DoseStep.objects.count() == 2


def test_a_step_struck_meanwhile_is_not_corrected_again(
    patient: Patient, neurologist: Account, typo: DoseStep
):
    in_error(typo)

    with pytest.raises(ChangedMeanwhile, match="corrected or updated this entry meanwhile"):
        record_step(
            patient, neurologist, "15x3", from_="2026-02-02", corrects=typo, error_reason="Typo"
        )

    assert not DoseStep.objects.live().exists()


def test_a_neurologist_corrects_a_colleague_s_step(patient: Patient, typo: DoseStep):
    colleague = a_neurologist(patient.clinic)

    step = record_step(
        patient, colleague, "15x3", from_="2026-02-02", corrects=typo, error_reason="Typo"
    )

    typo.refresh_from_db()
    assert typo.marked_by == step.recorded_by == colleague


def test_no_step_of_another_clinic_is_corrected(
    patient: Patient, outsider: Account, typo: DoseStep
):
    elsewhere = a_patient(outsider.memberships.get().clinic)

    with pytest.raises(PermissionDenied):
        record_step(
            elsewhere, outsider, "15x3", from_="2026-02-02", corrects=typo, error_reason="Typo"
        )

    assert list(DoseStep.objects.live()) == [typo]
    assert events() == [event("mark-any-entry", "refused", by=outsider, patient=patient)]
