"""Django's migrations: those that a database had, compared with those of this program.

The web server serves only where they are the same. ``docs/adr/0039`` says why, and what a
migration is that one side does not know.
"""

from collections.abc import Collection
from functools import cache
from typing import Any

from django.db.migrations.loader import MigrationLoader

Migration = tuple[str, str]  # its app and its name

# NULL where there is no such table; false where an earlier release gave no right to read it.
IS_READABLE = "SELECT has_table_privilege(to_regclass('public.django_migrations'), 'SELECT')"
APPLIED = "SELECT app, name FROM django_migrations"


def difference(cursor: Any) -> str | None:
    """Why the tables are not those of this program, in one sentence; ``None`` if they are.

    ``None`` too where the role may not read which migrations ran: then the SQL files differ.
    """
    cursor.execute(IS_READABLE)
    if not cursor.fetchone()[0]:
        return None
    cursor.execute(APPLIED)
    applied = set(cursor.fetchall())
    if unknown := applied - of_this_program() - replaced_in_this_program():
        return (
            f"The database has had {named(unknown)}, which this version does not know:"
            " serve with the version that migrated it."
        )
    if missing := of_this_program() - applied:
        return f"The database lacks {named(missing)}: run “manage.py migrate”."
    return None


def named(migrations: Collection[Migration]) -> str:
    """The first of some migrations, and how many more there are."""
    app, name = min(migrations)
    more = f" and {len(migrations) - 1} more" if len(migrations) > 1 else ""
    return f"the migration {app} {name}{more}"


@cache
def of_this_program() -> frozenset[Migration]:
    """The migrations of this program, read once: an upgrade may replace the files."""
    return frozenset(_on_disk())


@cache
def replaced_in_this_program() -> frozenset[Migration]:
    """The migrations in whose place this program has one that sums them up."""
    return frozenset(
        (app, name) for migration in _on_disk().values() for app, name in migration.replaces
    )


@cache
def _on_disk() -> dict[Migration, Any]:
    return MigrationLoader(None, ignore_no_migrations=True).disk_migrations
