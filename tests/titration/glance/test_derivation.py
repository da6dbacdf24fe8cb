"""What is told of a clinic is of the end of a month, as it was known then, and waits for five."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import ProgrammingError

from patients.models import Account, Clinic, Patient
from tests.acting import acting_as, run_sql
from tests.factories import (
    a_check,
    a_clinic,
    a_duplicate,
    a_patient,
    a_rating,
    a_side_effect,
    a_step,
    an_end_of_care,
    in_error,
)
from titration.glance.derivation import derive_glance, last_month_end
from titration.glance.models import Glance
from titration.glance.placing import DOSES, EFFECTS, RATINGS, STOPS, TIMES, Placing

pytestmark = pytest.mark.django_db

IN_RANGE = Placing(DOSES, "", "3")


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The 20th of January 2026, when all is recorded unless a test says otherwise."""
    with time_machine.travel("2026-01-20T12:00Z", tick=False) as traveller:
        yield traveller


def taking(clinic: Clinic, many: int, doses: str = "10x3") -> list[Patient]:
    """Register patients who take a regimen."""
    patients = [a_patient(clinic) for _ in range(many)]
    for patient in patients:
        a_step(patient, doses, from_="2026-01-05")
    return patients


def told(clinic: Clinic) -> dict[Placing, int]:
    """Return every number told of a clinic."""
    plots = Glance.objects.of(clinic).values()
    return {placing: number for glance in plots for placing, number in glance.told.items()}


def days(clinic: Clinic) -> dict[str, date]:
    """Return of which day each plot is told."""
    return {plot: glance.as_of for plot, glance in Glance.objects.of(clinic).items()}


def in_month(clock: time_machine.Traveller, month: int) -> None:
    clock.move_to(f"2026-{month:02}-01T00:30Z")


def test_each_plot_tells_what_was_recorded(clinic: Clinic, clock: time_machine.Traveller):
    for patient in taking(clinic, 6, "5x3"):
        a_side_effect(patient, from_="2026-01-08")
        a_rating(patient, "6", on_="2026-01-10")
        a_step(patient, "10x3", from_="2026-01-12")
        a_check(patient, asked_on="2026-01-15")
        a_rating(patient, "4", on_="2026-01-15")
        a_step(patient, "", from_="2026-01-18", reason="side effect")
    taking(clinic, 13)
    in_month(clock, 2)

    assert derive_glance(clinic) == 5
    assert told(clinic) == {
        IN_RANGE: 10,
        Placing(TIMES, "", "28"): 10,  # of 19, so that five are left over
        Placing(EFFECTS, "2", "began"): 5,
        Placing(EFFECTS, "3", "none reported"): 5,
        Placing(STOPS, "", "side effect"): 5,
        Placing(RATINGS, "spasm", "better"): 5,
    }


def test_the_day_is_the_last_of_the_month_where_the_clinic_is(clock: time_machine.Traveller):
    clinic = a_clinic(time_zone="Pacific/Auckland")
    clock.move_to("2026-01-31T12:00Z")

    derive_glance(clinic)

    assert set(days(clinic).values()) == {date(2026, 1, 31)}
    assert last_month_end(date(2026, 3, 1)) == date(2026, 2, 28)


def test_what_was_recorded_or_marked_later_changes_nothing(
    clinic: Clinic, clock: time_machine.Traveller
):
    patients = taking(clinic, 15)
    in_month(clock, 2)
    for patient in patients[:6]:
        in_error(patient.dosestep_entries.get())
        a_step(patient, "20x3", from_="2026-01-05")
    taking(clinic, 20)

    derive_glance(clinic)

    assert told(clinic)[IN_RANGE] == 10  # 15, of whom five are left over


def test_it_counts_no_duplicate_and_no_dose_of_who_is_not_under_care(
    clinic: Clinic, clock: time_machine.Traveller
):
    kept, *ended, double, mistaken = taking(clinic, 26)
    for _ in range(10):  # of whom nothing is recorded, so that enough are left over
        a_patient(clinic)
    for patient in ended[:5]:
        an_end_of_care(patient, on_="2026-01-19", reason="discharged")
    a_duplicate(double, of=kept, on_="2026-01-19")
    an_end_of_care(mistaken, on_="2026-01-19", reason="registered in error")
    in_month(clock, 2)

    derive_glance(clinic)

    assert told(clinic) == {IN_RANGE: 15, Placing(TIMES, "", "28"): 20}


@pytest.mark.parametrize(("moved", "is_told"), [(4, False), (5, True)])
def test_a_plot_stays_until_five_patients_count_elsewhere_in_it(
    moved: int, is_told: bool, clinic: Clinic, clock: time_machine.Traveller
):
    patients = taking(clinic, 20)
    in_month(clock, 2)
    derive_glance(clinic)
    for patient in patients[:moved]:
        a_step(patient, "20x3", from_="2026-02-01")
    for patient in patients:  # all count elsewhere in another plot
        a_side_effect(patient, from_="2026-02-01")
    before = told(clinic)
    in_month(clock, 3)

    derive_glance(clinic)

    assert days(clinic)[EFFECTS] == date(2026, 2, 28)
    if is_told:
        assert days(clinic)[DOSES] == date(2026, 2, 28)
        assert told(clinic)[IN_RANGE] == 10
        assert told(clinic)[Placing(DOSES, "", "4")] == 5
    else:
        assert days(clinic)[DOSES] == date(2026, 1, 31)
        assert told(clinic)[IN_RANGE] == before[IN_RANGE] == 15


def test_what_stays_is_compared_again_with_the_day_it_is_of(
    clinic: Clinic, clock: time_machine.Traveller
):
    """Three patients a month are five in two."""
    patients = taking(clinic, 20)
    for month, some in ((2, patients[:3]), (3, patients[3:6]), (4, [])):
        in_month(clock, month)
        derive_glance(clinic)
        for patient in some:
            a_step(patient, "20x3", from_=clinic.today())

    assert days(clinic)[DOSES] == date(2026, 3, 31)
    assert days(clinic)[TIMES] == date(2026, 1, 31)


def test_it_is_told_once_for_a_month(clinic: Clinic, clock: time_machine.Traveller):
    taking(clinic, 20)
    in_month(clock, 2)
    assert derive_glance(clinic) == 5
    clock.shift(timedelta(days=20))
    taking(clinic, 20)

    assert derive_glance(clinic) == 0


def test_the_command_tells_every_clinic_of_its_own_patients(
    clinic: Clinic, clock: time_machine.Traveller, capsys: pytest.CaptureFixture[str]
):
    taking(clinic, 20)
    other = a_clinic()
    in_month(clock, 2)

    call_command("derive_glances")

    assert told(clinic)[IN_RANGE] == 15
    assert told(other) == {}
    lines = capsys.readouterr().out.splitlines()
    assert lines == [f"{c} at a glance: 5 of 5 plots told anew" for c in (clinic.name, other.name)]


def test_a_clinics_numbers_are_seen_by_its_clinicians_alone_and_written_by_nobody_who_serves(
    clinic: Clinic, neurologist: Account, admin: Account, outsider: Account
):
    Glance.objects.put(clinic, DOSES, date(2026, 1, 31), {IN_RANGE: 10})
    seen = {}

    for who, account in {"own": neurologist, "admin": admin, "other": outsider}.items():
        with acting_as(account):
            seen[who] = run_sql("SELECT count(*) FROM titration_glance")

    assert seen == {"own": [1], "admin": [0], "other": [0]}
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(neurologist):
        run_sql("UPDATE titration_glance SET as_of = as_of")
