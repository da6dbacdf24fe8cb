"""What every template may ask."""

from collections.abc import Callable

from django.http import HttpRequest

from patients import access
from patients.access import Right
from patients.models import Account


def reader(request: HttpRequest) -> dict[str, Callable[[], bool]]:
    """``is_clinician``: whether whoever is signed in may read patients of any clinic.

    Nothing is asked of the database before a template asks, and then only the
    account's roles, which its views have read already.
    """

    def is_clinician() -> bool:
        account = request.user
        return isinstance(account, Account) and bool(access.clinics_where(account, Right.READ))

    return {"is_clinician": is_clinician}
