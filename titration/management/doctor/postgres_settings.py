"""Checks of how PostgreSQL is set: what it logs, what it keeps, and how it is reached."""

from ipaddress import ip_address
from typing import Any

from patients.database.roles import APP
from titration.management.doctor.finding import Finding, fault, look, ok, together
from titration.server.readiness import connections_in_use

# What ``ALTER ROLE`` and ``ALTER DATABASE`` set for the role that serves; of two the later counts.
SET_FOR_APP = """
    SELECT split_part(entry, '=', 1), substr(entry, strpos(entry, '=') + 1)
    FROM pg_db_role_setting, unnest(setconfig) entry
    WHERE setrole IN (0, coalesce(to_regrole(%s)::oid, 0))
        AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    ORDER BY setrole <> 0, setdatabase <> 0
"""
# Any other value writes rows or statements, and so patients, into the server's log.
LOGS = {
    "log_min_error_statement": ("panic",),
    "log_error_verbosity": ("terse",),
    "log_statement": ("none", "ddl"),
    "log_min_duration_statement": ("-1",),
    "log_min_duration_sample": ("-1",),
    "log_transaction_sample_rate": ("0",),
}
# With any other value, what was saved can be lost when the machine fails.
KEEPS = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "remote_apply"),
}
CONNECTION = """
    SELECT inet_client_addr()::text, coalesce(
        (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false
    )
"""


def server_log(cursor: Any) -> Finding:
    """Look if PostgreSQL's log keeps what rows hold out of it."""
    return together(
        [
            fault(f"{name} is {value}; it would write patients into PostgreSQL’s log.", setting)
            for name, value, setting in set_otherwise(cursor, LOGS)
        ],
        otherwise="PostgreSQL’s log holds neither rows nor statements.",
    )


def durability(cursor: Any) -> Finding:
    """Look if what was saved survives a power cut, and if damage to the disk would be noticed."""
    problems = [
        fault(f"{name} is {value}: what was saved can be lost in a power cut.", setting)
        for name, value, setting in set_otherwise(cursor, KEEPS)
    ]
    cursor.execute("SELECT current_setting('data_checksums')")
    if cursor.fetchone()[0] != "on":
        problems.append(
            look(
                "data_checksums is off: PostgreSQL would not notice a damaged disk.",
                "Stop the server and run “pg_checksums --enable”.",
            )
        )
    return together(problems, otherwise="What was saved survives a power cut, with checksums.")


def set_otherwise(cursor: Any, allowed: dict[str, tuple[str, ...]]) -> list[tuple[str, str, str]]:
    """Return the settings with another value than is allowed: name, value, and how to set them."""
    cursor.execute(SET_FOR_APP, [APP])
    of_app = dict(cursor.fetchall())
    found = []
    for name, values in allowed.items():
        cursor.execute("SELECT current_setting(%s)", [name])
        value = of_app.get(name, cursor.fetchone()[0])
        if value not in values:
            found.append((name, value, f"Set {name} = {values[0]}."))
    return found


def encryption(cursor: Any) -> Finding:
    """Look if the connection to a database on another machine is encrypted."""
    cursor.execute(CONNECTION)
    address, is_encrypted = cursor.fetchone()
    if is_encrypted:
        return ok("The connection to the database is encrypted.")
    if address is None or ip_address(address.partition("/")[0]).is_loopback:
        return ok("The database is on this machine.")
    return fault(
        "The connection to the database leaves this machine and is not encrypted.",
        "Add sslmode=verify-full to DATABASE_URL, or sslmode=require at least.",
    )


def connections(cursor: Any) -> Finding:
    """Look if the server has room for more connections."""
    in_use, limit = connections_in_use(cursor)
    found = f"{in_use} of {limit} connections to the server are in use."
    if in_use * 5 >= limit * 4:
        return look(found, "Each process of the web server may hold 16: raise max_connections.")
    return ok(found)
