"""The doctor says what nobody has done: backups, nightly work, a second admin."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from patients.models import Clinic, Patient
from tests.acting import acting_as, database_refuses, run_sql
from tests.factories import a_clinic, a_second_factor, a_step, an_account, an_admin
from tests.titration.management.doctor.test_database import Answering
from tests.trust.backup import printed_by
from titration.management import work_done
from titration.management.doctor import work
from titration.management.doctor.examination import writing_nothing
from titration.management.doctor.finding import Finding, Level
from titration.standing.derivation import rebuild_standing
from titration.standing.models import Standing

pytestmark = pytest.mark.django_db

NOTED = "INSERT INTO work_done (work, finished_at, detail) VALUES (%s, %s, '')"

ONE_ADMIN = "It has one admin, whom nobody could replace; two are expected."


@pytest.fixture(autouse=True)
def _nothing_done(db: None) -> None:
    run_sql("DELETE FROM work_done")


def noted(what: str, hours_ago: int) -> None:
    run_sql(NOTED, what, timezone.now() - timedelta(hours=hours_ago))


def with_archiver(*row: Any) -> Finding:
    """Look for a backup on a server that archives its log as a row of ``pg_stat_archiver`` says."""
    with connection.cursor() as cursor:
        return work.backup(Answering(cursor, "pg_stat_archiver", row))


def test_a_backup_is_missing_old_or_young():
    never = writing_nothing(work.backup)
    noted(work_done.BACKUP, hours_ago=23)
    young = writing_nothing(work.backup)
    run_sql("UPDATE work_done SET finished_at = finished_at - interval '3 days'")
    old = writing_nothing(work.backup)

    assert (never.level, never.found.endswith("last made never.")) == (Level.FAULT, True)
    assert (young.level, young.found) == (Level.OK, "The database was backed up 23 hours ago.")
    assert (old.level, old.found.endswith("last made 3 days ago.")) == (Level.FAULT, True)


@pytest.mark.parametrize(
    ("archives", "hours_ago", "fails", "level"),
    [
        (True, 1, False, Level.LOOK),
        (True, 30, False, Level.FAULT),
        (True, None, False, Level.FAULT),
        (True, 1, True, Level.FAULT),
        (False, 1, False, Level.FAULT),
    ],
)
def test_an_archived_log_counts_while_it_goes_on_but_needs_a_copy_to_begin_from(
    archives: bool, hours_ago: int | None, fails: bool, level: Level
):
    at = None if hours_ago is None else timezone.now() - timedelta(hours=hours_ago)

    assert with_archiver(archives, at, fails).level == level


def test_a_standing_of_yesterday_is_told_and_a_glance_of_last_month(patient: Patient):
    a_step(patient, "10x3", from_="2026-01-05")
    rebuild_standing(patient)
    noted(work_done.GLANCES, hours_ago=0)
    assert writing_nothing(work.standings).level == Level.OK
    assert writing_nothing(work.glances).level == Level.OK

    Standing.objects.update(changes_on="2026-01-09")
    run_sql("UPDATE work_done SET finished_at = finished_at - interval '32 days'")

    assert writing_nothing(work.standings).found.startswith("Standings that are still those of")
    finding = writing_nothing(work.glances)
    assert (finding.level, "last 32 days ago" in finding.found) == (Level.LOOK, True)
    printed_by("derive_glances")
    assert writing_nothing(work.glances).level == Level.OK


def test_rows_of_old_sessions_are_counted():
    for hours in (-1, 23, 25, 50):
        ended = timezone.now() - timedelta(hours=hours)
        Session.objects.create(session_key=f"key{hours}", session_data="", expire_date=ended)

    assert writing_nothing(work.sessions).found.endswith("still there: 2.")


def test_admins_who_are_missing_or_have_no_second_factor_are_told(
    clinic: Clinic, settings: Settings
):
    settings.SECOND_FACTOR_REQUIRED = True
    told = [writing_nothing(work.admins)]
    first = an_admin(clinic)
    told.append(writing_nothing(work.admins))
    a_second_factor(first)
    second = an_admin(clinic)
    told.append(writing_nothing(work.admins))
    a_second_factor(second)
    told.append(writing_nothing(work.admins))
    second.is_active = False
    second.save()
    told.append(writing_nothing(work.admins))

    found = [finding.found.replace(clinic.name, "It") for finding in told]
    assert found == [
        "It has no admin who can sign in.",
        f"{ONE_ADMIN} Admins of It without a second factor: 1 of 1.",
        "Admins of It without a second factor: 1 of 2.",
        "Clinics with two admins or more, each ready to sign in: 1.",
        ONE_ADMIN,
    ]
    assert [f.level.word for f in told] == ["fault", "look", "look", "ok", "look"]
    assert first.full_name not in str(told)


def test_a_site_without_a_clinic_is_told_how_to_open_one():
    assert writing_nothing(work.admins).to_do == "Open one with “manage.py create_clinic”."
    a_clinic()
    assert writing_nothing(work.admins).level == Level.FAULT


@pytest.mark.parametrize(
    "sql", ["SELECT * FROM work_done", NOTED.replace("%s", "'x'", 1).replace("%s", "now()")]
)
def test_no_page_reads_or_writes_what_was_done(sql: str):
    with database_refuses("any"), acting_as(an_account()):
        run_sql(sql)


def test_a_database_that_an_earlier_release_made_is_backed_up_without_a_note():
    run_sql("DROP TABLE work_done")

    work_done.note(work_done.BACKUP)


def test_a_note_tells_when_the_work_last_ended():
    work_done.note(work_done.BACKUP, "first")
    noted_at = run_sql("SELECT finished_at FROM work_done")[0]
    work_done.note(work_done.BACKUP, "second")

    with connection.cursor() as cursor:
        again = work_done.last(cursor, work_done.BACKUP)
    assert again is not None
    assert datetime.now(UTC) - timedelta(minutes=1) < noted_at <= again
    assert run_sql("SELECT detail FROM work_done") == ["second"]
