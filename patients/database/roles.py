"""The two roles in the database: who owns the tables, and who serves the pages.

Why there are two, and what connects as which, is explained in
``docs/adr/0009-two-roles-in-the-database.md``.
"""

from typing import Any

OWNER = "titration_owner"
APP = "titration_app"

# How long each role waits. Set on the roles, because a pooler between the web server and the
# database does not pass on what a client sets for its own connection. The owner's statements
# have no limit, but a command that waits long for a lock would hold up all who queue behind it.
LIMITS = {
    OWNER: {"lock_timeout": "10s"},
    APP: {
        "lock_timeout": "3s",
        "statement_timeout": "10s",
        "idle_in_transaction_session_timeout": "30s",
    },
}

# Selects whether a role may do more than serve pages. A member of an owner may become the owner.
POWERS = """
    SELECT rolname, rolsuper, rolbypassrls, EXISTS (
        SELECT FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND pg_has_role(rolname, relowner, 'MEMBER')
        UNION ALL
        SELECT FROM pg_database
        WHERE datname = current_database() AND pg_has_role(rolname, datdba, 'MEMBER')
    ) FROM pg_roles WHERE rolname =
"""

# Selects whether the connected role has the owner's rights in the database, and in its tables if
# there are any.
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
    """Make the roles that are missing; the owner and the connected user may act as the other role.

    Each role gets its limits on waiting, also one that an earlier release made without them.
    A lock lets one process at a time do this; two at once would make each other fail.
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
    """Set how long a role waits, unless that is set already."""
    cursor.execute("SELECT coalesce(rolconfig, '{}') FROM pg_roles WHERE rolname = %s", [role])
    (known,) = cursor.fetchone()
    for name, value in LIMITS[role].items():
        if f"{name}={value}" not in known:
            cursor.execute(f"ALTER ROLE {role} SET {name} = '{value}'")


def let_act_as_app(cursor: Any, user: str) -> None:
    """Make a role a member of the role that serves pages, unless it is one already."""
    cursor.execute(
        "SELECT FROM pg_roles WHERE rolname = %s AND NOT pg_has_role(rolname, %s, 'MEMBER')",
        [user, APP],
    )
    if cursor.rowcount:
        cursor.execute(f'GRANT {APP} TO "{user}"')


def make_for_trying_out(cursor: Any, database: str) -> None:
    """Make the roles and a database of the owner, who may here make test databases too."""
    make(cursor)
    cursor.execute(f"ALTER ROLE {OWNER} CREATEDB")
    cursor.execute("SELECT FROM pg_database WHERE datname = %s", [database])
    if not cursor.rowcount:
        cursor.execute(f"CREATE DATABASE {database} OWNER {OWNER}")


def too_powerful(cursor: Any, who: str = "session_user") -> str | None:
    """Why a role may not serve pages, in one sentence; ``None`` if it may."""
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
