"""Recording what became of a side effect: what was before stays as it was."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from patients.actions.conflicts import ChangedMeanwhile
from patients.models import Account, Patient
from tests.factories import (
    a_neurologist,
    a_side_effect,
    a_step,
    an_effect_change,
    in_error,
    on,
    superseded,
)
from tests.patients.events import event, events
from tests.titration.record.calls import report_change
from titration.reading.recorded import history_of
from titration.record.side_effects.changes.models import SideEffectChange
from titration.record.side_effects.models import SideEffect
from titration.rules import flags
from titration.standing.models import Standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon_on_2_march")]


@pytest.fixture
def drowsiness(patient: Patient) -> SideEffect:
    """Mild since 1 February, as a neurologist recorded it."""
    colleague = a_neurologist(patient.clinic)
    return a_side_effect(patient, "drowsiness", "mild", from_="2026-02-01", by=colleague)


@pytest.mark.parametrize("who", ["neurologist", "nurse"])
def test_a_change_is_saved_as_it_was_reported(
    drowsiness: SideEffect, who: str, request: pytest.FixtureRequest
):
    account = request.getfixturevalue(who)

    change = report_change(
        drowsiness, account, "severe", on_="2026-02-18", reported_on="2026-02-20",
        reported_by="carer", action_taken="referred", note="Asleep at noon",
    )  # fmt: skip

    stored = SideEffectChange.objects.get()
    assert (stored, stored.effect, stored.patient) == (change, drowsiness, drowsiness.patient)
    assert (stored.became, stored.recorded_by) == ("severe", account)
    assert (stored.changed_on, stored.reported_on) == (on("2026-02-18"), on("2026-02-20"))
    assert (stored.reported_by, stored.action_taken) == ("carer", "referred")
    assert stored.note == "Asleep at noon"
    patient = drowsiness.patient
    assert events() == [
        event("record-side-effect-change", by=account, patient=patient, about=change)
    ]


def test_a_change_rewrites_nothing(drowsiness: SideEffect, nurse: Account):
    report_change(drowsiness, nurse, "severe", on_="2026-02-18")

    drowsiness.refresh_from_db()
    assert (drowsiness.status, drowsiness.severity) == ("live", "mild")


def spans(patient: Patient) -> list[tuple[str, date, date | None]]:
    """Return the flags of effects: what was observed, since when and until when."""
    found = flags(history_of(patient))
    return [
        (flag.observed, flag.since, flag.until) for flag in found if flag.code == "common-effect"
    ]


def test_a_severity_holds_from_its_day_and_not_before(
    patient: Patient, drowsiness: SideEffect, nurse: Account
):
    a_step(patient, "5x3", from_="2026-01-01")
    report_change(drowsiness, nurse, "severe", on_="2026-02-18")
    report_change(drowsiness, nurse, "resolved", on_="2026-02-25")

    assert spans(patient) == [
        ("Recorded drowsiness, mild", on("2026-02-01"), on("2026-02-18")),
        ("Recorded drowsiness, severe", on("2026-02-18"), on("2026-02-26")),
    ]
    standing = Standing.objects.get(patient=patient)
    assert (standing.open_side_effects, standing.worst_severity) == (0, "")


def test_the_standing_tells_the_severity_of_today(patient: Patient, nurse: Account):
    effect = a_side_effect(patient, "drowsiness", "mild", from_="2026-02-01")

    report_change(effect, nurse, "severe", on_="2026-02-18")

    standing = Standing.objects.get(patient=patient)
    assert (standing.open_side_effects, standing.worst_severity) == (1, "severe")
    assert "common-effect" in standing.notice_flags


def test_a_change_told_late_stands_where_its_day_is(drowsiness: SideEffect, nurse: Account):
    report_change(drowsiness, nurse, "severe", on_="2026-02-18")
    report_change(drowsiness, nurse, "moderate", on_="2026-02-10")
    report_change(drowsiness, nurse, "resolved", on_="2026-02-25")
    report_change(drowsiness, nurse, "mild", on_="2026-02-24")

    told = [each.severity for each in history_of(drowsiness.patient).side_effects[0].changes]
    assert told == ["moderate", "severe", "mild", None]


def test_the_same_severity_may_be_reported_again(drowsiness: SideEffect, nurse: Account):
    assert report_change(drowsiness, nurse, "mild", on_="2026-02-18").is_live


@pytest.mark.parametrize(
    ("onset", "day"),
    [("2026-02-01", "2026-02-01"), ("2026-02", "2026-02-01"), ("2025", "2025-01-01")],
)
def test_it_may_change_on_the_first_day_that_the_onset_may_be(
    patient: Patient, nurse: Account, onset: str, day: str
):
    effect = a_side_effect(patient, from_=onset)

    assert report_change(effect, nurse, "resolved", on_=day).is_live


LATER = "A later change is recorded: severe from 10-Feb-2026. One date is wrong."


def change_on(day: str, became: str = "severe") -> Callable[[SideEffect], SideEffectChange]:
    return lambda effect: an_effect_change(effect, became, on_=day)


@pytest.mark.parametrize(
    ("before", "told", "refused"),
    [
        ([], {"on_": "2026-01-31"},
         {"changed_on": ["This is before the onset, 01-Feb-2026; one date is wrong."]}),
        ([], {"on_": "2026-03-03"},
         {"changed_on": ["This date lies ahead of today, 02-Mar-2026."],
          "reported_on": ["This date lies ahead of today, 02-Mar-2026."]}),
        ([], {"on_": "1980-04-30"},
         {"changed_on": ["This is before the birth date, 01-May-1980."],
          "reported_on": ["This is before the birth date, 01-May-1980."]}),
        ([], {"on_": "2026-02-10", "reported_on": "2026-02-09"},
         {"reported_on": ["It was reported before it changed; one is wrong."]}),
        ([change_on("2026-02-10")], {"on_": "2026-02-10", "became": "mild"},
         {"changed_on": ["A change of this day is recorded already: severe from 10-Feb-2026."]}),
        ([change_on("2026-02-10")], {"on_": "2026-02-09", "became": "resolved"},
         {"changed_on": [LATER]}),
        ([change_on("2026-02-10", "resolved")], {"on_": "2026-02-11"},
         {"changed_on": ["It is recorded as resolved on 10-Feb-2026, before this day."]}),
        ([change_on("2026-02-10", "resolved")], {"on_": "2026-02-11", "became": "resolved"},
         {"became": ["It is recorded as resolved on 10-Feb-2026 already."]}),
        ([change_on("2026-02-10", "resolved")], {"on_": "2026-02-09", "became": "resolved"},
         {"became": ["It is recorded as resolved on 10-Feb-2026 already."]}),
    ],
    ids=[
        "before the onset", "ahead", "before birth", "reported first", "same day",
        "over before a change", "after it was over", "over twice, later", "over twice, earlier",
    ],
)  # fmt: skip
def test_a_change_that_cannot_be_is_refused_on_its_field(
    drowsiness: SideEffect, nurse: Account, before: list[Callable[[SideEffect], object]],
    told: dict[str, Any], refused: dict[str, list[str]],
):  # fmt: skip
    for change in before:
        change(drowsiness)

    with pytest.raises(ValidationError) as problem:
        report_change(drowsiness, nurse, **told)

    assert problem.value.message_dict == refused
    assert SideEffectChange.objects.count() == len(before)
    assert events() == []


def test_an_effect_that_was_over_when_reported_does_not_resolve_again(
    patient: Patient, nurse: Account
):
    effect = a_side_effect(patient, from_="2026-02-01", until="2026-02-10")

    report_change(effect, nurse, "severe", on_="2026-02-10")
    for became, day in (("resolved", "2026-02-05"), ("moderate", "2026-02-11")):
        with pytest.raises(ValidationError, match="recorded as resolved on 10-Feb-2026"):
            report_change(effect, nurse, became, on_=day)


def test_a_change_in_error_leaves_its_place_to_another(drowsiness: SideEffect, nurse: Account):
    in_error(an_effect_change(drowsiness, "resolved", on_="2026-02-10"))

    assert report_change(drowsiness, nurse, "severe", on_="2026-02-10").is_live


@pytest.mark.parametrize("marked", [in_error, superseded])
def test_an_effect_that_no_longer_counts_is_not_changed(
    drowsiness: SideEffect, nurse: Account, marked: Callable[[SideEffect], SideEffect]
):
    marked(drowsiness)

    with pytest.raises(ChangedMeanwhile, match="corrected or updated this entry meanwhile"):
        report_change(drowsiness, nurse, on_="2026-02-18")

    assert not SideEffectChange.objects.exists()


def test_the_same_form_sent_again_returns_the_change_it_saved(
    drowsiness: SideEffect, nurse: Account
):
    token = uuid.uuid4()
    first = report_change(drowsiness, nurse, on_="2026-02-18", token=token)

    assert report_change(drowsiness, nurse, on_="2026-02-18", token=token) == first
    assert SideEffectChange.objects.count() == len(events()) == 1


def test_the_same_form_sent_of_another_effect_is_refused(
    patient: Patient, drowsiness: SideEffect, nurse: Account
):
    token, other = uuid.uuid4(), a_side_effect(patient, from_="2026-02-01")
    report_change(drowsiness, nurse, on_="2026-02-18", token=token)

    with pytest.raises(ChangedMeanwhile, match="already saved"):
        report_change(other, nurse, on_="2026-02-18", token=token)


def test_a_correction_takes_the_place_of_a_change(drowsiness: SideEffect, nurse: Account):
    typo = an_effect_change(drowsiness, "severe", on_="2026-02-18", by=nurse)

    change = report_change(
        drowsiness, nurse, "moderate", on_="2026-02-18", corrects=typo, error_reason="Typo"
    )

    typo.refresh_from_db()
    assert (typo.status, typo.marked_reason, change.replaces) == ("entered-in-error", "Typo", typo)
    assert typo.marked_at == SideEffectChange.objects.get(pk=change.pk).recorded_at


@pytest.mark.parametrize("who", ["admin", "outsider"])
def test_others_record_no_change(drowsiness: SideEffect, who: str, request: pytest.FixtureRequest):
    account = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied, match="recorded by neurologists and nurses"):
        report_change(drowsiness, account, on_="2026-02-18")

    assert not SideEffectChange.objects.exists()
