"""The two roles in the database: who owns the tables, and who serves the pages.

Why there are two, and who connects as which, stands in
``docs/adr/0009-two-roles-in-the-database.md``.
"""

from typing import Any

OWNER = "titration_owner"
APP = "titration_app"

# How long each role waits, in whatever way it is reached: a pooler between the web server
# and the database does not pass on what a client sets for its own connection. A command may
# take its time, but is not to hold up everybody who queues behind a lock that it waits for.
LIMITS = {
    OWNER: {"lock_timeout": "10s"},
    APP: {
        "lock_timeout": "3s",
        "statement_timeout": "10s",
        "idle_in_transaction_session_timeout": "30s",
    },
}

# Whether whoever connected may do more than serve. A member of an owner may become it.
POWERS = """
    SELECT rolname, rolsuper, rolbypassrls, EXISTS (
        SELECT FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND pg_has_role(rolname, relowner, 'MEMBER')
        UNION ALL
        SELECT FROM pg_database
        WHERE datname = current_database() AND pg_has_role(rolname, datdba, 'MEMBER')
    ) FROM pg_roles WHERE rolname =
"""

# Whether whoever connected has the owner's rights in the database, and in its tables once made.
OWNS = """
    SELECT current_user, NOT EXISTS (
        SELECT FROM pg_database
        WHERE datname = current_database() AND NOT pg_has_role(datdba, 'USAGE')
        UNION ALL
        SELECT FROM pg_class
        WHERE oid = to_regclass('public.patients_patient') AND NOT pg_has_role(relowner, 'USAGE')
    )
"""


def make(cursor: Any) -> None:
    """Make both roles where they are missing; the owner and the user may act as the other.

    Each gets its limits on waiting, also where an earlier release made it without.
    One at a time: two that make them at once would fail each other.
    """
    cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [OWNER])
    try:
        for role in (OWNER, APP):
            cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [role])
            if not cursor.rowcount:
                cursor.execute(f"CREATE ROLE {role} LOGIN")
            limit(cursor, role)
        cursor.execute("SELECT current_user")
        for user in (OWNER, *cursor.fetchone()):
            let_act_as_app(cursor, user)
    finally:
        cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [OWNER])


def limit(cursor: Any, role: str) -> None:
    """Set how long a role waits, unless it is set."""
    cursor.execute("SELECT coalesce(rolconfig, '{}') FROM pg_roles WHERE rolname = %s", [role])
    (known,) = cursor.fetchone()
    for name, value in LIMITS[role].items():
        if f"{name}={value}" not in known:
            cursor.execute(f"ALTER ROLE {role} SET {name} = '{value}'")


def let_act_as_app(cursor: Any, user: str) -> None:
    """Make a role a member of the one that serves, unless it is."""
    cursor.execute(
        "SELECT FROM pg_roles WHERE rolname = %s AND NOT pg_has_role(rolname, %s, 'MEMBER')",
        [user, APP],
    )
    if cursor.rowcount:
        cursor.execute(f'GRANT {APP} TO "{user}"')


def make_for_trying_out(cursor: Any, database: str) -> None:
    """Make the roles and the owner's database; here the owner may make test databases too."""
    make(cursor)
    cursor.execute(f"ALTER ROLE {OWNER} CREATEDB")
    cursor.execute("SELECT FROM pg_database WHERE datname = %s", [database])
    if not cursor.rowcount:
        cursor.execute(f"CREATE DATABASE {database} OWNER {OWNER}")


def too_powerful(cursor: Any, who: str = "session_user") -> str | None:
    """Why a role may not serve, in one sentence; ``None`` if it may."""
    cursor.execute(f"{POWERS} {who}")
    name, is_superuser, bypasses_policies, owns = cursor.fetchone()
    if is_superuser:
        what = "is a superuser"
    elif bypasses_policies:
        what = "bypasses row-level security"
    elif owns:
        what = "owns the database or tables in it"
    else:
        return None
    return f"The database role “{name}” {what}: Titration serves as {APP} only."


def owns_too_little(cursor: Any) -> str | None:
    """Why a role may not run commands, in one sentence; ``None`` if it may."""
    cursor.execute(OWNS)
    name, owns = cursor.fetchone()
    if owns:
        return None
    return (
        f"The database role “{name}” does not own the database and its tables:"
        f" name {OWNER} in DATABASE_URL."
    )
