"""A database of the last release, with patients in it, becomes one of today by ``migrate`` alone.

``tests/released`` holds what ``manage.py backup`` wrote of the demo's database at each release;
docs/upgrade.md says how one is made.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations import operations as changes
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from patients.database import sql_files
from patients.models import Membership, Patient
from tests.trust.backup import another_database, hash_of, printed_by
from titration.chart.page import chart_page

pytestmark = pytest.mark.django_db(transaction=True)

RELEASED = Path(__file__).parents[2] / "released"
LAST = max(RELEASED.glob("*.backup"), key=lambda file: [int(part) for part in file.stem.split(".")])
# What these tables hold follows from the others, or is of the program.
DERIVED = {"auth_permission", "django_content_type", "django_migrations", "sql_file"}
DERIVED |= {"titration_standing"}
# What the release before still reads may go in the release after the next, not earlier.
TAKES_AWAY = (
    changes.DeleteModel,
    changes.RemoveField,
    changes.RenameField,
    changes.RenameModel,
    changes.AlterModelTable,
)


@pytest.fixture
def released() -> Iterator[None]:
    with another_database():
        printed_by("restore", LAST)
        yield


def columns() -> dict[str, list[str]]:
    """Return the columns of each table, but of those that hold what is derived."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT table_name, array_agg(column_name::text ORDER BY column_name)
            FROM information_schema.columns
            WHERE table_schema = 'public' GROUP BY table_name
            """
        )
        return {table: names for table, names in cursor.fetchall() if table not in DERIVED}


def rows(tables: dict[str, list[str]]) -> dict[str, str]:
    """Hash the rows of tables, of each in the columns named."""
    return {
        table: hash_of(f"SELECT {', '.join(map(connection.ops.quote_name, names))} FROM {table}")
        for table, names in tables.items()
    }


def test_every_row_of_the_release_is_kept(released: None):
    there = columns()
    before = rows(there)

    printed_by("migrate", verbosity=0)

    assert rows(there) == before
    with connection.cursor() as cursor:
        assert not sql_files.differs(cursor)
    checked = printed_by("rebuild_standings", check=True, processes=1)
    assert checked == f"{Patient.objects.count()} standings checked; 0 differed.\n"


def test_every_chart_of_the_release_opens(released: None):
    printed_by("migrate", verbosity=0)

    for patient in Patient.objects.select_related("clinic"):
        here = Membership.objects.current().filter(clinic=patient.clinic, role="neurologist")
        reader = here.select_related("account")[0].account
        assert chart_page(patient, reader).patient.record_number == patient.record_number


def test_no_migration_since_takes_away_what_the_release_reads(released: None):
    had = set(MigrationRecorder(connection).applied_migrations())
    loader = MigrationLoader(None, ignore_no_migrations=True)
    since = {key: each for key, each in loader.disk_migrations.items() if key not in had}

    taken = [
        f"{app} {name}: {operation.describe()}"
        for (app, name), migration in since.items()
        for operation in migration.operations
        if isinstance(operation, TAKES_AWAY)
    ]

    assert taken == []  # list here what the last release has and no longer reads
