"""Correcting a side effect: the old entry stays visible, and its changes go over to the new one."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from patients.models import Account, Patient
from tests.factories import a_neurologist, a_side_effect, an_effect_change, on
from tests.patients.events import event, events
from tests.titration.record.calls import report, report_change
from titration.reading.recorded import live, read
from titration.record.side_effects.changes.models import SideEffectChange
from titration.record.side_effects.models import SideEffect
from titration.standing.models import Standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon_on_2_march")]


@pytest.fixture
def drowsiness(patient: Patient) -> SideEffect:
    """Mild since 1 February, as a neurologist recorded it."""
    colleague = a_neurologist(patient.clinic)
    return a_side_effect(patient, "drowsiness", "mild", from_="2026-02-01", by=colleague)


def test_a_correction_strikes_the_old_effect(patient: Patient, nurse: Account):
    typo = a_side_effect(patient, "dry mouth", from_="2026-02-01", by=nurse)

    effect = report(
        patient, nurse, "dizziness", from_="2026-02-02", corrects=typo, error_reason="Other line"
    )

    typo.refresh_from_db()
    assert (typo.status, typo.marked_reason) == ("entered-in-error", "Other line")
    assert (effect.replaces, effect.onset_on) == (typo, on("2026-02-02"))
    assert list(SideEffect.objects.live()) == [effect]


def test_at_every_instant_the_old_entry_or_the_new_one_is_known(
    patient: Patient, neurologist: Account, drowsiness: SideEffect
):
    effect = report(
        patient, neurologist, from_="2026-02-02", corrects=drowsiness, error_reason="Other day"
    )

    drowsiness.refresh_from_db()
    assert drowsiness.marked_at == SideEffect.objects.get(pk=effect.pk).recorded_at


def test_a_nurse_does_not_correct_what_another_recorded(
    patient: Patient, nurse: Account, drowsiness: SideEffect
):
    with pytest.raises(PermissionDenied, match="the person who recorded it"):
        report(patient, nurse, from_="2026-02-02", corrects=drowsiness, error_reason="Other day")

    assert list(SideEffect.objects.live()) == [drowsiness]
    assert events() == [event("mark-any-entry", "refused", by=nurse, patient=patient)]


def test_a_correction_needs_a_reason(
    patient: Patient, neurologist: Account, drowsiness: SideEffect
):
    with pytest.raises(ValidationError, match="Enter why this was entered in error"):
        report(patient, neurologist, from_="2026-02-02", corrects=drowsiness)

    assert list(SideEffect.objects.live()) == [drowsiness]


# --- Its changes --------------------------------------------------------------


@pytest.fixture
def changes(drowsiness: SideEffect, nurse: Account) -> list[SideEffectChange]:
    """Severe from 10 February, then over on the 20th."""
    severe = an_effect_change(
        drowsiness, "severe", on_="2026-02-10", reported_on="2026-02-11", reported_by="carer",
        action_taken="referred", note="Asleep at noon", by=nurse,
    )  # fmt: skip
    return [severe, an_effect_change(drowsiness, "resolved", on_="2026-02-20", by=nurse)]


def test_the_changes_of_a_corrected_effect_are_recorded_anew_of_the_new_one(
    patient: Patient, neurologist: Account, drowsiness: SideEffect, changes: list[SideEffectChange]
):
    effect = report(
        patient, neurologist, "dizziness", from_="2026-02-02", corrects=drowsiness,
        error_reason="Other term",
    )  # fmt: skip

    severe, over = SideEffectChange.objects.filter(effect=effect).order_by("changed_on")
    assert (severe.became, severe.changed_on) == ("severe", on("2026-02-10"))
    assert (severe.reported_on, severe.reported_by) == (on("2026-02-11"), "carer")
    assert (severe.action_taken, severe.note) == ("referred", "Asleep at noon")
    assert (over.became, over.changed_on) == ("resolved", on("2026-02-20"))
    assert {severe.recorded_by, over.recorded_by} == {neurologist}
    assert Standing.objects.get(patient=patient).open_side_effects == 0
    assert [told["action"] for told in events()] == [
        "mark-in-error",
        "record-side-effect",
        *["record-side-effect-change"] * 2,
    ]


def test_of_a_corrected_effect_each_change_counts_once(
    patient: Patient, neurologist: Account, drowsiness: SideEffect, changes: list[SideEffectChange]
):
    report(patient, neurologist, from_="2026-02-02", corrects=drowsiness, error_reason="Other day")

    (effect,) = live(read(patient).effects)
    assert [change.became for change in effect.live_changes] == ["severe", "resolved"]


def test_a_correction_sent_again_carries_nothing_over_twice(
    patient: Patient, neurologist: Account, drowsiness: SideEffect, changes: list[SideEffectChange]
):
    token = uuid.uuid4()
    for _ in range(2):
        report(
            patient, neurologist, from_="2026-02-02", corrects=drowsiness, error_reason="Other day",
            token=token,
        )  # fmt: skip

    assert SideEffectChange.objects.count() == 4


@pytest.mark.parametrize(
    ("days", "change", "why"),
    [
        (
            {"from_": "2026-02-12"},
            "severe from 10-Feb-2026",
            "This is before the onset, 12-Feb-2026; one date is wrong.",
        ),
        (
            {"from_": "2026-02-01", "until": "2026-02-25"},
            "resolved 20-Feb-2026",
            "It is recorded as resolved on 25-Feb-2026 already.",
        ),
    ],
    ids=["onset after a change", "resolved twice"],
)
@pytest.mark.usefixtures("changes")
def test_a_correction_that_its_changes_do_not_fit_is_refused_whole(
    patient: Patient, neurologist: Account, drowsiness: SideEffect, days: dict[str, Any],
    change: str, why: str,
):  # fmt: skip
    with pytest.raises(ValidationError) as refused:
        report(patient, neurologist, **days, corrects=drowsiness, error_reason="Typo")

    sentence = f"A change of it is recorded, {change}, which does not fit: {why}"
    assert refused.value.messages == [sentence]
    assert list(SideEffect.objects.live()) == [drowsiness]
    assert events() == []


def test_a_change_in_error_is_not_carried_over(
    patient: Patient, neurologist: Account, drowsiness: SideEffect, changes: list[SideEffectChange]
):
    report_change(
        drowsiness, neurologist, "moderate", on_="2026-02-10", corrects=changes[0],
        error_reason="Typo",
    )  # fmt: skip

    effect = report(
        patient, neurologist, from_="2026-02-02", corrects=drowsiness, error_reason="Other day"
    )

    anew = SideEffectChange.objects.filter(effect=effect).order_by("changed_on")
    assert [change.became for change in anew] == ["moderate", "resolved"]
