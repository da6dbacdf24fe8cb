"""A restored backup is the same database: rows, policies, grants, triggers and the rest."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection

from tests.bench.scene import set_scene
from tests.trust.figures import Figure

# Without this default, PostgreSQL lists an owner's own rights only after another was revoked.
KIND = "CASE relkind WHEN 'S' THEN 's' ELSE 'r' END"
RIGHTS = f'coalesce(relacl, acldefault(({KIND})::"char", relowner))'
# Before and after a restore, PostgreSQL may write the same expression with its casts and
# brackets in other places.
SAME_TEXT = r"regexp_replace({}, '::(character varying|text)(\[\])?|[() ]', '', 'g')"
OURS = "WHERE relnamespace = 'public'::regnamespace"
PARTS = {
    "tables": f"SELECT relname, relkind, relrowsecurity, relforcerowsecurity FROM pg_class {OURS}",
    "columns": """
        SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity,
            is_generated, collation_name
        FROM information_schema.columns WHERE table_schema = 'public'
    """,
    "policies": "SELECT * FROM pg_policies",
    "grants": f"""
        SELECT relname, pg_get_userbyid(relowner), {RIGHTS}::text FROM pg_class {OURS}
        UNION ALL
        SELECT attrelid::regclass || '.' || attname, '', attacl::text
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid {OURS} AND attacl IS NOT NULL
        UNION ALL
        SELECT proname, pg_get_userbyid(proowner), proacl::text
        FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL
        SELECT nspname, pg_get_userbyid(nspowner), nspacl::text
        FROM pg_namespace WHERE nspname = 'public'
    """,
    "triggers": f"""
        SELECT relname, tgname, tgenabled, pg_get_triggerdef(pg_trigger.oid)
        FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid {OURS} AND NOT tgisinternal
    """,
    "functions": """
        SELECT proname, pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
    """,
    "constraints": f"""
        SELECT conrelid::regclass::text, conname, convalidated,
            {SAME_TEXT.format("pg_get_constraintdef(oid)")}
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    """,
    "indexes": f"""
        SELECT tablename, indexname, {SAME_TEXT.format("indexdef")}
        FROM pg_indexes WHERE schemaname = 'public'
    """,
    "sequences": "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'",
    "extensions": "SELECT extname, extversion FROM pg_extension",
}


def hashes() -> dict[str, str]:
    """Hash each kind of object in the current database, in any order."""
    found = {name: hash_of(statement) for name, statement in PARTS.items()}
    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
    rows = "".join(hash_of(f'SELECT whole::text FROM "{table}" whole') for table in tables)
    return {"rows": hashlib.sha256(rows.encode()).hexdigest(), **found}


def hash_of(statement: str) -> str:
    """Hash the rows of a statement, in any order."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows = sorted(map(repr, cursor.fetchall()))
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


@contextmanager
def another_database() -> Iterator[None]:
    """Let Django use a new, empty database inside the block."""
    former = connection.settings_dict["NAME"]
    name = f"{former}_restored"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = former
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name}")


def printed_by(command: str, *arguments: Any, **options: Any) -> str:
    """Run a management command, and return what it prints."""
    printed = StringIO()
    call_command(command, *arguments, stdout=printed, **options)
    return printed.getvalue()


def proof() -> Iterable[Figure]:
    """Back up a database with rows in it, restore it elsewhere, and compare."""
    set_scene()
    before = hashes()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "backup"
        printed_by("backup", file)
        with another_database():
            printed_by("restore", file)
            after = hashes()
    for name, expected in before.items():
        same = after[name] == expected
        yield Figure(
            f"{name} after backup and restore", "equal" if same else "differ", "equal", same
        )
