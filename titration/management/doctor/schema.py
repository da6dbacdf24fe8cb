"""Checks of the roles, the tables, and what guards them."""

from typing import Any

from patients.database import applied_migrations, sql_files
from patients.database import roles as database_roles
from patients.database.roles import APP, LIMITS, OWNER
from titration.management.doctor.finding import Finding, fault, look, ok, together

MIGRATE = "Run “manage.py migrate”."
CREATE_ROLES = "Run “manage.py create_roles” as an administrator of the server."
ROLES = """
    SELECT rolname, rolsuper, rolcanlogin, rolcreaterole OR rolcreatedb, coalesce(rolconfig, '{}')
    FROM pg_roles WHERE rolname = ANY(%s) ORDER BY rolname
"""
HAS_TRIGRAMS = "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')"
OLDEST = 150_000  # PostgreSQL 15, as server_version_num writes it


def roles(cursor: Any) -> Finding:
    """Look if both roles are there, with what they need and no more."""
    cursor.execute(ROLES, [[OWNER, APP]])
    found = {name: rest for name, *rest in cursor.fetchall()}
    problems = [
        fault(f"The database role {name} is missing.", CREATE_ROLES)
        for name in (OWNER, APP)
        if name not in found
    ]
    for name, (is_superuser, may_log_in, makes_others, config) in found.items():
        if not may_log_in:
            problems.append(fault(f"The role {name} may not log in.", f"ALTER ROLE {name} LOGIN."))
        if is_superuser and name == OWNER:
            problems.append(
                look(f"The role {name} is a superuser.", f"ALTER ROLE {name} NOSUPERUSER.")
            )
        if makes_others and name == APP:
            problems.append(
                fault(
                    f"The role {name} may make roles or databases.",
                    f"ALTER ROLE {name} NOCREATEROLE NOCREATEDB.",
                )
            )
        if any(f"{limit}={value}" not in config for limit, value in LIMITS[name].items()):
            problems.append(look(f"The role {name} waits without its limits.", CREATE_ROLES))
    if APP in found and (sentence := database_roles.too_powerful(cursor, f"'{APP}'")):
        problems.append(fault(sentence, "Take that right from it."))
    return together(problems, otherwise=f"{OWNER} and {APP} are there, each with its rights.")


def migrations(cursor: Any) -> Finding:
    """Look if the tables are those of this program."""
    sentence = applied_migrations.difference(cursor)
    if sentence:
        return fault(sentence, "Until then no page is served.")
    return ok("Exactly the migrations of this version have run.")


def guards(cursor: Any) -> Finding:
    """Look if functions, triggers, policies and grants are those of the SQL files."""
    known = sql_files.recorded(cursor)
    known.pop(sql_files.WHAT_THEY_MADE, None)
    expected = sql_files.hashes()
    other = sorted({path for path, _ in known.items() ^ expected.items()})
    if other:
        found = f"Of the SQL files {len(other)} ran in another version, the first {other[0]}."
        return fault(found, MIGRATE)
    if not sql_files.is_unaltered(cursor):
        found = "A function, trigger, policy or grant was altered by hand since “migrate” ran."
        return fault(found, f"{MIGRATE} It makes all of them anew.")
    return ok(f"PostgreSQL holds what the {len(expected)} SQL files make.")


def postgresql(cursor: Any) -> Finding:
    """Look if the server is PostgreSQL 15 or later and has the extension for searching names."""
    cursor.execute("SELECT current_setting('server_version_num')::int")
    (number,) = cursor.fetchone()
    major = number // 10_000
    cursor.execute(HAS_TRIGRAMS)
    problems = []
    if number < OLDEST:
        problems.append(
            fault(f"The server is PostgreSQL {major}; 15 or later is needed.", "Upgrade it.")
        )
    if not cursor.fetchone()[0]:
        problems.append(fault("The database lacks the extension pg_trgm.", MIGRATE))
    return together(problems, otherwise=f"PostgreSQL {major} with pg_trgm.")
