"""Bring the database back to what a backup holds."""

import shutil
import subprocess  # nosec B404
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from patients.database import database_use, sql_files
from patients.models import Patient
from titration.management import postgres
from titration.rules import counted

# Drops everything that the owner owns in this database, tables too, but not the database.
BEGIN = b"BEGIN; SET LOCAL lock_timeout = '10s'; DROP OWNED BY CURRENT_USER CASCADE;\n"
COMMIT = b"COMMIT;\n"
NOT_RESTORED = "Nothing was restored; the database is as it was"


class Command(BaseCommand):
    help = (
        "Put what FILE, made by “manage.py backup”, holds in the place of all that the"
        " database holds. Run it as the database's owner, with the app stopped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--replace", action="store_true", help="even if the database holds patients"
        )

    def handle(self, *, file: Path, replace: bool, **options: Any) -> None:
        require_archive(file)
        there = count_of_patients()
        if there and not replace:
            raise CommandError(
                f"The database holds {counted(there, 'patient')}, who would be replaced by those in"
                f" {file}: back it up first, then add --replace."
            )
        restore(file)
        self.stdout.write(f"{counted(count_of_patients(), 'patient')} restored from {file}.")
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("The backup is older than this program: run “manage.py migrate”.")
            return
        with connection.cursor() as cursor:
            if sql_files.differs(cursor):
                self.stdout.write(sql_files.OF_ANOTHER_VERSION)


def require_archive(file: Path) -> None:
    """Raise ``CommandError`` unless ``file`` is a whole backup."""
    if not file.is_file():
        raise CommandError(f"There is no file {file}.")
    listing = postgres.start("pg_restore", "--list", file, stdout=subprocess.DEVNULL)
    postgres.require_success(f"{file} is no backup that can be read", listing)


def count_of_patients() -> int:
    """Count the patients in the database; 0 if it has no tables yet."""
    with connection.cursor() as cursor:
        is_there = Patient._meta.db_table in connection.introspection.table_names(cursor)
    return Patient.objects.count() if is_there else 0


def restore(file: Path) -> None:
    """Clear the database and fill it from ``file``, in one transaction.

    It commits only after ``pg_restore`` has read the whole file, because the output of a
    truncated one ends like any other; and only if the backup's use, demo or clinic, is that
    of this copy.
    """
    connection.close()
    archive = postgres.start("pg_restore", "--file=-", file, stdout=subprocess.PIPE)
    into = postgres.start(
        *("psql", "--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1"),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    source = cast("IO[bytes]", archive.process.stdout)
    sink = cast("IO[bytes]", into.process.stdin)
    same_use = database_use.statement_that_refuses("The backup", "name another file")
    with suppress(BrokenPipeError), sink:  # psql ended at an error, which it prints
        sink.write(BEGIN)
        shutil.copyfileobj(source, sink)
        if archive.process.wait() == 0:
            sink.write(same_use.encode() + COMMIT)
    source.close()  # or pg_restore would wait for ever to be read
    postgres.require_success(NOT_RESTORED, into, archive)
