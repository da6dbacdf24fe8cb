"""A demo and a clinic never share a database, by any command; only the owner runs commands."""

import http.client
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
import pytest
from django.core.management import get_commands
from pytest_django import DjangoDbBlocker

from patients.database.roles import APP
from patients.database.sql_files import OF_ANOTHER_VERSION
from tests.processes import (
    DEMO,
    PRODUCTION,
    address_of,
    empty_database,
    manage,
    start_python,
    wait_for_end,
)
from tests.trust.serving import free_port, is_ready
from titration.server.readiness import CHECKED_FOR_SECONDS

pytestmark = pytest.mark.django_db

GUNICORN_CANNOT_BOOT, COULD_NOT_LOOK = 3, 2
NO_DEMO = (
    "The database holds data that are not a demo’s, and TITRATION_MODE is demo:"
    " name another database in DATABASE_URL."
)
NO_CLINIC = (
    "The database has held a demo, and TITRATION_MODE is production:"
    " name another database in DATABASE_URL."
)
NO_OWNER = (
    f"The database role “{APP}” does not own the database and its tables:"
    " name titration_owner in DATABASE_URL."
)
CLINIC = ("create_clinic", "Example North", "ada@clinic.example")
# The arguments of each of our commands; commands that are not here touch no data.
COMMANDS = {
    "backup": ("backup", "{folder}/backup"),
    "create_clinic": CLINIC,
    "derive_glances": ("derive_glances",),
    "doctor": ("doctor",),
    "encrypt_second_factors": ("encrypt_second_factors",),
    "load_demo": ("load_demo",),
    "migrate": ("migrate",),
    "rebuild_standings": ("rebuild_standings",),
    "restore": ("restore", "{folder}/backup.there"),
    "serve_demo": ("serve_demo", "--port", str(free_port())),
}
# Django's own commands that would write, or export, the data that the role sees.
DJANGOS = {
    "flush": ("flush", "--no-input"),
    "dumpdata": ("dumpdata",),
    "showmigrations": ("showmigrations",),
}


@pytest.fixture(scope="module", autouse=True)
def _database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def clinic() -> Iterator[str]:
    """A database that production made, with a clinic in it."""
    with empty_database("clinic") as name:
        env = PRODUCTION | {"DATABASE_URL": address_of(name)}
        assert manage("migrate", "--verbosity=0", env=env)[0] == 0
        assert manage(*CLINIC, env=env)[0] == 0
        yield name


@pytest.fixture(scope="module")
def demo() -> Iterator[str]:
    """A database that a demo made, still empty."""
    with empty_database("demo") as name:
        env = DEMO | {"DATABASE_URL": address_of(name)}
        assert manage("migrate", "--verbosity=0", env=env)[0] == 0
        yield name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "backup.there").write_bytes(b"no backup, but a file")
    return tmp_path


def are_refused(
    commands: dict[str, tuple[str, ...]], sentence: str, folder: Path, env: dict[str, str]
) -> dict[str, bool]:
    """Run all commands at once; return whether each ended by itself with the sentence."""
    running = {
        name: start_python("manage.py", *(word.format(folder=folder) for word in words), env=env)
        for name, words in commands.items()
    }
    said = {name: wait_for_end(process) for name, process in running.items()}
    return {
        name: status == (COULD_NOT_LOOK if name == "doctor" else 1)
        and words.endswith(sentence)
        and "Traceback" not in words
        for name, (status, words) in said.items()
    }


def refuses_to_serve(sentence: str, env: dict[str, str]) -> bool:
    """Return whether the web server ends by itself with the sentence before it answers."""
    address = f"--bind=127.0.0.1:{free_port()}"
    status, said = wait_for_end(start_python("-m", "gunicorn", "titration.wsgi", address, env=env))
    return status == GUNICORN_CANNOT_BOOT and f"\n{sentence}\n" in said


@contextmanager
def served(env: dict[str, str]) -> Iterator[int]:
    """Serve, and yield the port once it answers."""
    port = free_port()
    process = start_python("-m", "gunicorn", "titration.wsgi", f"--bind=127.0.0.1:{port}", env=env)
    try:
        while not is_ready(port):
            assert process.poll() is None
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.communicate()


def test_this_test_tries_every_command_of_ours():
    touch_no_data = {"database", "create_roles"}
    ours = {name for name, app in get_commands().items() if app in {"patients", "titration"}}

    assert set(COMMANDS) | touch_no_data == ours


def test_no_command_lets_a_demo_use_a_clinics_database(clinic: str, folder: Path):
    env = DEMO | {"DATABASE_URL": address_of(clinic)}
    tried = COMMANDS | {"clearsessions": ("clearsessions",)}

    assert are_refused(tried, NO_DEMO, folder, env) == dict.fromkeys(tried, True)
    assert refuses_to_serve(NO_DEMO, env | {"DATABASE_URL": address_of(clinic, APP)})
    with closing(psycopg2.connect(address_of(clinic))) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT count(*) FROM patients_account")
        assert cursor.fetchone() == (0,)


def test_no_command_lets_production_use_a_demos_database(demo: str, folder: Path):
    env = PRODUCTION | {"DATABASE_URL": address_of(demo)}
    tried = COMMANDS | {"clearsessions": ("clearsessions",)}
    of_a_demo = {name: tried.pop(name) for name in ("load_demo", "serve_demo")}

    assert are_refused(tried, NO_CLINIC, folder, env) == dict.fromkeys(tried, True)
    only_invented = "invented patients only: set TITRATION_MODE=demo."
    assert all(are_refused(of_a_demo, only_invented, folder, env).values())
    assert refuses_to_serve(NO_CLINIC, env | {"DATABASE_URL": address_of(demo, APP)})


def test_a_database_is_used_by_the_mode_that_made_it(clinic: str, demo: str):
    for mode, name in ((PRODUCTION, clinic), (DEMO, demo)):
        assert manage("clearsessions", env=mode | {"DATABASE_URL": address_of(name)}) == (0, "")
    assert manage(*CLINIC, env=DEMO | {"DATABASE_URL": address_of(demo)})[0] == 0


def test_every_command_says_at_once_that_the_owner_is_needed(demo: str, folder: Path):
    env = DEMO | {"DATABASE_URL": address_of(demo, APP)}
    tried = COMMANDS | DJANGOS

    assert are_refused(tried, NO_OWNER, folder, env) == dict.fromkeys(tried, True)
    assert [path.name for path in folder.iterdir()] == ["backup.there"]


def test_a_database_of_another_version_is_not_served_until_it_is_migrated(demo: str):
    env = DEMO | {"DATABASE_URL": address_of(demo)}
    with closing(psycopg2.connect(address_of(demo))) as connection, connection:
        connection.cursor().execute("ALTER FUNCTION app_now() STABLE")

    assert refuses_to_serve(OF_ANOTHER_VERSION, env | {"DATABASE_URL": address_of(demo, APP)})

    assert manage("migrate", "--verbosity=0", env=env) == (0, "")
    with served(env | {"DATABASE_URL": address_of(demo, APP)}) as port:
        assert is_ready(port)


def answers(port: int, *paths: str) -> list[tuple[int, str]]:
    """Return the status of each address, and what it says."""
    told = []
    for path in paths:
        probe = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        probe.request("GET", path)
        response = probe.getresponse()
        told.append((response.status, response.read().decode()))
        probe.close()
    return told


def wait_for_answer(port: int, path: str, status: int) -> float:
    """Ask again until an address answers with a status; return after how many seconds it did."""
    began = time.monotonic()
    while answers(port, path)[0][0] != status:
        assert time.monotonic() - began < 60
        time.sleep(0.2)
    return time.monotonic() - began


def test_pages_stop_soon_after_a_newer_version_migrates_and_come_back_with_it(demo: str):
    # With these settings pages need no collected static files.
    env = {"DJANGO_SETTINGS_MODULE": "tests.trust.settings", "TRUST_DATABASE": demo}
    env |= DEMO | {"DATABASE_URL": address_of(demo, APP)}
    newer = "INSERT INTO django_migrations (app, name, applied) VALUES ('titration', %s, now())"
    with (
        served(env) as port,
        closing(psycopg2.connect(address_of(demo))) as connection,
    ):
        connection.autocommit = True
        assert answers(port, "/sign-in/")[0][0] == 200
        connection.cursor().execute(newer, ["9999_later"])

        noticed_after = wait_for_answer(port, "/sign-in/", 503)

        (_, page), (live, _), (ready, why) = answers(
            port, "/sign-in/", "/health/live", "/health/ready"
        )
        assert noticed_after < 3 * CHECKED_FOR_SECONDS
        assert "Titration is being brought up to date" in page
        assert (live, ready) == (200, 503)
        assert "titration 9999_later, which this version does not know" in why
        assert refuses_to_serve(why.strip(), env)
        connection.cursor().execute("DELETE FROM django_migrations WHERE name = '9999_later'")
        wait_for_answer(port, "/sign-in/", 200)


def test_sessions_are_cleared_by_the_role_that_serves_too(demo: str):
    assert manage("clearsessions", env=DEMO | {"DATABASE_URL": address_of(demo, APP)}) == (0, "")
