"""Tell which step holds on a day, which planned steps lie ahead, and which wait for an answer."""

import pytest

from patients.models import Patient
from tests.factories import a_planned_step, a_step, an_end_of_care, in_error, on
from titration.reading.plans import waiting, with_plan
from titration.reading.recorded import read

pytestmark = pytest.mark.django_db
TODAY = on("2026-03-02")


def test_the_step_of_a_day_is_the_last_that_counts_and_has_begun(patient: Patient):
    a_step(patient, "5x3", from_="2026-01-05")
    held = a_step(patient, "10x3", from_="2026-01-12")
    in_error(a_step(patient, "99x3", from_="2026-01-13"))

    recorded = read(patient)
    assert recorded.step_on(on("2026-01-04")) is None
    assert recorded.step_on(on("2026-01-14")) == recorded.steps[1]
    assert recorded.steps[1].id == held.pk


def test_a_plan_puts_its_steps_ahead_among_the_dose_steps(patient: Patient):
    a_step(patient, "15x3", from_="2026-02-02")
    a_step(patient, "12x3", from_="2026-03-16")
    a_planned_step(patient, "10x3", from_="2026-03-01")
    a_planned_step(patient, "5x3", from_="2026-03-09")
    a_planned_step(patient, "9x3", from_="2026-03-16")
    in_error(a_planned_step(patient, "7x3", from_="2026-03-10"))

    told = with_plan(read(patient), TODAY).steps

    assert [(row.starts_on.day, row.version) for row in told] == [(2, 0), (9, 1), (16, 0)]


def test_nothing_of_a_plan_is_ahead_or_waits_once_care_has_ended(patient: Patient):
    a_planned_step(patient, "10x3", from_="2026-03-01")
    a_planned_step(patient, "5x3", from_="2026-03-09")
    an_end_of_care(patient, on_="2026-02-27")
    recorded = read(patient)

    assert with_plan(recorded, TODAY).steps == ()
    assert waiting(recorded, TODAY) == []
