"""Middleware that only tests need."""

from collections.abc import Callable

import time_machine
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

BACK = """
    SELECT set_config('role', 'none', true), set_config('app.account_id', '', true),
        set_config('app.token', '', true)
"""


def back_to_owner(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give the connection back to the tables' owner after a request.

    A request's role lasts until its transaction ends, but the test's own transaction goes on.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if travels := time_machine.escape_hatch.is_travelling():
            set_clock(str(timezone.now()))
        response = get_response(request)
        if travels:
            set_clock("")
        if connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute(BACK)
        return response

    return middleware


def set_clock(instant: str) -> None:
    """Let PostgreSQL's ``app_now()`` return an instant; with ``""``, its own clock again.

    This goes past Django, which would count it as a statement of the page.
    """
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        cursor.execute("SELECT set_config('tests.now', %s, false)", [instant])
