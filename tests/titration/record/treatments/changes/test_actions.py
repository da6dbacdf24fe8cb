"""Recording what became of another treatment: what was before stays as it was."""

import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from patients.actions.conflicts import ChangedMeanwhile
from patients.models import Account, Patient
from tests.factories import a_treatment, a_treatment_change, in_error, on, superseded
from tests.patients.events import event, events
from tests.titration.record.calls import alter, treat
from titration.reading.recorded import history_of
from titration.record.treatments.changes.models import TreatmentChange
from titration.record.treatments.models import Treatment
from titration.rules import flags

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon_on_2_march")]


@pytest.fixture
def pump(patient: Patient) -> Treatment:
    """A pump of 300 mcg a day since 5 January."""
    return a_treatment(patient, "intrathecal baclofen", from_="2026-01-05", mcg_per_day="300")


@pytest.fixture
def therapy(patient: Patient) -> Treatment:
    return a_treatment(patient, from_="2026-01-05", detail="Weekly")


@pytest.mark.parametrize("who", ["neurologist", "nurse"])
def test_a_change_is_saved_as_given(pump: Treatment, who: str, request: pytest.FixtureRequest):
    account = request.getfixturevalue(who)

    change = alter(pump, account, on_="2026-02-09", mcg="350.5", detail="Refilled")

    stored = TreatmentChange.objects.get()
    assert (stored, stored.treatment, stored.patient) == (change, pump, pump.patient)
    assert (stored.became, stored.changed_on) == ("changed", on("2026-02-09"))
    assert (stored.mcg_per_day, stored.detail) == (Decimal("350.5"), "Refilled")
    assert events() == [
        event("record-treatment-change", by=account, patient=pump.patient, about=change)
    ]


def test_a_rate_runs_from_its_day_and_not_before(patient: Patient, pump: Treatment, nurse: Account):
    alter(pump, nurse, on_="2026-02-09", mcg="40")
    alter(pump, nurse, "ended", on_="2026-02-20")

    found = [flag for flag in flags(history_of(patient)) if flag.code == "intrathecal-outside"]
    assert [(flag.since, flag.until) for flag in found] == [(on("2026-02-09"), on("2026-02-21"))]
    pump.refresh_from_db()
    assert (pump.status, pump.mcg_per_day, pump.until_on) == ("live", Decimal(300), None)


OTHER_KIND = "Only intrathecal baclofen is recorded in mcg; leave this empty."
NO_AMOUNT = "An amount is more than 0 mcg, less than 100,000 mcg, to two decimals."
EMPTY = "Leave this empty where the treatment ended."


@pytest.mark.parametrize(
    ("of", "told", "refused"),
    [
        ("pump", {"on_": "2026-01-04", "mcg": "350"},
         {"changed_on": ["This is before it began, 05-Jan-2026; one date is wrong."]}),
        ("pump", {"on_": "2026-03-03", "mcg": "350"},
         {"changed_on": ["This date lies ahead of today, 02-Mar-2026."]}),
        ("pump", {"on_": "1980-04-30", "mcg": "350"},
         {"changed_on": ["This is before the birth date, 01-May-1980."]}),
        ("pump", {"on_": "2026-02-09"}, {"mcg_per_day": ["Enter the new rate or detail."]}),
        ("therapy", {"on_": "2026-02-09"}, {"detail": ["Enter the new detail."]}),
        ("therapy", {"on_": "2026-02-09", "mcg": "350"}, {"mcg_per_day": [OTHER_KIND]}),
        ("pump", {"on_": "2026-02-09", "became": "ended", "mcg": "350", "detail": "x"},
         {"mcg_per_day": [EMPTY], "detail": [EMPTY]}),
        *(("pump", {"on_": "2026-02-09", "mcg": mcg}, {"mcg_per_day": [NO_AMOUNT]})
          for mcg in ("0", "-1", "100000", "1.234", "NaN")),
    ],
    ids=str,
)  # fmt: skip
def test_a_change_that_cannot_be_is_refused_on_its_field(
    of: str, told: dict[str, Any], refused: dict[str, list[str]], nurse: Account,
    request: pytest.FixtureRequest,
):  # fmt: skip
    with pytest.raises(ValidationError) as problem:
        alter(request.getfixturevalue(of), nurse, **told)

    assert problem.value.message_dict == refused
    assert not TreatmentChange.objects.exists()
    assert events() == []


def test_changes_stand_one_a_day_and_none_after_the_end(pump: Treatment, nurse: Account):
    alter(pump, nurse, on_="2026-02-09", mcg="350")
    for became, day, sentence in (
        ("changed", "2026-02-09", "recorded already: 350 mcg per day, from 09-Feb-2026"),
        ("ended", "2026-02-08", "A later change is recorded: 350 mcg per day, from 09-Feb-2026"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            alter(pump, nurse, became, on_=day, mcg="" if became == "ended" else "400")

    alter(pump, nurse, "ended", on_="2026-02-20")
    for became, day, sentence in (
        ("changed", "2026-02-21", "recorded as ended on 20-Feb-2026, before this day"),
        ("ended", "2026-02-21", "recorded as ended on 20-Feb-2026 already"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            alter(pump, nurse, became, on_=day, mcg="" if became == "ended" else "400")


def test_a_treatment_that_was_over_when_recorded_does_not_end_again(
    patient: Patient, nurse: Account
):
    over = a_treatment(patient, from_="2026-01", until="2026-02-01")

    alter(over, nurse, on_="2026-01-01", detail="Weekly")
    with pytest.raises(ValidationError, match="recorded as ended on 01-Feb-2026 already"):
        alter(over, nurse, "ended", on_="2026-01-20")


@pytest.mark.parametrize("marked", [in_error, superseded])
def test_a_treatment_that_no_longer_counts_is_not_changed(
    pump: Treatment, nurse: Account, marked: Callable[[Treatment], Treatment]
):
    marked(pump)

    with pytest.raises(ChangedMeanwhile, match="corrected or updated this entry meanwhile"):
        alter(pump, nurse, "ended", on_="2026-02-09")


def test_the_same_form_sent_again_returns_the_change_it_saved(pump: Treatment, nurse: Account):
    token = uuid.uuid4()
    first = alter(pump, nurse, "ended", on_="2026-02-09", token=token)

    assert alter(pump, nurse, "ended", on_="2026-02-09", token=token) == first
    assert TreatmentChange.objects.count() == 1


def test_the_changes_of_a_corrected_treatment_are_recorded_anew_of_the_new_one(
    patient: Patient, nurse: Account
):
    typo = a_treatment(
        patient, "intrathecal baclofen", from_="2026-01-05", mcg_per_day="30", by=nurse
    )
    a_treatment_change(typo, on_="2026-02-09", mcg_per_day="350", detail="Refilled")
    a_treatment_change(typo, "ended", on_="2026-02-20")

    pump = treat(
        patient, nurse, "intrathecal baclofen", from_="2026-01-05", mcg="300", corrects=typo,
        error_reason="Typo",
    )  # fmt: skip

    changed, ended = TreatmentChange.objects.filter(treatment=pump).order_by("changed_on")
    assert (changed.mcg_per_day, changed.detail) == (Decimal(350), "Refilled")
    assert (ended.became, ended.changed_on) == ("ended", on("2026-02-20"))


def test_a_correction_that_its_changes_do_not_fit_is_refused_whole(
    patient: Patient, nurse: Account
):
    typo = a_treatment(patient, "intrathecal baclofen", from_="2026-01-05", by=nurse)
    a_treatment_change(typo, on_="2026-02-09", mcg_per_day="350")

    with pytest.raises(ValidationError, match="350 mcg per day, from 09-Feb-2026, which does not"):
        treat(patient, nurse, "surgery", from_="2026-01-05", corrects=typo, error_reason="Typo")

    assert list(Treatment.objects.live()) == [typo]


@pytest.mark.parametrize("who", ["admin", "outsider"])
def test_others_record_no_change(pump: Treatment, who: str, request: pytest.FixtureRequest):
    with pytest.raises(PermissionDenied, match="recorded by neurologists and nurses"):
        alter(pump, request.getfixturevalue(who), "ended", on_="2026-02-09")

    assert not TreatmentChange.objects.exists()
