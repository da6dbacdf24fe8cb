"""What every template may ask."""

from collections.abc import Callable

from django.http import HttpRequest

from patients import access
from patients.access import Right
from patients.models import Account


def reader(request: HttpRequest) -> dict[str, Callable[[], bool]]:
    """What whoever is signed in may do in any clinic.

    ``is_clinician``: read patients; ``is_admin``: run accounts. Nothing is asked of
    the database before a template asks, and then only the account's roles, which
    its views have read already.
    """

    def may(right: Right) -> bool:
        account = request.user
        return isinstance(account, Account) and bool(access.clinics_where(account, right))

    return {
        "is_clinician": lambda: may(Right.READ),
        "is_admin": lambda: may(Right.ADMINISTER),
    }
