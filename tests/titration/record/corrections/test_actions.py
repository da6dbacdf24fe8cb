"""Marking any entry as entered in error, without a replacement."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from patients.actions.conflicts import ChangedMeanwhile
from patients.models import Account, Entry, Patient
from tests.factories import a_neurologist, a_side_effect, a_step, in_error, superseded
from tests.patients.events import event, events
from tests.patients.models.kinds import ENTRIES, every_entry
from titration.record.corrections import actions as errors
from titration.record.dose_steps.models import DoseStep
from titration.record.side_effects.models import SideEffect
from titration.standing.models import Standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon_on_2_march")]


@every_entry
def test_an_entry_of_any_kind_is_marked_and_stays(
    model: type[Entry], patient: Patient, neurologist: Account
):
    entry = ENTRIES[model](patient)

    errors.mark(entry=entry, by=neurologist, reason=" Another patient's. ")

    entry.refresh_from_db()
    assert (entry.is_in_error, entry.marked_reason) == (True, "Another patient's.")
    assert entry.marked_by == neurologist
    assert entry.marked_at is not None
    assert events() == [event("mark-in-error", by=neurologist, patient=patient, about=entry)]


def test_a_marked_entry_counts_in_no_figure(patient: Patient, neurologist: Account):
    a_step(patient, "5x3", from_="2026-01-05")
    step = a_step(patient, "150x3", from_="2026-02-02")
    effect = a_side_effect(patient, "muscle weakness", from_="2026-02-03")

    errors.mark(entry=step, by=neurologist, reason="Typo")
    errors.mark(entry=effect, by=neurologist, reason="Typo")

    standing = Standing.objects.get(patient=patient)
    assert standing.total_mg == 15
    assert standing.open_side_effects == 0
    assert standing.attention_flags == []


def test_a_nurse_marks_an_own_entry(patient: Patient, nurse: Account):
    effect = a_side_effect(patient, from_="2026-02-01", by=nurse)

    errors.mark(entry=effect, by=nurse, reason="Typo")

    assert not SideEffect.objects.live().exists()


def test_a_neurologist_marks_a_nurse_s_entry(
    patient: Patient, nurse: Account, neurologist: Account
):
    effect = a_side_effect(patient, from_="2026-02-01", by=nurse)

    errors.mark(entry=effect, by=neurologist, reason="Typo")

    assert not SideEffect.objects.live().exists()


@pytest.mark.parametrize("who", ["nurse", "admin", "outsider"])
def test_others_do_not_mark_a_neurologist_s_entry(
    patient: Patient, who: str, request: pytest.FixtureRequest
):
    step = a_step(patient, "10x3", from_="2026-02-01", by=a_neurologist(patient.clinic))
    account = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied, match="the person who recorded it, or by a neurologist"):
        errors.mark(entry=step, by=account, reason="Typo")

    assert list(DoseStep.objects.live()) == [step]
    assert events() == [event("mark-any-entry", "refused", by=account, patient=patient)]


@pytest.mark.parametrize("reason", ["", " \n "])
def test_a_marking_needs_a_reason(patient: Patient, neurologist: Account, reason: str):
    step = a_step(patient, "10x3", from_="2026-02-01")

    with pytest.raises(ValidationError) as refused:
        errors.mark(entry=step, by=neurologist, reason=reason)

    sentence = "Enter why this was entered in error."
    assert refused.value.message_dict == {"error_reason": [sentence]}
    assert list(DoseStep.objects.live()) == [step]
    assert events() == []


@pytest.mark.parametrize("marked", [in_error, superseded])
def test_an_entry_is_marked_once(patient: Patient, neurologist: Account, marked: Any):
    step = marked(a_step(patient, "10x3", from_="2026-02-01"))

    with pytest.raises(ChangedMeanwhile, match="corrected or updated this entry meanwhile"):
        errors.mark(entry=step, by=neurologist, reason="Typo")

    assert events() == []


def test_the_same_marking_sent_again_changes_nothing(patient: Patient, neurologist: Account):
    step = a_step(patient, "10x3", from_="2026-02-01")
    stale = DoseStep.objects.get(pk=step.pk)
    errors.mark(entry=step, by=neurologist, reason="Typo")
    before = DoseStep.objects.values().get(), events()

    errors.mark(entry=stale, by=neurologist, reason=" Typo ")

    assert (DoseStep.objects.values().get(), events()) == before


def test_marking_an_entry_again_with_another_reason_is_a_conflict(
    patient: Patient, neurologist: Account
):
    step = a_step(patient, "10x3", from_="2026-02-01")
    errors.mark(entry=step, by=neurologist, reason="Typo")

    with pytest.raises(ChangedMeanwhile):
        errors.mark(entry=step, by=neurologist, reason="Wrong patient")
