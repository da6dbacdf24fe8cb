"""Commands that run PostgreSQL's programs end even if those write a lot of output."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from patients.database.roles import APP
from tests.acting import run_sql
from tests.processes import DEMO, address_of, empty_database, manage, start_python, wait_for_end

pytestmark = pytest.mark.django_db

SAYS_MORE_THAN_A_PIPE_HOLDS = """#!/bin/sh
[ "$1" = --version ] && echo "PostgreSQL {version}" && exit
[ "$1" = --list ] && exit
head -c 5000000 /dev/zero | tr '\\0' x >&2
echo >&2
echo 'ERROR:  Enough.' >&2
exit 1
"""


@pytest.fixture
def empty() -> Iterator[str]:
    with empty_database("programs") as name:
        yield name


@pytest.fixture
def talkative(tmp_path: Path) -> dict[str, str]:
    """Return variables under which each program writes megabytes of errors, and then fails."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("pg_dump", "pg_restore", "psql"):
        version = int(run_sql("SHOW server_version_num")[0]) // 10_000
        (folder / name).write_text(SAYS_MORE_THAN_A_PIPE_HOLDS.format(version=version))
        (folder / name).chmod(0o755)
    return DEMO | {"PATH": f"{folder}:/usr/bin:/bin"}


def test_a_backup_does_not_wait_on_a_full_pipe(
    empty: str, talkative: dict[str, str], tmp_path: Path
):
    env = talkative | {"DATABASE_URL": address_of(empty)}

    assert manage("backup", str(tmp_path / "backup"), env=env) == (
        1,
        "CommandError: The database could not be backed up (Enough.)",
    )


def test_a_restore_does_not_wait_on_a_full_pipe(
    empty: str, talkative: dict[str, str], tmp_path: Path
):
    file = tmp_path / "backup"
    file.touch()
    env = talkative | {"DATABASE_URL": address_of(empty)}

    assert manage("restore", str(file), env=env) == (
        1,
        "CommandError: Nothing was restored; the database is as it was (Enough.)",
    )


def test_the_role_that_serves_restores_nothing_and_ends(empty: str, tmp_path: Path):
    """Started past ``manage.py`` too, which would have refused that role at once."""
    file = tmp_path / "backup"
    here = DEMO | {"DATABASE_URL": address_of(connection.settings_dict["NAME"])}
    assert manage("backup", str(file), env=here)[0] == 0
    assert manage("restore", str(file), env=DEMO | {"DATABASE_URL": address_of(empty)})[0] == 0
    env = DEMO | {
        "DATABASE_URL": address_of(empty, APP),
        "DJANGO_SETTINGS_MODULE": "titration.settings",
        "PYTHONPATH": str(settings.BASE_DIR),
    }

    status, sentence = wait_for_end(start_python("-m", "django", "restore", str(file), env=env))

    assert status == 1
    assert sentence.startswith("CommandError: Nothing was restored; the database is as it was (")
