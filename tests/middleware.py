"""What only a test needs around a request."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse

BACK = "SELECT set_config('role', 'none', true), set_config('app.account_id', '', true)"


def back_to_owner(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Around the transaction: take back the role a request took on, where none ends.

    A test's own transaction goes on, and its next rows are written by the owner.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute(BACK)
        return response

    return middleware
