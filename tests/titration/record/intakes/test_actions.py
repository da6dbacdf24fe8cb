"""Recording what was not taken as recorded: by any clinician, and no step changes."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from patients.models import Account, Patient
from tests.factories import a_step, an_intake, on
from tests.patients.events import event, events
from tests.titration.record.calls import not_as_recorded
from titration.record.dose_steps.models import DoseStep
from titration.record.intakes.models import Departure, Intake
from titration.standing.models import Standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon_on_2_march")]


@pytest.mark.parametrize("who", ["neurologist", "nurse"])
def test_a_clinician_records_it_and_no_step_changes(
    patient: Patient, who: str, request: pytest.FixtureRequest
):
    by: Account = request.getfixturevalue(who)
    a_step(patient, "10x3", from_="2026-01-05")
    dose = Standing.objects.values("doses_mg", "regimen_since", "notice_flags")
    before = [*DoseStep.objects.values(), *dose.all()]

    saved = not_as_recorded(
        patient, by, "ran out", from_="2026-02-01", until="2026-02-03", note="Was abroad"
    )

    stored = Intake.objects.get()
    assert (stored, stored.what, stored.note) == (saved, "ran out", "Was abroad")
    assert (stored.from_on, stored.until_on) == (on("2026-02-01"), on("2026-02-03"))
    assert [*DoseStep.objects.values(), *dose.all()] == before
    assert events() == [event("record-intake", by=by, patient=patient, about=saved)]


@pytest.mark.parametrize(
    ("from_", "until", "refused"),
    [
        ("1980-04-30", None, {"from_on": ["This is before the birth date, 01-May-1980."]}),
        ("2026-03-03", None, {"from_on": ["This date lies ahead of today, 02-Mar-2026."]}),
        (
            "2026-03-02",
            "2026-03-03",
            {"until_on": ["This date lies ahead of today, 02-Mar-2026."]},
        ),
        (
            "2026-03-02",
            "2026-03-01",
            {"until_on": ["It ended before it began; one date is wrong."]},
        ),
    ],
)
def test_impossible_days_are_refused_on_their_fields(
    patient: Patient, nurse: Account, from_: str, until: str | None, refused: dict[str, list[str]]
):
    with pytest.raises(ValidationError) as problem:
        not_as_recorded(patient, nurse, from_=from_, until=until)

    assert problem.value.message_dict == refused
    assert not Intake.objects.exists()


def test_the_same_form_sent_again_returns_what_it_saved(patient: Patient, nurse: Account):
    token = uuid.uuid4()
    first = not_as_recorded(patient, nurse, from_="2026-03-02", token=token)

    assert not_as_recorded(patient, nurse, from_="2026-03-02", token=token) == first
    assert Intake.objects.count() == 1


@pytest.mark.parametrize("who", ["admin", "outsider"])
def test_others_record_nothing(patient: Patient, who: str, request: pytest.FixtureRequest):
    with pytest.raises(PermissionDenied, match="told by neurologists and nurses"):
        not_as_recorded(patient, request.getfixturevalue(who), from_="2026-03-02")

    assert not Intake.objects.exists()


def test_the_table_refuses_an_end_before_the_beginning(patient: Patient):
    with pytest.raises(IntegrityError, match="intake_ends_after_it_begins"):
        an_intake(patient, from_="2026-02-02", until="2026-02-01")


@pytest.mark.parametrize("what", Departure.values)
def test_each_is_said_with_its_days(patient: Patient, what: str):
    label = Departure(what).label
    one_day = an_intake(patient, what, from_="2026-02-01")
    same_day = an_intake(patient, what, from_="2026-02-01", until="2026-02-01")
    days = an_intake(patient, what, from_="2026-02-01", until="2026-02-03")

    assert str(one_day) == str(same_day) == f"{label}, 01-Feb-2026"
    assert str(days) == f"{label}, 01-Feb-2026 to 03-Feb-2026"
