"""Checks of the database before the web server or a command uses it: role and version."""

import os
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.db.backends.signals import connection_created

from patients.database import applied_migrations, sql_files
from patients.database import roles as database_roles
from patients.database.roles import APP


class OfAnotherVersion(ImproperlyConfigured):
    """The database is of another version than this program; the message says in what."""


def check_role_and_version() -> None:
    """Refuse to serve as a role with too many rights, or from a database of another version.

    Raises ``ImproperlyConfigured``. Each later connection is checked for its role as well;
    a database that does not answer now is checked once it does.
    """
    connection.close()
    connection_created.connect(refuse_a_powerful_role)
    connection_created.connect(refuse_another_version)
    try:
        connection.ensure_connection()
    except OperationalError:
        return
    connection.close()  # a server that forks after this must not share it


def refuse_a_powerful_role(**signal: Any) -> None:
    """Raise ``ImproperlyConfigured`` if the role that connected may do more than serving needs.

    A demo may connect to the user's own PostgreSQL as its owner and then switch to the
    role that serves; in production the role that connects is checked.
    """
    who = "current_user" if settings.IS_DEMO else "session_user"
    with signal["connection"].cursor() as cursor:
        sentence = database_roles.too_powerful(cursor, who)
    if sentence:
        signal["connection"].close()
        raise ImproperlyConfigured(sentence)


def refuse_another_version(**signal: Any) -> None:
    """Raise ``OfAnotherVersion`` unless the database's tables, functions and policies are ours.

    Only the first connection of a process is checked, because the check reads every definition.
    ``titration.server.middleware.refuse_another_version`` notices a version that migrates later.
    """
    with signal["connection"].cursor() as cursor:
        sentence = applied_migrations.difference(cursor)
        if not sentence and sql_files.differs(cursor):
            sentence = sql_files.OF_ANOTHER_VERSION
    if sentence:
        signal["connection"].close()
        raise OfAnotherVersion(sentence)
    connection_created.disconnect(refuse_another_version)


def refuse_all_but_the_owner(**signal: Any) -> None:
    """Raise ``ImproperlyConfigured`` unless the role that connected owns the tables.

    The policies hide rows from any other role: a command would count, write or replace
    only some of them, and report them as all.
    """
    with signal["connection"].cursor() as cursor:
        sentence = database_roles.owns_too_little(cursor)
    if sentence:
        signal["connection"].close()
        raise ImproperlyConfigured(sentence)


def limit_waiting(**signal: Any) -> None:
    """Limit how long the statements of a new connection of the web server may wait.

    The role that serves has the same limits, unless an earlier release made it; and in a
    demo another role may connect.
    """
    with signal["connection"].cursor() as cursor:
        for name, value in database_roles.LIMITS[APP].items():
            cursor.execute("SELECT set_config(%s, %s, false)", [name, value])


def serving_variables() -> dict[str, str]:
    """Return the variable with which the web server connects as the role that serves."""
    if settings.EMBEDDED_DATABASE:
        return {"DATABASE_URL": settings.EMBEDDED_DATABASE.url(APP)}
    url = os.environ["DATABASE_URL"]
    return {"DATABASE_URL": f"{url}{'&' if '?' in url else '?'}options=-c%20role%3D{APP}"}
