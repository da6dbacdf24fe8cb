"""What the web server and commands ask of a database before they use it: role and version."""

import os
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.db.backends.signals import connection_created

from patients.database import roles as database_roles
from patients.database import sql_files
from patients.database.roles import APP


def check_role_and_version() -> None:
    """Refuse to serve as a role that could do more, or from a database of another version.

    Raises ``ImproperlyConfigured``. The role is checked of each connection made later as well;
    a database that does not answer now is checked when it does.
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
    """Raise ``ImproperlyConfigured`` unless the role that connected can only serve.

    A demo may reach somebody's own server as its owner, and there take on the
    role that serves; in production the role that connects is what counts.
    """
    who = "current_user" if settings.IS_DEMO else "session_user"
    with signal["connection"].cursor() as cursor:
        sentence = database_roles.too_powerful(cursor, who)
    if sentence:
        signal["connection"].close()
        raise ImproperlyConfigured(sentence)


def refuse_another_version(**signal: Any) -> None:
    """Raise ``ImproperlyConfigured`` if the database's functions or policies are not of this code.

    Asked of the first connection of a process only, for it reads every definition. A server that
    runs while a newer version migrates goes on with what it holds; ``/health/ready`` tells of it.
    """
    with signal["connection"].cursor() as cursor:
        differs = sql_files.differs(cursor)
    if differs:
        signal["connection"].close()
        raise ImproperlyConfigured(sql_files.OF_ANOTHER_VERSION)
    connection_created.disconnect(refuse_another_version)


def refuse_all_but_the_owner(**signal: Any) -> None:
    """Raise ``ImproperlyConfigured`` unless the role that connected owns the tables.

    To any other role the policies hide rows, so that a command would count, write or
    replace only a part and report it as the whole.
    """
    with signal["connection"].cursor() as cursor:
        sentence = database_roles.owns_too_little(cursor)
    if sentence:
        signal["connection"].close()
        raise ImproperlyConfigured(sentence)


def limit_waiting(**signal: Any) -> None:
    """Let nothing that the web server asks of a new connection wait for long.

    The role that serves has the same limits of its own, but not one that was made by an
    earlier release, and in a demo another role may be the one that connects.
    """
    with signal["connection"].cursor() as cursor:
        for name, value in database_roles.LIMITS[APP].items():
            cursor.execute("SELECT set_config(%s, %s, false)", [name, value])


def serving_variables() -> dict[str, str]:
    """The variable that lets the web server connect as the role that serves."""
    if settings.EMBEDDED_DATABASE:
        return {"DATABASE_URL": settings.EMBEDDED_DATABASE.url(APP)}
    url = os.environ["DATABASE_URL"]
    return {"DATABASE_URL": f"{url}{'&' if '?' in url else '?'}options=-c%20role%3D{APP}"}
