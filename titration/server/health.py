"""Whether this process serves, for a load balancer that asks without signing in.

``titration.server.middleware.health_first`` calls these before anything else is asked of the
request: a probe has no session, often no TLS, and an address for a host name.
"""

from http import HTTPStatus

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from titration.server import readiness


@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all; it asks nothing of anything else."""
    return HttpResponse("live\n", content_type="text/plain")


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """200 if the database takes what is written too, otherwise 503: send nobody here."""
    try:
        readiness.try_to_write()
    except DatabaseError:
        return HttpResponse(
            "no database to write to\n",
            content_type="text/plain",
            status=HTTPStatus.SERVICE_UNAVAILABLE,
        )
    return HttpResponse("ready\n", content_type="text/plain")
