"""The WSGI application that a web server such as gunicorn loads."""

import os
from typing import Any

import django
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db.backends.signals import connection_created

from titration.server.serving import check_role_and_version, limit_waiting

UNREADABLE = "application/octet-stream; charset=unreadable"


class ReadableRequest(WSGIRequest):
    """Lets a request with a Content-Type that Django cannot read reach the middleware too.

    Django reads the header, and the address in the charset that it names, while it makes the
    request. On an error there the web server answers, without our headers and log line.
    """

    def __init__(self, environ: dict[str, Any]) -> None:
        try:
            super().__init__(environ.copy())  # Django writes into it, also before an error
        except (LookupError, ValueError, SuspiciousOperation):
            super().__init__(environ | {"CONTENT_TYPE": UNREADABLE})


class Application(WSGIHandler):
    """Django's handler, with requests that can always be read."""

    request_class = ReadableRequest


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "titration.settings")
django.setup(set_prefix=False)
application = Application()
connection_created.connect(limit_waiting)
check_role_and_version()
