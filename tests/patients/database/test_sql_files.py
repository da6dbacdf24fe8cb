"""PostgreSQL holds exactly the functions, triggers, policies and grants that the files make."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from patients.database import catalogue, sql_files
from patients.database.sql_files import OF_ANOTHER_VERSION, RUNS_AGAIN_WITH, SqlFile, every_file
from tests.acting import acting_as, run_sql
from tests.factories import an_account
from tests.trust.backup import another_database, printed_by
from titration.server.serving import refuse_another_version

pytestmark = pytest.mark.django_db

Held = dict[tuple[str, str], str]

NEEDED_BY_TABLES = {
    *("is_day_told(text)", "is_set(text[])", "possible_first_day(text)"),
    *("letters_in_ascii(text)", "name_folded(text)", "name_in_ascii(text)", "number_keys(text)"),
    *("text_folded(text)", "text_shape(text)"),
}
# One change by hand to each sort of object.
FAULTS = {
    "a function altered": "ALTER FUNCTION app_now() IMMUTABLE",
    "a function written anew": """
        CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql AS $$
            SELECT timestamptz '2020-01-01'
        $$
    """,
    "a function added": "CREATE FUNCTION app_more() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "a function opened": "GRANT EXECUTE ON FUNCTION app_guard_entries TO PUBLIC",
    "a trigger dropped": "DROP TRIGGER patients_patient_keeps_history ON patients_patient",
    "a trigger off": "ALTER TABLE titration_rating DISABLE TRIGGER titration_rating_keeps_history",
    "a trigger added": """
        CREATE TRIGGER more BEFORE INSERT ON patients_clinic
            FOR EACH ROW EXECUTE FUNCTION refuse_change()
    """,
    "a policy added": "CREATE POLICY more ON patients_patient TO titration_app USING (true)",
    "a policy widened": "ALTER POLICY patients_patient_select ON patients_patient USING (true)",
    "policies off": "ALTER TABLE titration_review DISABLE ROW LEVEL SECURITY",
    "a table opened": "GRANT SELECT ON patients_change TO titration_app",
    "a column opened": "GRANT UPDATE (recorded_at) ON titration_dosestep TO titration_app",
    "a table closed": "REVOKE INSERT ON patients_auditevent FROM titration_app",
    "a view without its barrier": "ALTER VIEW patients_recordnumber RESET (security_barrier)",
}
LATER = "INSERT INTO django_migrations (app, name, applied) VALUES ('titration', '{}', now())"
UNKNOWN = (
    "The database has had the migration titration 9998_later{}, which this version does not know:"
    " serve with the version that migrated it."
)
MIGRATED = {
    "by a newer version": (LATER.format("9998_later"), UNKNOWN.format("")),
    "by a much newer one": (
        LATER.format("9998_later") + ";" + LATER.format("9999_last"),
        UNKNOWN.format(" and 1 more"),
    ),
    "by an older one": (
        "DELETE FROM django_migrations WHERE app = 'titration' AND name = '0013_glance'",
        "The database lacks the migration titration 0013_glance: run “manage.py migrate”.",
    ),
}
every_fault = pytest.mark.parametrize("fault", FAULTS)


@pytest.fixture(scope="module", autouse=True)
def _database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database as migrate makes it; the other tests' database is altered for them."""
    with django_db_blocker.unblock(), another_database():
        printed_by("migrate", verbosity=0)
        yield


def held() -> Held:
    with connection.cursor() as cursor:
        return catalogue.definitions(cursor)


def run(*files: SqlFile) -> None:
    with connection.cursor() as cursor:
        sql_files.run(cursor, list(files))


def differs() -> bool:
    with connection.cursor() as cursor:
        return sql_files.differs(cursor)


def drop_all() -> None:
    with connection.cursor() as cursor:
        catalogue.drop_all(cursor)


def made_from_nothing() -> Held:
    """The objects the files make in a database that has none of them."""
    drop_all()
    run(*every_file())
    return held()


# --- Both ways --------------------------------------------------------------


def test_the_database_holds_exactly_what_the_files_make():
    before = held()

    assert made_from_nothing() == before
    drop_all()
    assert {name for kind, name in held() if kind != "grant"} == NEEDED_BY_TABLES
    kinds = [kind for kind, _ in before]
    assert all(kinds.count(kind) > 20 for kind in ("function", "trigger", "policy", "grant"))


@every_fault
def test_an_object_that_no_file_makes_is_noticed(fault: str):
    before = held()  # what the files make, as the test above shows

    run_sql(FAULTS[fault])

    assert held() != before


def test_the_files_run_again_change_nothing():
    before = held()

    run(*every_file())

    assert held() == before


def test_every_file_makes_what_it_is_named_for():
    drop_all()
    for file in every_file():
        before, path = held(), Path(file.path)
        run(file)
        made = [name for _, name in held().items() - before.items()]
        things = {name for _, name in held().keys() - before.keys()}
        if path.parent.name == "functions":
            assert any(name.startswith(f"{path.stem}(") for name in things), file
        elif path.parent.name == "tables":
            assert things, file
            assert all(re.search(rf"\b{path.stem}\b", name) for name in things), file
        elif path.parent.name != "before":
            assert made, file


def test_every_file_lies_in_a_folder_that_is_run_and_has_a_name_of_its_own():
    root = settings.BASE_DIR
    lying = [
        path for package in ("patients", "titration") for path in (root / package).rglob("*.sql")
    ]

    assert {str(path.relative_to(root)) for path in lying} == {file.path for file in every_file()}
    assert len({path.name for path in lying}) == len(lying)


def test_a_file_that_guards_entries_runs_again_when_the_guard_changes():
    calling = [file for file in every_file() if "\nSELECT app_guard_entries(" in file.text]

    assert len(calling) == 4
    for file in calling:
        assert RUNS_AGAIN_WITH.findall(file.text) == ["app_guard_entries.sql"]
        texts = {"app_guard_entries.sql": "one", "calling.sql": file.text}
        before = sql_files.hash_of("calling.sql", texts)
        assert sql_files.hash_of("calling.sql", texts | {"app_guard_entries.sql": "two"}) != before


# --- Who serves -------------------------------------------------------------


def test_a_database_that_is_of_this_version_is_served():
    refuse_another_version(connection=connection)


@every_fault
def test_a_database_that_was_altered_by_hand_is_not_served(fault: str):
    run_sql(FAULTS[fault])

    assert is_refused()


def test_a_database_of_other_files_is_not_served(client: Client):
    assert client.get("/health/ready").status_code == 200

    run_sql("UPDATE sql_file SET sha256 = repeat('0', 64) WHERE path LIKE %s", "%/recorded.sql")

    assert is_refused()
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.content.decode()) == (503, f"{OF_ANOTHER_VERSION}\n")


@pytest.mark.parametrize(("sql", "sentence"), MIGRATED.values(), ids=MIGRATED)
def test_a_database_of_other_migrations_is_not_served(sql: str, sentence: str, client: Client):
    run_sql(sql)

    assert is_refused(sentence)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.content.decode()) == (503, f"{sentence}\n")
    assert client.get("/health/live").status_code == 200


def test_a_database_that_an_older_release_made_is_refused_by_its_files():
    """There the role that serves may not read which migrations ran."""
    run_sql("REVOKE SELECT ON django_migrations FROM titration_app")

    assert is_refused()


def test_a_database_that_no_file_made_is_not_served():
    run_sql("DROP TABLE sql_file")

    assert is_refused()


def is_refused(sentence: str = OF_ANOTHER_VERSION) -> bool:
    """Return whether the web server, as the role that serves, refuses this database."""
    with acting_as(an_account()), pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "close", lambda: None)  # the test's own goes on
        try:
            refuse_another_version(connection=connection)
        except ImproperlyConfigured as refusal:
            return str(refusal) == sentence
    return False


@pytest.mark.parametrize(
    "sql",
    ["DELETE FROM sql_file", "UPDATE sql_file SET sha256 = ''", "INSERT INTO sql_file VALUES ('')"],
)
def test_a_page_reads_the_hashes_and_no_more(sql: str):
    with acting_as(an_account()):
        assert len(run_sql("SELECT path FROM sql_file")) == len(every_file()) + 1
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            run_sql(sql)
