"""What only a test needs around a request."""

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
    """Around the transaction: take back the role a request took on, where none ends.

    A test's own transaction goes on, and its next rows are written by the owner.
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
    """Let the database tell an instant as now; nothing for its own clock.

    Past Django, which would count it as a statement of the page.
    """
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        cursor.execute("SELECT set_config('tests.now', %s, false)", [instant])
