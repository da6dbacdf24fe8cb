"""The product's addresses, and the yardstick."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from titration.urls import urlpatterns as of_the_product


def empty(request: HttpRequest) -> HttpResponse:
    """A page with nothing on it, for somebody signed in: it reads the session and the account."""
    return HttpResponse(request.user.get_username())


urlpatterns = [*of_the_product, path("empty/", empty)]
