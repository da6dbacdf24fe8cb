"""Tells a load balancer, which does not sign in, if this process serves.

``titration.server.middleware.answer_health_checks`` calls these before anything else is asked
of the request: a probe has no session, often no TLS, and an IP address for a host name.
"""

from http import HTTPStatus

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from titration.server import readiness
from titration.server.serving import OfAnotherVersion


@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as the process runs; ask neither the database nor anything else."""
    return HttpResponse("live\n", content_type="text/plain")


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Answer 200 if the database is of this version and accepts writes, otherwise 503 and why."""
    try:
        if sentence := readiness.other_version():
            return not_ready(sentence)
        readiness.try_to_write()
    except OfAnotherVersion as refusal:
        return not_ready(str(refusal))
    except DatabaseError:
        return not_ready("no database to write to")
    return HttpResponse("ready\n", content_type="text/plain")


def not_ready(why: str) -> HttpResponse:
    """Answer 503, so that the load balancer sends no requests here."""
    status = HTTPStatus.SERVICE_UNAVAILABLE
    return HttpResponse(f"{why}\n", content_type="text/plain; charset=utf-8", status=status)
