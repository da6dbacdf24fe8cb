"""One statement reads a patient's live entries and those in error, as plain values."""

from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from patients.days import InexactDay
from patients.models import Account, Patient
from tests.factories import (
    a_check,
    a_contact,
    a_dystonia,
    a_note,
    a_patient,
    a_precaution,
    a_rating,
    a_review,
    a_side_effect,
    a_step,
    a_treatment,
    a_treatment_change,
    an_effect_change,
    an_end_of_care,
    an_intake,
    in_error,
    on,
    superseded,
)
from tests.titration.reading.records import own_values
from titration.reading.recorded import Recorded, read
from titration.reading.rows import RecordedEntry
from titration.record.dose_steps.models import DoseStep
from titration.rules import History

pytestmark = pytest.mark.django_db


NOTHING = Recorded()


def a_full_record(patient: Patient) -> None:
    """Record one entry of every kind."""
    a_dystonia(patient)
    a_precaution(patient, "epilepsy")
    a_check(patient, asked_on="2026-02-01")
    a_rating(patient, "6", on_="2026-02-01")
    a_treatment_change(a_treatment(patient, from_="2026-02-01"), "ended", on_="2026-02-02")
    an_effect_change(a_side_effect(patient, from_="2025-12-01"), on_="2025-12-02")
    a_review(patient, on_="2026-02-01")
    an_end_of_care(patient, on_="2026-02-01")
    an_intake(patient, from_="2026-02-01")
    a_contact(patient, on_="2026-02-01")
    a_note(patient)
    for day in range(1, 21):
        a_step(patient, f"{day} 10", from_=f"2026-01-{day:02}")
        a_side_effect(patient, from_=f"2026-01-{day:02}")


def test_everything_is_read_in_one_statement(patient: Patient):
    a_full_record(patient)

    with CaptureQueriesContext(connection) as queries:
        recorded = read(patient)

    assert len(queries) == 1
    assert (len(recorded.steps), len(recorded.effects)) == (20, 21)


def test_nothing_recorded_is_nothing_read(patient: Patient):
    assert read(patient) == NOTHING


def test_every_entry_is_read_with_its_author_and_instant(patient: Patient, nurse: Account):
    step = a_step(patient, "10x3", from_="2026-01-05", by=nurse)

    (row,) = read(patient).steps
    assert (row.id, row.recorded_by_id, row.recorded_at) == (step.pk, nurse.pk, step.recorded_at)
    assert (row.status, row.marked_by_id, row.marked_at, row.marked_reason) == (
        "live",
        None,
        None,
        "",
    )


def test_a_step_is_read_with_everything_recorded_of_it(patient: Patient):
    a_step(
        patient, "5 12.50", from_="2026-01-05", at="midday bedtime", phase="initiation",
        reason="starting", decided_by="hospital", note="With food", already_taking=True,
        taking_since="2019-11",
    )  # fmt: skip

    (row,) = read(patient).steps
    assert own_values(row) == {
        "starts_on": on("2026-01-05"),
        "doses_mg": (Decimal(5), Decimal("12.5")),
        "times_of_day": ("midday", "bedtime"),
        "in_words": "",
        "phase": "initiation",
        "reason": "starting",
        "decided_by": "hospital",
        "note": "With food",
        "already_taking": True,
        "taking_since": InexactDay.in_month(2019, 11),
        "planned_id": None,
        "version": 0,
    }


def test_a_step_is_read_with_its_words_and_an_exact_day(patient: Patient):
    a_step(
        patient, "", from_="2026-01-05", in_words="as needed", already_taking=True,
        taking_since="2020-02-29",
    )  # fmt: skip

    (row,) = read(patient).steps
    assert (row.doses_mg, row.times_of_day, row.in_words) == ((), (), "as needed")
    assert row.taking_since == on("2020-02-29")


def test_an_effect_is_read_with_everything_recorded_of_it(patient: Patient):
    a_side_effect(
        patient, "dizziness", "moderate", from_="2026-01-08", until="2026-01-09",
        reported_on="2026-01-10", reported_by="carer", action_taken="referred", note="At night",
    )  # fmt: skip

    (row,) = read(patient).effects
    assert own_values(row) == {
        "term": "dizziness",
        "severity": "moderate",
        "onset_on": on("2026-01-08"),
        "resolved_on": on("2026-01-09"),
        "reported_on": on("2026-01-10"),
        "reported_by": "carer",
        "action_taken": "referred",
        "note": "At night",
        "changes": (),
    }


def test_the_other_entries_are_read_with_everything_recorded_of_them(patient: Patient):
    a_rating(
        patient, "31.5", "TWSTRS", low="0", high="85", better="lower", on_="2026-01-08",
        rater="clinician",
    )  # fmt: skip
    a_treatment(
        patient, "intrathecal baclofen", from_="2026-01-08", until="2026-01-09", mcg_per_day="300",
        detail="Pump",
    )  # fmt: skip
    a_review(patient, on_="2026-01-08", next_on="2026-04-08", note="Well")
    a_check(patient, asked_on="2026-01-08")
    an_end_of_care(patient, on_="2026-01-08", reason="discharged", note="Well")
    an_intake(patient, "ran out", from_="2026-01-08", until="2026-01-10", note="Holiday")

    recorded, day = read(patient), on("2026-01-08")
    assert own_values(recorded.ratings[0]) == {
        "measure": "TWSTRS",
        "value": Decimal("31.5"),
        "low": Decimal(0),
        "high": Decimal(85),
        "better": "lower",
        "rated_on": day,
        "rater": "clinician",
    }
    assert own_values(recorded.treatments[0]) == {
        "kind": "intrathecal baclofen",
        "from_on": day,
        "until_on": on("2026-01-09"),
        "mcg_per_day": Decimal(300),
        "detail": "Pump",
        "changes": (),
    }
    assert own_values(recorded.reviews[0]) == {
        "reviewed_on": day,
        "next_on": on("2026-04-08"),
        "note": "Well",
    }
    assert own_values(recorded.checks[0]) == {"asked_on": day}
    assert own_values(recorded.intakes[0]) == {
        "what": "ran out",
        "planned_id": None,
        "from_on": day,
        "until_on": on("2026-01-10"),
        "note": "Holiday",
    }
    assert own_values(recorded.care[0]) == {
        "state": "ended",
        "from_on": day,
        "reason": "discharged",
        "note": "Well",
        "doubles_id": None,
        "doubles_number": None,
    }


@pytest.mark.parametrize("amounts", ["0.1 0.2", "0.01x8", "999.99x8", "2.50x3", ""])
def test_amounts_stay_decimal_to_the_last_digit(patient: Patient, amounts: str):
    if not amounts:
        a_step(patient, "10x3", from_="2026-01-01")
    step = a_step(patient, amounts, from_="2026-01-05")

    doses_mg = read(patient).steps[-1].doses_mg
    assert all(type(amount) is Decimal for amount in doses_mg)
    assert list(doses_mg) == step.doses_mg


def test_steps_come_earliest_first_and_effects_latest_onset_first(patient: Patient):
    for day in ("2026-01-19", "2026-01-05", "2026-01-12"):
        a_step(patient, "10x3", from_=day)
        a_side_effect(patient, from_=day)

    steps, effects = read(patient).steps, read(patient).effects
    assert [row.starts_on.day for row in steps] == [5, 12, 19]
    assert [row.onset_on for row in effects] == [on(f"2026-01-{day}") for day in (19, 12, "05")]


def test_an_entry_in_error_is_read_with_who_marked_it_and_why(patient: Patient, nurse: Account):
    with time_machine.travel("2026-03-02T12:00Z"):
        in_error(a_step(patient, "100x3", from_="2026-01-05"), by=nurse, reason="Typo")
        in_error(a_side_effect(patient, from_="2026-01-05"), by=nurse, reason="Typo")
        in_error(a_rating(patient, "6", on_="2026-01-05"), by=nurse, reason="Typo")
        in_error(a_treatment(patient, from_="2026-01-05"), by=nurse, reason="Typo")
        in_error(a_review(patient, on_="2026-01-05"), by=nurse, reason="Typo")
        in_error(an_intake(patient, from_="2026-01-05"), by=nurse, reason="Typo")
        in_error(a_contact(patient, on_="2026-01-05"), by=nurse, reason="Typo")
        in_error(a_note(patient), by=nurse, reason="Typo")
        in_error(an_end_of_care(patient, on_="2026-01-05"), by=nurse, reason="Typo")

    recorded = read(patient)
    rows: list[RecordedEntry] = [*recorded.steps, *recorded.effects, *recorded.ratings]
    rows += [*recorded.treatments, *recorded.reviews, *recorded.care, *recorded.intakes]
    rows += [*recorded.contacts, *recorded.notes]
    assert len(rows) == 9
    for row in rows:
        assert (row.status, row.marked_reason) == ("entered-in-error", "Typo")
        assert row.marked_by_id == nurse.pk
        assert row.marked_at is not None
        assert row.marked_at.date() == on("2026-03-02")
    assert recorded.history(patient.born_on) == History(born_on=patient.born_on)


def test_a_superseded_entry_is_left_out(patient: Patient):
    superseded(a_step(patient, "10x3", from_="2026-01-05"))
    superseded(a_side_effect(patient, from_="2026-01-05"))
    superseded(a_precaution(patient, "epilepsy"))
    superseded(a_dystonia(patient))
    superseded(a_check(patient, asked_on="2026-02-01"))
    superseded(a_rating(patient, "6", on_="2026-02-01"))
    superseded(a_treatment(patient, from_="2026-02-01"))
    superseded(a_review(patient, on_="2026-02-01"))
    superseded(an_intake(patient, from_="2026-02-01"))
    superseded(a_contact(patient, on_="2026-02-01"))
    superseded(a_note(patient))
    superseded(an_end_of_care(patient, on_="2026-02-01"))

    assert read(patient) == NOTHING


def test_entries_of_another_patient_are_left_out(patient: Patient):
    a_full_record(a_patient(patient.clinic))

    assert read(patient) == NOTHING


def test_answers_and_dystonia_are_those_that_count(patient: Patient):
    superseded(a_precaution(patient, "epilepsy", "absent"))
    a_precaution(patient, "epilepsy", "present")
    a_precaution(patient, "kidney disease", "not asked")
    superseded(a_dystonia(patient, "cervical"))
    a_dystonia(patient, distribution="generalized")

    assert read(patient).answers == {"epilepsy": "present", "kidney disease": "not asked"}
    assert str(read(patient).dystonia) == "Generalized dystonia"


def test_the_last_day_asked_is_that_of_checks_that_count(patient: Patient):
    for day in ("2026-02-01", "2026-01-01"):
        a_check(patient, asked_on=day)
    in_error(a_check(patient, asked_on="2026-02-20"))

    assert read(patient).last_asked_on == on("2026-02-01")


def test_the_edition_is_the_one_that_actions_compare_with(patient: Patient):
    for day, mark in enumerate((None, in_error, superseded, None), start=1):
        step = a_step(patient, "10x3", from_=f"2026-01-0{day}")
        if mark:
            mark(step)
        assert read(patient).edition == DoseStep.objects.edition(patient)
