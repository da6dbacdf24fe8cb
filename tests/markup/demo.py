"""Load the demo into a database of its own."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from patients.database import roles


@contextmanager
def loaded_demo() -> Iterator[None]:
    """Load the demo into a new database; afterwards drop it and leave the server as it was."""
    server, name = settings.EMBEDDED_DATABASE, connection.settings_dict["NAME"]
    with ExitStack() as afterwards:
        if server:
            if not server.is_running():
                afterwards.callback(server.stop)
            server.start()
        with connection._nodb_cursor() as cursor:
            roles.make(cursor)
        with redirect_stdout(StringIO()):
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            afterwards.callback(connection.creation.destroy_test_db, name, verbosity=0)
            call_command("load_demo")
        yield
