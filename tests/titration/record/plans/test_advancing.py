"""Nothing of a plan advances by itself, and a nurse takes it no further than it was planned."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import ProgrammingError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from patients.models import Account, Clinic, Patient
from tests.acting import acting_as
from tests.factories import a_patient, a_planned_step, a_step
from titration.reading.plans import waiting, with_plan
from titration.reading.recorded import read
from titration.standing.derivation import derive_recorded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon_on_2_march() -> Iterator[None]:
    with time_machine.travel("2026-03-02T12:00Z", tick=False):
        yield


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.dictionaries(st.integers(1, 60), st.sampled_from(("", "5x3", "10", "12.5 10")), max_size=6),
    st.lists(st.integers(0, 80), min_size=1, max_size=6),
)
def test_nothing_of_a_plan_ever_advances_by_itself(
    clinic: Clinic, rows: dict[int, str], days: list[int]
):
    today = date(2026, 3, 2)
    patient = a_patient(clinic)
    a_step(patient, "15x3", from_="2026-02-02")
    for ahead, doses in rows.items():
        a_planned_step(patient, doses, from_=today + timedelta(days=ahead))
    recorded = read(patient)

    for passed in days:
        day = today + timedelta(days=passed)
        told = derive_recorded(patient, recorded, day)
        assert told["doses_mg"] == [Decimal("15.00")] * 3
        ahead_of = [row.starts_on for row in with_plan(recorded, day).steps if row.version]
        assert all(start > day for start in ahead_of)
        waits = [row.starts_on for row in waiting(recorded, day)]
        assert len(waits) + len(ahead_of) == len(rows)


@pytest.mark.parametrize("doses", ["20x3", "10x2"])
def test_a_nurse_records_no_dose_but_exactly_the_one_planned(
    nurse: Account, patient: Patient, doses: str
):
    a_step(patient, "15x3", from_="2026-02-02")
    planned = a_planned_step(patient, "10x3", from_="2026-03-01")

    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(nurse):
        a_step(patient, doses, from_="2026-03-02", phase="taper", planned=planned, by=nurse)
