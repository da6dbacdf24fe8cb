"""``manage.py migrate``: the SQL files that changed, and all of them where that would not do."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError
from pytest_django.plugin import DjangoDbBlocker

from patients.database.sql_files import every_file
from tests.acting import asked
from tests.patients.database.test_sql_files import FAULTS, differs, every_fault, held
from tests.trust.backup import another_database, told

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database as migrate makes it: the other tests' is altered for them."""
    with django_db_blocker.unblock(), another_database():
        told("migrate", verbosity=0)
        yield


def ran(*arguments: str) -> list[str]:
    """The files that migrate says it ran, or would run."""
    return re.findall(r"^  (?:Ran|Would run) (.+)$", told("migrate", *arguments), re.MULTILINE)


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the files, to change; ``migrate`` runs it."""
    for folder in settings.SQL_FOLDERS:
        (tmp_path / folder).mkdir(parents=True)
        for path in (settings.BASE_DIR / folder).glob("*.sql"):
            shutil.copy(path, tmp_path / folder)
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    return tmp_path


def test_migrate_runs_nothing_where_nothing_changed():
    assert ran() == []
    assert not differs()


def test_migrate_runs_a_changed_file_and_only_it(folders: Path):
    path = "patients/database/sql/functions/app_now.sql"
    file = folders / path
    file.write_text(file.read_text().replace("clock_timestamp()", "transaction_timestamp()"))

    assert differs()
    assert ran("--plan") == [path]
    assert differs()
    assert ran() == [path]
    assert asked("SELECT app_now() = transaction_timestamp()") == [True]
    assert ran() == []
    assert not differs()


@pytest.mark.parametrize(
    "path", ["patients/database/sql/before/new.sql", "titration/reading/new.sql"]
)
def test_migrate_runs_a_new_file_and_forgets_one_that_is_gone(path: str, folders: Path):
    (folders / path).write_text(
        "CREATE OR REPLACE FUNCTION more() RETURNS int LANGUAGE sql AS 'SELECT 1'"
    )

    assert ran() == [path]
    assert ("function", "more()") in held()

    (folders / path).unlink()
    assert differs()
    assert len(ran()) == len(every_file())
    assert ("function", "more()") not in held()
    assert not differs()


def test_migrate_runs_what_calls_a_guard_when_the_guard_changes(folders: Path):
    guard = "patients/database/sql/functions/app_guard_entries.sql"
    (folders / guard).write_text((folders / guard).read_text() + "-- changed\n")

    assert ran() == [
        guard,
        "patients/database/sql/tables/patients_dystonia.sql",
        "patients/database/sql/tables/patients_precaution.sql",
        "titration/record/entries.sql",
    ]


def test_a_file_that_fails_leaves_everything_as_it_was(folders: Path):
    before = held()
    (folders / "titration/record/wrong.sql").write_text("SELECT no_such_function()")
    (folders / "titration/reading/recorded.sql").write_text(
        "DROP FUNCTION titration_recorded(bigint, timestamptz)"
    )

    with pytest.raises(
        CommandError,
        match=r"\ANo SQL file was run: titration/record/wrong.sql: .*no_such_function[^\n]*\Z",
    ):
        told("migrate", verbosity=0)

    assert held() == before


def test_to_check_changes_nothing_and_fails_where_something_waits(folders: Path):
    told("migrate", "--check")

    (folders / "titration/reading/recorded.sql").write_text("SELECT 1")
    with pytest.raises(SystemExit):
        told("migrate", "--check")
    assert asked("SELECT count(*) FROM pg_proc WHERE proname = 'titration_recorded'") == [1]


@every_fault
def test_migrate_makes_good_what_was_altered_by_hand(fault: str):
    before = held()
    asked(FAULTS[fault])

    assert len(ran()) == len(every_file())

    assert held() == before
    assert not differs()


def test_back_to_nothing_and_forth_again():
    before = held()

    said = told("migrate", "titration", "zero")
    assert "SQL files run once no migration is left to apply." in said
    assert differs()

    assert len(ran()) == len(every_file())
    assert held() == before
    assert not differs()
