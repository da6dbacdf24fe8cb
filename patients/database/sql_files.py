"""Today's functions, triggers, policies and grants, as SQL files that ``manage.py migrate`` runs.

Each file is safe to run again. The table ``sql_file`` holds the hash of each file as it last
ran, and the fingerprint of what PostgreSQL held after that, so that the web server can refuse
a database that differs. ``docs/adr/0021-sql-as-files-run-by-migrate.md`` explains why.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from patients.database import catalogue

# A file that calls a function while it runs has to run again when that function changes.
RUNS_AGAIN_WITH = re.compile(r"^-- Runs again with (\w+\.sql)\.$", re.MULTILINE)
WHAT_THEY_MADE = "what they made"  # the path of the row with the fingerprint
OF_ANOTHER_VERSION = (
    "The database’s functions and policies are of another version: run “manage.py migrate”."
)

RECORD = """
    INSERT INTO sql_file (path, sha256) VALUES (%s, %s)
    ON CONFLICT (path) DO UPDATE SET sha256 = EXCLUDED.sha256, ran_at = clock_timestamp()
"""
FORGET = "DELETE FROM sql_file WHERE path <> ALL(%s)"


class SqlFileError(Exception):
    """A file cannot be run; the message says which, and why."""


@dataclass(frozen=True)
class SqlFile:
    """An SQL file: its path from the project's folder, its text, and the hash of ``hash_of``."""

    path: str
    text: str = field(repr=False)
    sha256: str


def every_file() -> list[SqlFile]:
    """All files, in the order in which they run."""
    return files_in(settings.SQL_FOLDERS)


def files_in(folders: Iterable[str]) -> list[SqlFile]:
    """The files of some folders: folder by folder, and in each by name."""
    root: Path = settings.BASE_DIR
    paths = [path for folder in folders for path in sorted((root / folder).glob("*.sql"))]
    texts = {path.name: path.read_text(encoding="utf-8") for path in paths}
    return [
        SqlFile(str(path.relative_to(root)), texts[path.name], hash_of(path.name, texts))
        for path in paths
    ]


def hash_of(name: str, texts: dict[str, str]) -> str:
    """The SHA-256 of a file's text together with the texts of the files it runs again with."""
    contents = [texts[name], *(texts[other] for other in RUNS_AGAIN_WITH.findall(texts[name]))]
    return hashlib.sha256("\n".join(contents).encode()).hexdigest()


def hashes() -> dict[str, str]:
    """The hash of each file, by its path."""
    return {file.path: file.sha256 for file in every_file()}


def recorded(cursor: Any) -> dict[str, str]:
    """The hash of each file as it last ran; empty in a database where no file ever ran."""
    cursor.execute("SELECT to_regclass('public.sql_file')")
    if cursor.fetchone()[0] is None:
        return {}
    cursor.execute("SELECT path, sha256 FROM sql_file")
    return dict(cursor.fetchall())


def is_unaltered(cursor: Any) -> bool:
    """True if PostgreSQL holds exactly what it held after files last ran."""
    return recorded(cursor).get(WHAT_THEY_MADE) == catalogue.fingerprint(cursor)


def differs(cursor: Any) -> bool:
    """True if what PostgreSQL holds is not what these files make."""
    known = recorded(cursor)
    made = known.pop(WHAT_THEY_MADE, None)
    return known != hashes() or made != catalogue.fingerprint(cursor)


def changed(cursor: Any, files: Iterable[SqlFile]) -> list[SqlFile]:
    """The files that are new, or changed since they last ran."""
    known = recorded(cursor)
    return [file for file in files if known.get(file.path) != file.sha256]


def needs_remaking(cursor: Any) -> bool:
    """True if all files have to run, because PostgreSQL may hold something that no file makes.

    A file may be gone, a migration may have dropped a table with its triggers, or an
    administrator may have altered a function or added a policy by hand.
    """
    is_gone = recorded(cursor).keys() - hashes().keys() - {WHAT_THEY_MADE}
    return bool(is_gone) or not is_unaltered(cursor)


def files_to_run(cursor: Any) -> list[SqlFile]:
    """The files that are to run: those that changed, or all."""
    files = every_file()
    return files if needs_remaking(cursor) else changed(cursor, files)


def run_before_migrations(cursor: Any) -> list[SqlFile]:
    """Run the changed files of the first folder, which tables need, in the caller's transaction."""
    was_unaltered = is_unaltered(cursor)
    files = changed(cursor, files_in(settings.SQL_FOLDERS[:1]))
    run(cursor, files)
    if was_unaltered:
        record_fingerprint(cursor)
    return files


def run_after_migrations(cursor: Any) -> list[SqlFile]:
    """Run all files that have to run, once there are tables, in the caller's transaction."""
    files = files_to_run(cursor)
    if needs_remaking(cursor):
        catalogue.drop_all(cursor)
    run(cursor, files)
    cursor.execute(FORGET, [[WHAT_THEY_MADE, *hashes()]])
    record_fingerprint(cursor)
    return files


def run(cursor: Any, files: list[SqlFile]) -> None:
    """Run files and record the hash of each. Raises ``SqlFileError`` at the first that fails."""
    # The files of a folder run by name, so a function may be made before another that it calls.
    cursor.execute("SELECT set_config('check_function_bodies', 'off', true)")
    for file in files:
        try:
            cursor.execute(file.text)
        except DatabaseError as error:
            raise SqlFileError(f"{file.path}: {error}") from error
    cursor.executemany(RECORD, [(file.path, file.sha256) for file in files])


def record_fingerprint(cursor: Any) -> None:
    """Record the fingerprint of what PostgreSQL holds now as what the files made."""
    cursor.execute(RECORD, [WHAT_THEY_MADE, catalogue.fingerprint(cursor)])
