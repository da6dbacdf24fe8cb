"""The embedded server survives crashes, simultaneous starts, and long paths."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil
import psycopg2
import pytest

from patients.database.roles import OWNER
from titration.server.embedded_database import (
    DATABASE,
    PORT,
    EmbeddedDatabase,
    EmbeddedDatabaseError,
)

START = (
    "import pathlib, sys; from titration.server.embedded_database import EmbeddedDatabase; "
    "EmbeddedDatabase(pathlib.Path(sys.argv[1])).start()"
)
IS_ROOT = os.geteuid() == 0
# Each test makes 40 MB of files and deletes them, which a disk takes seconds for.
IN_MEMORY = Path("/dev/shm")  # noqa: S108


def has_room() -> bool:
    """Return whether this computer has a folder in memory with 1 GB free."""
    return IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > 2**30


@pytest.fixture
def folder() -> Iterator[Path]:
    """A private folder with a short path (pytest's own are long, and shared with other runs)."""
    made = Path(tempfile.mkdtemp(prefix="titration-test-", dir=IN_MEMORY if has_room() else None))
    yield made
    shutil.rmtree(made)


@pytest.fixture
def server(folder: Path) -> Iterator[EmbeddedDatabase]:
    embedded = EmbeddedDatabase(folder / "var")
    yield embedded
    embedded.stop()


def query(server: EmbeddedDatabase, statement: str) -> list[tuple[Any, ...]]:
    with closing(
        psycopg2.connect(host=str(server.socket_folder), port=PORT, user=OWNER, dbname=DATABASE)
    ) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []


def pid_file(server: EmbeddedDatabase) -> Path:
    return server.data / "postmaster.pid"


def postmaster(server: EmbeddedDatabase) -> psutil.Process:
    return psutil.Process(int(pid_file(server).read_text().splitlines()[0]))


def kill(server: EmbeddedDatabase) -> None:
    process = postmaster(server)
    process.send_signal(signal.SIGKILL)
    process.wait(10)


def test_making_an_embedded_database_starts_no_server(server: EmbeddedDatabase, folder: Path):
    assert server.is_running() is False
    server.stop()
    assert list(folder.iterdir()) == []


def test_a_second_start_finds_the_running_server(server: EmbeddedDatabase):
    server.start()
    first = postmaster(server)
    server.start()

    assert postmaster(server) == first
    assert server.is_running()


def test_committed_rows_survive_a_kill(server: EmbeddedDatabase):
    server.start()
    query(server, "CREATE TABLE kept AS SELECT 45 AS total_mg")
    kill(server)
    assert server.is_running() is False

    server.start()

    assert query(server, "SELECT total_mg FROM kept") == [(45,)]


@pytest.mark.parametrize(
    "left_behind", ["", "nonsense", str(os.getpid())], ids=["nothing", "nonsense", "a stranger"]
)
def test_false_lock_files_are_cleared(server: EmbeddedDatabase, left_behind: str):
    server.start()
    kill(server)
    pid_file(server).write_text(left_behind)
    (server.socket_folder / f".s.PGSQL.{PORT}.lock").write_text(left_behind)

    server.start()

    assert server.is_running()


def test_stop_ends_every_process_and_start_comes_back(server: EmbeddedDatabase):
    server.start()
    processes = [postmaster(server), *postmaster(server).children()]
    server.stop()

    _, alive = psutil.wait_procs(processes, timeout=10)
    assert alive == []
    assert server.is_running() is False
    server.start()
    assert server.is_running()


def test_only_its_own_account_can_reach_it(server: EmbeddedDatabase):
    server.start()
    found = server.socket_folder.stat()

    assert stat.S_IMODE(found.st_mode) == 0o700
    assert found.st_uid == postmaster(server).uids().real
    assert (found.st_uid != 0) is True
    assert postmaster(server).net_connections(kind="inet") == []


def test_the_application_is_no_superuser_but_owns_its_database(server: EmbeddedDatabase):
    server.start()

    assert query(
        server,
        f"SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = '{OWNER}'",
    ) == [(False, True, False)]
    query(server, "CREATE EXTENSION btree_gist")
    query(server, "CREATE EXTENSION pg_trgm")
    assert query(server, "SHOW fsync") == query(server, "SHOW synchronous_commit") == [("on",)]


def test_several_processes_may_start_it_at_once(server: EmbeddedDatabase):
    starters = [subprocess.Popen([sys.executable, "-c", START, server.var]) for _ in range(4)]

    assert [starter.wait(120) for starter in starters] == [0, 0, 0, 0]
    assert query(server, "SELECT 1") == [(1,)]


def test_an_interrupted_first_start_is_begun_again(server: EmbeddedDatabase):
    half_made = server.var / "postgres.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")

    server.start()

    assert server.is_running()
    assert not half_made.exists()


def test_a_long_path_puts_the_socket_into_a_short_private_folder(folder: Path):
    server = EmbeddedDatabase(folder / ("long" * 30) / "var")
    try:
        server.start()
        assert query(server, "SELECT 1") == [(1,)]
        assert not server.socket_folder.is_relative_to(folder)
        assert stat.S_IMODE(server.socket_folder.stat().st_mode) == 0o700
        assert server.socket_folder != EmbeddedDatabase(folder / ("else" * 30)).socket_folder
    finally:
        server.stop()
        server.socket_folder.rmdir()


def test_a_socket_folder_others_can_enter_is_refused(server: EmbeddedDatabase):
    server.socket_folder.mkdir(parents=True, mode=0o755)

    with pytest.raises(EmbeddedDatabaseError, match="not private"):
        server.start()


def test_a_socket_folder_that_is_a_link_is_refused(server: EmbeddedDatabase, folder: Path):
    (folder / "elsewhere").mkdir(mode=0o700)
    server.var.mkdir()
    server.socket_folder.symlink_to(folder / "elsewhere")

    with pytest.raises(EmbeddedDatabaseError, match="not private"):
        server.start()


def test_a_data_folder_of_another_version_is_named(server: EmbeddedDatabase):
    server.start()
    server.stop()
    (server.data / "PG_VERSION").write_text("14\n")

    with pytest.raises(EmbeddedDatabaseError, match="made by PostgreSQL 14 and this is") as refusal:
        server.start()

    assert str(server.data) in str(refusal.value)


def test_a_server_that_cannot_start_says_where_to_read_why(server: EmbeddedDatabase):
    server.start()
    server.stop()
    with (server.data / "postgresql.conf").open("a") as configuration:
        configuration.write("no_such_setting = on\n")

    with pytest.raises(EmbeddedDatabaseError, match=r"postgres\.log"):
        server.start()

    assert "no_such_setting" in server.log.read_text()


def test_a_server_that_works_but_never_answers_is_named(
    server: EmbeddedDatabase, monkeypatch: pytest.MonkeyPatch
):
    server.start()
    monkeypatch.setattr("titration.server.embedded_database.PATIENCE_SECONDS", 1)
    (server.socket_folder / f".s.PGSQL.{PORT}").unlink()

    with pytest.raises(EmbeddedDatabaseError, match="database stop"):
        server.start()

    monkeypatch.undo()
    server.stop()
    server.start()
    assert server.is_running()


def test_folders_above_get_only_the_right_to_pass_through_and_only_for_root(
    server: EmbeddedDatabase, folder: Path, capsys: pytest.CaptureFixture[str]
):
    server.start()

    assert stat.S_IMODE(folder.stat().st_mode) == (0o701 if IS_ROOT else 0o700)
    assert (f"pass through {folder} " in capsys.readouterr().err) is IS_ROOT


def test_what_rows_hold_stays_out_of_the_log(server: EmbeddedDatabase):
    server.start()
    query(server, "CREATE TABLE person (family_name text PRIMARY KEY)")
    query(server, "INSERT INTO person VALUES ('SAMPLE')")

    with pytest.raises(psycopg2.IntegrityError):
        query(server, "INSERT INTO person VALUES ('SAMPLE')")

    time.sleep(0.2)
    assert "duplicate key" in server.log.read_text()
    assert "SAMPLE" not in server.log.read_text()
