"""Dose steps: what the table refuses, and the edition of a patient's steps."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection

from patients.models import Patient
from tests.factories import a_patient, a_step, in_error, on
from titration.record.dose_steps.models import DoseStep

pytestmark = pytest.mark.django_db

MONDAY = on("2026-01-05")


@pytest.mark.parametrize("times", [1, 3, 8])
def test_a_day_has_up_to_eight_amounts(patient: Patient, times: int):
    assert len(a_step(patient, f"10x{times}", from_=MONDAY).doses_mg) == times


def test_nine_amounts_a_day_are_refused(patient: Patient):
    with pytest.raises(IntegrityError, match="dosestep_amounts_up_to_8"):
        a_step(patient, "10x9", from_=MONDAY)


@pytest.mark.parametrize("amounts", ["0.01", "999.99", "12.5 0.25 20"])
def test_an_amount_is_more_than_0_and_at_most_1000_mg(patient: Patient, amounts: str):
    step = a_step(patient, amounts, from_=MONDAY)

    stored = DoseStep.objects.get(pk=step.pk)
    assert stored.doses_mg == [Decimal(amount) for amount in amounts.split()]


@pytest.mark.parametrize(
    "array",
    [
        "{0}",
        "{-5}",
        "{10,0,10}",
        "{10,-0.01}",
        "{NaN}",
        "{10,NULL}",
        "{NULL}",
        "{1000}",
        "{1e9}",
        "{Infinity}",
        "{{10,10},{10,10}}",
    ],
)
def test_no_other_amount_gets_in_by_raw_sql(patient: Patient, array: str):
    with pytest.raises(DatabaseError, match=r"dosestep_amounts_are_mg|numeric|multidimensional"):
        copied_with(a_step(patient, "10x3", from_=MONDAY), doses_mg=array)


def test_a_step_without_amounts_at_all_is_refused(patient: Patient):
    with pytest.raises(IntegrityError, match='"doses_mg"'):
        copied_with(a_step(patient, "10x3", from_=MONDAY), doses_mg=None)


def copied_with(step: DoseStep, *, doses_mg: str | None) -> None:
    """Insert a step like another, on another day, with amounts written in SQL."""
    kept = (
        "patient_id, recorded_by_id, recorded_at, status, marked_reason, phase, reason, note,"
        " times_of_day, in_words, decided_by"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO titration_dosestep (form_token, starts_on, doses_mg, already_taking,"
            f" {kept}) SELECT gen_random_uuid(), date '2026-02-02', %s, false, {kept}"
            " FROM titration_dosestep WHERE id = %s",
            [doses_mg, step.pk],
        )


@pytest.mark.parametrize("phase", ["initiation", "maintenance", "taper"])
def test_only_a_stop_has_no_amounts(patient: Patient, phase: str):
    row = a_step(patient, "", from_=MONDAY)
    row.pk, row.phase = None, phase

    with pytest.raises(IntegrityError, match="dosestep_regimen_is_told_in_one_way"):
        DoseStep.objects.bulk_create([row])


@pytest.mark.parametrize("phase", ["stopped", "paused", ""])
def test_amounts_are_taken_in_a_known_phase_that_is_not_a_stop(patient: Patient, phase: str):
    with pytest.raises(IntegrityError, match="dosestep_regimen_is_told_in_one_way"):
        a_step(patient, "10x3", from_=MONDAY, phase=phase)


@pytest.mark.parametrize("phase", ["stopped", ""])
def test_words_are_taken_in_a_known_phase_that_is_not_a_stop(patient: Patient, phase: str):
    with pytest.raises(IntegrityError, match="dosestep_regimen_is_told_in_one_way"):
        a_step(patient, "", in_words="as needed", from_=MONDAY, phase=phase)


def test_a_regimen_is_not_told_by_amounts_and_in_words_too(patient: Patient):
    with pytest.raises(IntegrityError, match="dosestep_regimen_is_told_in_one_way"):
        a_step(patient, "10x3", in_words="as needed", from_=MONDAY)


@pytest.mark.parametrize(
    ("doses", "at"),
    [
        ("10 20", "morning"),
        ("10", "morning bedtime"),
        ("10 20", "bedtime morning"),
        ("10 20", "morning morning"),
        ("10", "noon"),
        ("", "morning"),
    ],
)
def test_each_amount_has_a_time_of_its_own_in_the_order_of_the_day_or_none_has(
    patient: Patient, doses: str, at: str
):
    with pytest.raises(IntegrityError, match="dosestep_each_amount_has_its_time"):
        a_step(patient, doses, at=at, from_=MONDAY)


def test_who_decided_is_one_of_the_known(patient: Patient):
    with pytest.raises(IntegrityError, match="dosestep_who_decided_is_known"):
        a_step(patient, "10x3", from_=MONDAY, decided_by="nobody")


@pytest.mark.parametrize("since", ["2025", "2026", "2026-01", "2026-01-05", "2019-11"])
def test_a_dose_was_taken_since_a_day_up_to_the_first_recorded(patient: Patient, since: str):
    step = a_step(patient, "10x3", from_=MONDAY, already_taking=True, taking_since=since)

    assert DoseStep.objects.get(taking_since=since) == step


@pytest.mark.parametrize(
    ("since", "already_taking"),
    [("2025", False), ("2027", True), ("2026-02", True), ("2026-01-06", True)],
)
def test_a_dose_was_not_taken_since_another_day(patient: Patient, since: str, already_taking: bool):
    with pytest.raises(IntegrityError, match="dosestep_taken_since_before_the_first"):
        a_step(patient, "10x3", from_=MONDAY, already_taking=already_taking, taking_since=since)


def test_an_unknown_reason_is_refused(patient: Patient):
    with pytest.raises(IntegrityError, match="dosestep_reason_is_known"):
        a_step(patient, "10x3", from_=MONDAY, reason="because")


def test_one_step_counts_for_a_start_date(patient: Patient):
    a_step(patient, "10x3", from_=MONDAY)

    with pytest.raises(IntegrityError, match="dosestep_one_live_per_start_date"):
        a_step(patient, "15x3", from_=MONDAY)


def test_another_step_takes_the_date_of_one_in_error(patient: Patient):
    in_error(a_step(patient, "100x3", from_=MONDAY))

    assert a_step(patient, "10x3", from_=MONDAY).is_live


def test_another_patient_starts_on_the_same_date(patient: Patient):
    a_step(patient, "10x3", from_=MONDAY)

    assert a_step(a_patient(patient.clinic), "10x3", from_=MONDAY).is_live


def test_the_total_is_the_sum_of_the_day(patient: Patient):
    assert a_step(patient, "2.5 2.5 10", from_=MONDAY).total_mg == 15


def test_a_stop_totals_nothing(patient: Patient):
    assert a_step(patient, "", from_=MONDAY).total_mg == 0


@pytest.mark.parametrize(
    ("doses", "said"),
    [
        ("15x3", "15 mg three times a day from 05-Jan-2026"),
        ("5 5 12.50", "5 mg, 5 mg, 12.5 mg a day from 05-Jan-2026"),
        ("", "Stopped from 05-Jan-2026"),
    ],
)
def test_a_step_is_said_with_its_date(patient: Patient, doses: str, said: str):
    assert str(a_step(patient, doses, from_=MONDAY)) == said


def test_a_step_is_said_with_its_times_of_day_or_in_its_own_words(patient: Patient):
    timed = a_step(patient, "10 20", at="morning bedtime", from_=MONDAY)
    told = a_step(patient, "", in_words="5 mg every other day", from_="2026-01-06")

    assert str(timed) == "10 mg morning, 20 mg bedtime a day from 05-Jan-2026"
    assert str(told) == "5 mg every other day from 06-Jan-2026"


def test_the_edition_changes_with_every_step_and_every_marking(patient: Patient):
    edition = DoseStep.objects.edition
    editions = [edition(patient)]
    step = a_step(patient, "5x3", from_=MONDAY)
    editions.append(edition(patient))
    in_error(step)
    editions.append(edition(patient))
    a_step(patient, "10x3", from_=MONDAY)
    editions.append(edition(patient))

    assert len(set(editions)) == 4


def test_the_edition_does_not_change_with_another_patient_s_steps(patient: Patient):
    before = DoseStep.objects.edition(patient)

    a_step(a_patient(patient.clinic), "5x3", from_=MONDAY)

    assert DoseStep.objects.edition(patient) == before
