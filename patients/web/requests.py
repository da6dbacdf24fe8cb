"""The type of a request in a view: a person has signed in."""

from django.http import HttpRequest

from patients.models import Account


class SignedInRequest(HttpRequest):
    """A request that ``LoginRequiredMiddleware`` let through."""

    user: Account
