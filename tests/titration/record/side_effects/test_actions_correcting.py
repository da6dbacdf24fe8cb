"""Updating or correcting a side effect: the old entry stays visible."""

import uuid
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from patients.actions.conflicts import ChangedMeanwhile
from patients.models import Account, Patient
from tests.factories import a_neurologist, a_side_effect, in_error, on, superseded
from tests.patients.events import event, events
from tests.titration.record.calls import report
from titration.record.side_effects.models import SideEffect
from titration.standing.models import Standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon_on_2_march")]


@pytest.fixture
def drowsiness(patient: Patient) -> SideEffect:
    """Mild since 1 February, as a neurologist recorded it."""
    colleague = a_neurologist(patient.clinic)
    return a_side_effect(patient, "drowsiness", "mild", from_="2026-02-01", by=colleague)


def test_a_later_fact_supersedes_and_the_old_entry_is_not_struck(
    patient: Patient, nurse: Account, drowsiness: SideEffect
):
    worse = report(patient, nurse, "drowsiness", "severe", from_="2026-02-01", updates=drowsiness)

    drowsiness.refresh_from_db()
    assert (drowsiness.status, drowsiness.severity) == ("superseded", "mild")
    assert (drowsiness.marked_by, drowsiness.marked_reason) == (nurse, "")
    assert worse.replaces == drowsiness
    assert list(SideEffect.objects.live()) == [worse]
    assert events() == [
        event("supersede", by=nurse, patient=patient, about=drowsiness),
        event("record-side-effect", by=nurse, patient=patient, about=worse),
    ]


def test_an_effect_that_resolved_is_no_longer_open(
    patient: Patient, nurse: Account, drowsiness: SideEffect
):
    assert Standing.objects.get(patient=patient).open_side_effects == 1

    report(patient, nurse, from_="2026-02-01", until="2026-02-10", updates=drowsiness)

    assert Standing.objects.get(patient=patient).open_side_effects == 0


def test_what_was_known_before_the_update_can_still_be_read(
    patient: Patient, nurse: Account, drowsiness: SideEffect
):
    worse = report(patient, nurse, "drowsiness", "severe", from_="2026-02-01", updates=drowsiness)

    assert list(SideEffect.objects.known_at(drowsiness.recorded_at)) == [drowsiness]
    assert list(SideEffect.objects.known_at(worse.recorded_at)) == [worse]


def test_at_every_instant_the_old_entry_or_the_new_one_is_known(
    patient: Patient, nurse: Account, drowsiness: SideEffect
):
    worse = report(patient, nurse, "drowsiness", "severe", from_="2026-02-01", updates=drowsiness)

    drowsiness.refresh_from_db()
    assert drowsiness.marked_at == SideEffect.objects.get(pk=worse.pk).recorded_at


def test_a_refused_update_leaves_the_old_entry_live(
    patient: Patient, nurse: Account, drowsiness: SideEffect
):
    with pytest.raises(ValidationError, match="resolved before its onset"):
        report(patient, nurse, from_="2026-02-01", until="2026-01-31", updates=drowsiness)

    assert list(SideEffect.objects.live()) == [drowsiness]
    assert events() == []


@pytest.mark.parametrize("marked", [in_error, superseded])
def test_an_effect_that_no_longer_counts_is_not_updated(
    patient: Patient,
    nurse: Account,
    drowsiness: SideEffect,
    marked: Callable[[SideEffect], SideEffect],
):
    marked(drowsiness)

    with pytest.raises(ChangedMeanwhile, match="corrected or updated this entry meanwhile"):
        report(patient, nurse, "drowsiness", "severe", from_="2026-02-01", updates=drowsiness)

    assert not SideEffect.objects.live().exists()


def test_the_same_update_sent_again_returns_the_effect_it_saved(
    patient: Patient, nurse: Account, drowsiness: SideEffect
):
    token = uuid.uuid4()
    first = report(patient, nurse, from_="2026-02-01", updates=drowsiness, token=token)

    assert report(patient, nurse, from_="2026-02-01", updates=drowsiness, token=token) == first
    assert SideEffect.objects.count() == 2


def test_a_correction_strikes_the_old_effect(patient: Patient, nurse: Account):
    typo = a_side_effect(patient, "dry mouth", from_="2026-02-01", by=nurse)

    effect = report(
        patient, nurse, "dizziness", from_="2026-02-02", corrects=typo, error_reason="Other line"
    )

    typo.refresh_from_db()
    assert (typo.status, typo.marked_reason) == ("entered-in-error", "Other line")
    assert (effect.replaces, effect.onset_on) == (typo, on("2026-02-02"))
    assert list(SideEffect.objects.live()) == [effect]


def test_a_nurse_does_not_correct_what_another_recorded(
    patient: Patient, nurse: Account, drowsiness: SideEffect
):
    with pytest.raises(PermissionDenied, match="whoever recorded it"):
        report(patient, nurse, from_="2026-02-02", corrects=drowsiness, error_reason="Other day")

    assert list(SideEffect.objects.live()) == [drowsiness]
    assert events() == [event("mark-any-entry", "refused", by=nurse, patient=patient)]


def test_a_correction_needs_a_reason(
    patient: Patient, neurologist: Account, drowsiness: SideEffect
):
    with pytest.raises(ValidationError, match="Enter why this was entered in error"):
        report(patient, neurologist, from_="2026-02-02", corrects=drowsiness)

    assert list(SideEffect.objects.live()) == [drowsiness]
