"""Each check of the database finds the fault that is planted for it, and else finds nothing."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg2
import pytest
import time_machine
from django.db import connection

from tests.processes import address_of
from titration.management.doctor import postgres_settings, schema
from titration.management.doctor.examination import OF_THE_DATABASE, writing_nothing
from titration.management.doctor.finding import Level

pytestmark = pytest.mark.django_db

# Each plants one fault, as a superuser, in a transaction that is rolled back: the check that
# finds it, the statement, how bad it is, and what the sentence says.
PLANTED = [
    ("roles", "ALTER ROLE titration_app RENAME TO other", Level.FAULT, "titration_app is missing"),
    ("roles", "ALTER ROLE titration_app BYPASSRLS", Level.FAULT, "bypasses row-level security"),
    ("roles", "ALTER ROLE titration_app SUPERUSER", Level.FAULT, "is a superuser"),
    ("roles", "ALTER ROLE titration_app CREATEROLE", Level.FAULT, "may make roles"),
    ("roles", "ALTER ROLE titration_app NOLOGIN", Level.FAULT, "may not log in"),
    ("roles", "ALTER ROLE titration_owner SUPERUSER", Level.LOOK, "titration_owner is a superuser"),
    ("roles", "ALTER ROLE titration_app RESET ALL", Level.LOOK, "waits without its limits"),
    ("PostgreSQL", "DROP EXTENSION pg_trgm CASCADE", Level.FAULT, "lacks the extension pg_trgm"),
    (
        "migrations",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('titration', '99', now())",
        Level.FAULT,
        "titration 99, which this version does not know",
    ),
    (
        "migrations",
        "DELETE FROM django_migrations WHERE name = '0013_glance'",
        Level.FAULT,
        "lacks the migration titration 0013_glance",
    ),
    (
        "guards",
        "DROP TRIGGER patients_patient_keeps_history ON patients_patient",
        Level.FAULT,
        "was altered by hand",
    ),
    (
        "guards",
        "DELETE FROM sql_file WHERE path LIKE '%/recorded.sql'",
        Level.FAULT,
        "the first titration/reading/recorded.sql",
    ),
    (
        "durability",
        "ALTER ROLE titration_app SET synchronous_commit = off",
        Level.FAULT,
        "synchronous_commit is off",
    ),
    ("durability", "SET LOCAL synchronous_commit = local", Level.FAULT, "is local: what was saved"),
    ("server log", "SET LOCAL log_min_error_statement = error", Level.FAULT, "patients into"),
    ("server log", "SET LOCAL log_error_verbosity = verbose", Level.FAULT, "Set log_error_verb"),
    ("server log", "SET LOCAL log_statement = 'mod'", Level.FAULT, "log_statement is mod"),
    ("server log", "SET LOCAL log_min_duration_statement = 250", Level.FAULT, "is 250ms"),
    (
        "server log",
        "ALTER ROLE titration_app SET log_statement = 'all'",
        Level.FAULT,
        "log_statement is all",
    ),
    (
        "time zones",
        "INSERT INTO patients_clinic (name, time_zone, contact) VALUES ('A', 'Mars/Base', '')",
        Level.FAULT,
        "Python does not know the time zone Mars/Base. PostgreSQL does not",
    ),
]


@pytest.fixture
def administrator(db: None) -> Iterator[Any]:
    """A cursor of a superuser in the tests' database; what it writes is rolled back."""
    name = connection.settings_dict["NAME"]
    with closing(psycopg2.connect(address_of(name, "postgres"))) as other:
        yield other.cursor()
        other.rollback()


class Answering:
    """A cursor that gives a chosen row to the statement with some words in it."""

    def __init__(self, cursor: Any, words: str, row: tuple[Any, ...]) -> None:
        self.cursor, self.words, self.row = cursor, words, row
        self.is_asked = False

    def execute(self, sql: str, values: Any = None) -> None:
        self.is_asked = self.words in f"{sql} {values}"
        self.cursor.execute(sql, values)

    def fetchone(self) -> Any:
        return self.row if self.is_asked else self.cursor.fetchone()

    def fetchall(self) -> Any:
        return self.cursor.fetchall()


# What a test cannot bring about in a server that others use too.
TOLD = [
    ("PostgreSQL", "server_version_num", (140_011,), Level.FAULT, "PostgreSQL 14; 15 or later"),
    ("durability", "fsync", ("off",), Level.FAULT, "fsync is off"),
    ("durability", "full_page_writes", ("off",), Level.FAULT, "full_page_writes is off"),
    ("durability", "data_checksums", ("off",), Level.LOOK, "data_checksums is off"),
    ("encryption", "pg_stat_ssl", ("10.1.2.3/32", False), Level.FAULT, "is not encrypted"),
    ("encryption", "pg_stat_ssl", ("10.1.2.3/32", True), Level.OK, "is encrypted"),
    ("encryption", "pg_stat_ssl", ("127.0.0.1/32", False), Level.OK, "on this machine"),
    ("connections", "max_connections", (80, 100), Level.LOOK, "80 of 100 connections"),
    ("connections", "max_connections", (79, 100), Level.OK, "79 of 100 connections"),
    (
        "time zones",
        "AT TIME ZONE",
        (datetime(2026, 1, 1),),  # noqa: DTZ001 - an hour as PostgreSQL tells it
        Level.FAULT,
        "disagree about the hour in Europe/London",
    ),
]
LONDON = "INSERT INTO patients_clinic (name, time_zone, contact) VALUES ('A', 'Europe/London', '')"


@pytest.mark.parametrize("name", OF_THE_DATABASE.keys() - {"backup", "admins"})
def test_a_database_as_migrate_makes_it_has_no_fault(name: str):
    assert writing_nothing(OF_THE_DATABASE[name]).level == Level.OK


@pytest.mark.parametrize(("name", "sql", "level", "words"), PLANTED)
def test_a_planted_fault_is_found(
    name: str, sql: str, level: Level, words: str, administrator: Any
):
    administrator.execute(sql)

    finding = OF_THE_DATABASE[name](administrator)

    assert finding.level == level
    assert words in f"{finding.found} {finding.to_do}"
    assert finding.to_do


@pytest.mark.parametrize(("name", "asked", "row", "level", "words"), TOLD)
def test_another_server_is_judged_by_what_it_tells(
    name: str, asked: str, row: tuple[Any, ...], level: Level, words: str, administrator: Any
):
    administrator.execute(LONDON)

    finding = OF_THE_DATABASE[name](Answering(administrator, asked, row))

    assert (finding.level, words in finding.found) == (level, True), finding


@pytest.mark.parametrize(
    ("shift", "level", "words"),
    [
        (timedelta(seconds=0), Level.OK, "agree to the second"),
        (timedelta(seconds=3), Level.LOOK, "s ahead of the database’s"),
        (timedelta(seconds=-3), Level.LOOK, "s behind the database’s"),
        (timedelta(seconds=20), Level.FAULT, "s ahead of the database’s"),
    ],
)
def test_a_clock_that_goes_wrong_is_found(shift: timedelta, level: Level, words: str):
    with time_machine.travel(datetime.now(UTC) + shift, tick=True):
        finding = writing_nothing(OF_THE_DATABASE["clock"])

    assert (finding.level, words in finding.found) == (level, True), finding


def test_a_role_s_own_setting_counts_more_than_the_server_s(administrator: Any):
    administrator.execute("SET LOCAL log_statement = 'all'")
    administrator.execute("ALTER ROLE titration_app SET log_statement = 'none'")

    assert postgres_settings.server_log(administrator).level == Level.OK


def test_a_check_can_write_nothing():
    def meddling(cursor: Any) -> Any:
        cursor.execute("DELETE FROM django_session")

    finding = writing_nothing(meddling)

    assert finding.found == "PostgreSQL refused to answer (ReadOnlySqlTransaction)."


def test_two_faults_of_one_check_are_both_told(administrator: Any):
    administrator.execute("ALTER ROLE titration_app NOLOGIN CREATEDB")

    finding = schema.roles(administrator)

    assert "may not log in" in finding.found
    assert "may make roles or databases" in finding.found
