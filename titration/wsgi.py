"""The WSGI application a server such as gunicorn loads."""

import os
from typing import Any

import django
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db.backends.signals import connection_created

from titration.server.serving import check_role_and_version, limit_waiting

UNREADABLE = "application/octet-stream; charset=unreadable"


class ReadableRequest(WSGIRequest):
    """A request whose Content-Type Django cannot read reaches the middleware all the same.

    Django reads it while it makes the request, and the address in the charset it names: an
    error there is answered by the web server, with none of our headers and no line in the log.
    """

    def __init__(self, environ: dict[str, Any]) -> None:
        try:
            super().__init__(environ)
        except (LookupError, ValueError, SuspiciousOperation):
            super().__init__(environ | {"CONTENT_TYPE": UNREADABLE})


class Application(WSGIHandler):
    """Django's, for requests that can always be read."""

    request_class = ReadableRequest


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "titration.settings")
django.setup(set_prefix=False)
application = Application()
connection_created.connect(limit_waiting)
check_role_and_version()
