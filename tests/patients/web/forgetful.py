"""The product's addresses, and pages that forget to write an audit event."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from patients import access
from patients.models import Account, Dystonia, Patient
from tests.factories import a_check
from titration.urls import urlpatterns as of_the_product


def page(read: Callable[[], object]) -> Callable[..., HttpResponse]:
    """Make a view that shows the text ``read`` returns, or redirects to it."""

    def view(_request: HttpRequest, **_address: int) -> HttpResponse:
        found = read()
        return found if isinstance(found, HttpResponse) else HttpResponse(str(found))

    return view


def by_hand() -> object:
    return rows_of("SELECT family_name FROM patients_patient")


def by_function() -> object:
    return rows_of("SELECT titration_recorded(1, 'UTC', now())")


def rows_of(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def write() -> object:
    """Record an entry that the database accepts."""
    acting = Account.objects.get(full_name="Nora NEUROLOGIST")
    a_check(Patient.objects.get(), asked_on="2026-01-08", by=acting)
    return HttpResponseRedirect("/harmless/")


def opens_another(request: HttpRequest, patient_id: int) -> HttpResponse:
    """Open another patient than the one whose page this is."""
    other = Patient.objects.exclude(pk=patient_id).latest("pk")
    return HttpResponse(str(access.open_patient(request.user, other.pk)))  # type: ignore[arg-type]


FORGETFUL: dict[str, Callable[[], object]] = {
    "rows": lambda: list(Patient.objects.all()),
    "values": lambda: list(Patient.objects.values_list("family_name")),
    "count": Patient.objects.count,
    "entries": lambda: list(Dystonia.objects.all()),
    "by-hand": by_hand,
    "by-function": by_function,
    "write": write,
}
urlpatterns = [
    *of_the_product,
    *(path(f"forgetful/{name}/", page(read)) for name, read in FORGETFUL.items()),
    path("forgetful/<int:patient_id>/", opens_another),
    path("harmless/", page(lambda: "nothing of a patient's")),
]
