"""Which request an audit event belongs to."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from patients import audit

GetResponse = Callable[[HttpRequest], HttpResponse]


def identify_request(get_response: GetResponse) -> GetResponse:
    """Give each request an id, kept with every audit event it causes."""

    def middleware(request: HttpRequest) -> HttpResponse:
        asker = audit.Asker(uuid.uuid4(), request.META.get("REMOTE_ADDR") or None)
        with audit.asked_by(asker):
            return get_response(request)

    return middleware
