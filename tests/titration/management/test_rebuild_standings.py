"""``manage.py rebuild_standings`` reports every difference, and --check changes nothing."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from patients.models import Patient
from tests.factories import a_clinic, a_patient, a_side_effect, a_step
from titration.management.commands import rebuild_standings
from titration.standing import rebuild as register
from titration.standing.models import Standing
from titration.standing.situation import LAST_PLACE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patients() -> list[Patient]:
    clinic = a_clinic()
    patients = [a_patient(clinic) for _ in range(3)]
    a_step(patients[0], "10x3", from_="2026-01-05")
    a_side_effect(patients[1], "muscle weakness", from_="2026-01-08")
    return patients


def rebuild(*, check: bool = False) -> str:
    """Run the command, and return what it prints."""
    printed = StringIO()
    call_command("rebuild_standings", check=check, stdout=printed)
    return printed.getvalue()


def refused_check() -> str:
    """Return what the command prints before it exits with 1."""
    printed = StringIO()
    with pytest.raises(CommandError, match="1 of 3 standings differ; nothing was changed"):
        call_command("rebuild_standings", check=True, stdout=printed)
    return printed.getvalue()


def test_true_standings_pass_the_check():
    assert rebuild(check=True) == "3 standings checked; 0 differed.\n"


@pytest.mark.parametrize(
    "tampered",
    [
        {"total_mg": 45},
        {"doses_mg": None},
        {"regimen_since": date(2026, 1, 6)},
        {"attention_flags": ["serious-effect"]},
        {"open_side_effects": 1},
        {"changes_on": date(2026, 2, 1)},
    ],
    ids=lambda tampered: next(iter(tampered)),
)
def test_a_standing_tampered_with_is_reported_then_rebuilt(
    patients: list[Patient], tampered: dict[str, object]
):
    standings = Standing.objects.filter(patient=patients[0])
    true = standings.values(*Standing.DERIVED).get()
    standings.update(**tampered)
    report = f"Patient {patients[0].pk}: the standing was not what the entries give\n"

    assert refused_check() == report
    assert standings.values(*Standing.DERIVED).get() == true | tampered
    assert rebuild() == f"{report}3 standings derived again; 1 differed.\n"
    assert standings.values(*Standing.DERIVED).get() == true
    assert rebuild(check=True) == "3 standings checked; 0 differed.\n"


def test_words_are_rebuilt_letter_for_letter(patients: list[Patient]):
    words = 'as needed, "\\N" or \\t {5 mg}, à 2 días'
    a_step(patients[2], "", in_words=words, from_="2026-01-05")
    Standing.objects.filter(patient=patients[2]).update(in_words="")

    rebuild()

    standing = Standing.objects.get(patient=patients[2])
    assert (standing.in_words, standing.doses_mg, standing.total_mg) == (words, [], None)


def test_a_missing_standing_is_reported_then_made(patients: list[Patient]):
    Standing.objects.filter(patient=patients[1]).delete()

    assert f"Patient {patients[1].pk}:" in refused_check()
    assert not Standing.objects.filter(patient=patients[1]).exists()
    rebuild()
    assert Standing.objects.get(patient=patients[1]).worst_severity == "mild"


def test_rebuilding_brings_standings_to_today(patients: list[Patient]):
    with time_machine.travel(datetime(2031, 5, 1, 12, tzinfo=UTC)):
        rebuild()

    assert {standing.as_of for standing in Standing.objects.all()} == {date(2031, 5, 1)}


def test_every_patient_of_a_register_larger_than_a_batch_is_seen_once(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(register, "PATIENTS_PER_BATCH", 2)

    assert rebuild() == "3 standings derived again; 0 differed.\n"


def test_batches_are_spread_over_processes_and_come_back_in_order(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(register, "PATIENTS_PER_BATCH", 2)

    assert list(register.spread(sum, iter(range(5)), processes=2)) == [1, 5, 4]


def test_a_long_rebuild_prints_its_progress(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rebuild_standings, "SECONDS_BETWEEN_LINES", 0)
    monkeypatch.setattr(register, "PATIENTS_PER_BATCH", 1)

    assert rebuild().splitlines()[:3] == [f"{done} of 3 patients" for done in (1, 2, 3)]


def test_a_short_rebuild_prints_no_progress():
    assert rebuild().splitlines() == ["3 standings derived again; 0 differed."]


def test_migrate_derives_the_standings_that_are_due(patients: list[Patient]):
    severe = patients[1]
    right = Standing.objects.get(patient=severe).nurse_place
    Standing.objects.update(nurse_place=LAST_PLACE, changes_on="2026-01-09")

    call_command("migrate", verbosity=0, stdout=StringIO())

    assert Standing.objects.get(patient=severe).nurse_place == right < LAST_PLACE
