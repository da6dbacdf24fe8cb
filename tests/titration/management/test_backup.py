"""``manage.py backup`` and ``restore`` give the same database, and replace none by mistake."""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connection
from pytest_django import Settings

from patients.database.roles import APP
from patients.database.sql_files import OF_ANOTHER_VERSION
from patients.models import AuditEvent, Patient
from tests.factories import (
    a_clinic,
    a_dystonia,
    a_patient,
    a_side_effect,
    a_step,
    a_treatment,
    an_effect_change,
)
from tests.trust.backup import another_database, hashes, printed_by
from tests.trust.serving import mark
from titration.management import postgres

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def patient() -> Patient:
    patient = a_patient(a_clinic())
    a_step(patient, "10x3", from_="2026-01-05", note="kept", already_taking=True)
    # Rows of every table whose constraints call a function, which a restore has to find.
    effect = a_side_effect(patient, from_="2026-01-06")
    an_effect_change(effect, "resolved", on_="2026-01-09")
    a_treatment(patient, from_="2026-01-02")
    a_dystonia(patient)
    AuditEvent.objects.create(action="read", patient_ids=[patient.pk])
    return patient


@pytest.fixture
def backup(patient: Patient, tmp_path: Path) -> Path:
    file = tmp_path / "backup"
    printed_by("backup", file)
    return file


@pytest.fixture
def elsewhere() -> Iterator[None]:
    with another_database():
        yield


def test_a_database_restored_elsewhere_is_the_same(patient: Patient, tmp_path: Path):
    before, backup = hashes(), tmp_path / "backup"
    printed_by("backup", backup)

    with another_database():
        said = printed_by("restore", backup)
        after = hashes()

    assert said == f"1 patient restored from {backup}.\n"
    assert after == before


def test_a_backup_of_another_version_is_reported(backup: Path, tmp_path: Path):
    other = tmp_path / "other"
    with another_database():
        printed_by("restore", backup)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM sql_file WHERE path LIKE '%recorded.sql'")
        printed_by("backup", other)

    with another_database():
        assert printed_by("restore", other).endswith(f"\n{OF_ANOTHER_VERSION}\n")


def test_patients_are_replaced_only_with_the_option_and_then_all(backup: Path):
    with another_database():
        printed_by("restore", backup)
        whole = hashes()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE patients_clinic SET name = 'Other'")
            cursor.execute("CREATE TABLE left_over (id int)")
            cursor.execute("ALTER TABLE patients_auditevent ADD COLUMN extra int")
        changed = hashes()
        assert changed != whole

        with pytest.raises(CommandError, match=r"holds 1 patient, .* add --replace"):
            printed_by("restore", backup)
        assert hashes() == changed

        printed_by("restore", backup, replace=True)
        assert hashes() == whole


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda _: b"no backup", "is no backup that can be read"),
        (lambda content: content[:9_000], "is no backup that can be read"),
        (lambda content: content[:-200], "Nothing was restored"),
    ],
    ids=["nonsense", "torn in its list", "torn in its rows"],
)
def test_a_damaged_file_changes_nothing(
    spoil: Callable[[bytes], bytes], sentence: str, backup: Path
):
    before = hashes()
    backup.write_bytes(spoil(backup.read_bytes()))

    with pytest.raises(CommandError, match=sentence):
        printed_by("restore", backup, replace=True)

    assert hashes() == before


def test_production_restores_no_demo(backup: Path, settings: Settings):
    with another_database():
        settings.IS_DEMO = False
        before = hashes()

        with pytest.raises(CommandError, match=r"was \(The backup has held a demo, .*another file"):
            printed_by("restore", backup)

        assert hashes() == before


def test_a_demo_restores_no_clinic(backup: Path, tmp_path: Path, settings: Settings):
    file = tmp_path / "of-a-clinic"
    with another_database():
        printed_by("restore", backup)
        mark("clinic")
        settings.IS_DEMO = False
        printed_by("backup", file)
        printed_by("restore", file, replace=True)
    settings.IS_DEMO = True
    with another_database():
        printed_by("restore", backup)
        before = hashes()

        with pytest.raises(CommandError, match=r"was \(The backup holds data that are not a demo"):
            printed_by("restore", file, replace=True)

        assert hashes() == before


def test_a_backup_is_for_its_owner_only_and_never_written_over(backup: Path):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [path.name for path in backup.parent.iterdir()] == ["backup"]
    content = backup.read_bytes()

    with pytest.raises(CommandError, match="is there already; name another file"):
        printed_by("backup", backup)

    assert backup.read_bytes() == content


def test_a_role_that_does_not_see_every_row_makes_no_backup(
    patient: Patient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(connection.settings_dict, "USER", APP)

    with pytest.raises(CommandError, match="could not be backed up"):
        printed_by("backup", tmp_path / "backup")

    assert list(tmp_path.iterdir()) == []


def test_impossible_arguments_are_refused_in_a_sentence(tmp_path: Path):
    with pytest.raises(CommandError, match="There is no file"):
        printed_by("restore", tmp_path / "nothing")
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        printed_by("backup", tmp_path / "nowhere" / "backup")


def test_programs_of_another_version_are_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    other = tmp_path / "pg_dump"
    other.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n")
    other.chmod(0o755)
    monkeypatch.setattr(postgres, "_candidates", lambda name, _: iter([tmp_path / name]))

    with pytest.raises(CommandError, match="no pg_dump of that version is on PATH"):
        printed_by("backup", tmp_path / "backup")
    assert list(tmp_path.iterdir()) == [other]
