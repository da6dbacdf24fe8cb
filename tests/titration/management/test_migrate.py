"""``manage.py migrate`` runs the SQL files that changed, or all where the database differs."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError
from pytest_django.plugin import DjangoDbBlocker

from patients.database.sql_files import every_file
from tests.acting import run_sql
from tests.patients.database.test_sql_files import FAULTS, differs, every_fault, held
from tests.trust.backup import another_database, printed_by

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database as migrate makes it; the other tests' database is altered for them."""
    with django_db_blocker.unblock(), another_database():
        printed_by("migrate", verbosity=0)
        yield


def files_run(*arguments: str) -> list[str]:
    """Run migrate; return the SQL files it says it ran, or would run."""
    return re.findall(
        r"^  (?:Ran|Would run) (.+)$", printed_by("migrate", *arguments), re.MULTILINE
    )


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the SQL files that a test can change; ``migrate`` runs the copy."""
    for folder in settings.SQL_FOLDERS:
        (tmp_path / folder).mkdir(parents=True)
        for path in (settings.BASE_DIR / folder).glob("*.sql"):
            shutil.copy(path, tmp_path / folder)
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    return tmp_path


def test_migrate_runs_nothing_where_nothing_changed():
    assert files_run() == []
    assert not differs()


def test_migrate_runs_a_changed_file_and_only_it(folders: Path):
    path = "patients/database/sql/functions/app_now.sql"
    file = folders / path
    file.write_text(file.read_text().replace("clock_timestamp()", "transaction_timestamp()"))

    assert differs()
    assert files_run("--plan") == [path]
    assert differs()
    assert files_run() == [path]
    assert run_sql("SELECT app_now() = transaction_timestamp()") == [True]
    assert files_run() == []
    assert not differs()


@pytest.mark.parametrize(
    "path", ["patients/database/sql/before/new.sql", "titration/reading/new.sql"]
)
def test_migrate_runs_a_new_file_and_forgets_one_that_is_gone(path: str, folders: Path):
    (folders / path).write_text(
        "CREATE OR REPLACE FUNCTION more() RETURNS int LANGUAGE sql AS 'SELECT 1'"
    )

    assert files_run() == [path]
    assert ("function", "more()") in held()

    (folders / path).unlink()
    assert differs()
    assert len(files_run()) == len(every_file())
    assert ("function", "more()") not in held()
    assert not differs()


def test_migrate_runs_what_calls_a_guard_when_the_guard_changes(folders: Path):
    guard = "patients/database/sql/functions/app_guard_entries.sql"
    (folders / guard).write_text((folders / guard).read_text() + "-- changed\n")

    assert files_run() == [
        guard,
        "patients/database/sql/tables/patients_care.sql",
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
        printed_by("migrate", verbosity=0)

    assert held() == before


def test_check_changes_nothing_and_fails_where_a_file_would_run(folders: Path):
    printed_by("migrate", "--check")

    (folders / "titration/reading/recorded.sql").write_text("SELECT 1")
    with pytest.raises(SystemExit):
        printed_by("migrate", "--check")
    assert run_sql("SELECT count(*) FROM pg_proc WHERE proname = 'titration_recorded'") == [1]


@every_fault
def test_migrate_repairs_what_was_altered_by_hand(fault: str):
    before = held()
    run_sql(FAULTS[fault])

    assert len(files_run()) == len(every_file())

    assert held() == before
    assert not differs()


def test_migrating_back_and_forward_again_works():
    before = held()

    said = printed_by("migrate", "titration", "0012")
    assert "SQL files run once no migration is left to apply." in said
    assert differs()

    assert len(files_run()) == len(every_file())
    assert held() == before
    assert not differs()
