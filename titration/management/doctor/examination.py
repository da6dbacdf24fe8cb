"""The checks in their order, and how they are run: in a transaction that can write nothing."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import DatabaseError, OperationalError, connection, transaction

from titration.management.doctor import (
    clocks,
    machine,
    postgres_settings,
    schema,
    work,
)
from titration.management.doctor.finding import Finding, fault

OF_THIS_MACHINE: dict[str, Callable[[], Finding]] = {
    "settings": machine.deployment,
    "static files": machine.static_files,
    "mail": machine.mail,
    "disk": machine.disk,
    "PDFs": machine.pdfs,
}
OF_THE_DATABASE: dict[str, Callable[[Any], Finding]] = {
    "roles": schema.roles,
    "PostgreSQL": schema.postgresql,
    "migrations": schema.migrations,
    "guards": schema.guards,
    "encryption": postgres_settings.encryption,
    "durability": postgres_settings.durability,
    "server log": postgres_settings.server_log,
    "connections": postgres_settings.connections,
    "clock": clocks.clock,
    "time zones": clocks.time_zones,
    "backup": work.backup,
    "standings": work.standings,
    "glances": work.glances,
    "sessions": work.sessions,
    "admins": work.admins,
}


def examine() -> Iterator[tuple[str, Finding]]:
    """Yield each check's name and finding.

    Raises ``OperationalError`` if the database does not answer.
    """
    connection.ensure_connection()
    for name, look_at_machine in OF_THIS_MACHINE.items():
        yield name, look_at_machine()
    for name, look_at_database in OF_THE_DATABASE.items():
        yield name, writing_nothing(look_at_database)


def writing_nothing(check: Callable[[Any], Finding]) -> Finding:
    """Run a check of the database in a transaction in which PostgreSQL refuses every write."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
            return check(cursor)
    except OperationalError:
        raise
    except DatabaseError as error:
        # The message may quote a row.
        kind = type(error.__cause__ or error).__name__
        return fault(f"PostgreSQL refused to answer ({kind}).", "Mend the faults above first.")
