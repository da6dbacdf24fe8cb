"""Bring the database up to date: Django's migrations, and the SQL files that changed."""

import sys
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from patients.database import sql_files
from patients.database.sql_files import SqlFile, SqlFileError
from titration.standing.due import due_everywhere


class Command(migrate.Command):
    """Runs the SQL files that tables need, then Django's migrations, then all other SQL files.

    Then it derives the standings that are due.
    """

    help = (
        "Bring tables up to date by migrations, and functions, triggers, policies and grants by"
        " the SQL files that changed."
    )

    def handle(self, *labels: Any, **options: Any) -> None:
        database, is_check = options["database"], options["check_unapplied"]
        if is_check or options["plan"]:
            super().handle(*labels, **options)
            self.tell_what_waits(database, is_check=is_check)
            return
        self.run_files(database, sql_files.run_before_migrations, options["verbosity"])
        super().handle(*labels, **options)
        if migrations_are_left(database):  # the user named a migration to stop at or go back to
            self.stdout.write("SQL files run once no migration is left to apply.")
        else:
            self.run_files(database, sql_files.run_after_migrations, options["verbosity"])
            if database == DEFAULT_DB_ALIAS and due_everywhere().exists():
                # A migration may have made them due, and the worklist is ordered by them.
                call_command("rebuild_standings", due=True, stdout=self.stdout)

    def run_files(self, database: str, run: Callable[[Any], list[SqlFile]], verbosity: int) -> None:
        """Run SQL files in one transaction, and print which."""
        try:
            with transaction.atomic(using=database), connections[database].cursor() as cursor:
                files = run(cursor)
        except (SqlFileError, DatabaseError) as error:
            reason = str(error).splitlines()[0]
            raise CommandError(f"No SQL file was run: {reason}") from error
        for file in files if verbosity else []:
            self.stdout.write(f"  Ran {file.path}")

    def tell_what_waits(self, database: str, *, is_check: bool) -> None:
        """Print which SQL files would run; for a check, exit with status 1 if any would."""
        with connections[database].cursor() as cursor:
            files = sql_files.files_to_run(cursor)
        for file in files:
            self.stdout.write(f"  Would run {file.path}")
        if files and is_check:
            sys.exit(1)


def migrations_are_left(database: str) -> bool:
    """True if the tables are not yet those of the newest migrations."""
    executor = MigrationExecutor(connections[database])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
