"""The product's addresses, and an empty page that the others are measured against."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from titration.urls import urlpatterns as of_the_product


def empty(request: HttpRequest) -> HttpResponse:
    """Answer with an empty page for a signed-in account: the session and the account are read."""
    return HttpResponse(request.user.get_username())


urlpatterns = [*of_the_product, path("empty/", empty)]
