"""Tells the sign-in page of a demo who can sign in. Nothing else than a demo loads this."""

from typing import Any

from django.http import HttpRequest

from titration.demo.clinics import CLINICS, PASSWORD


def context_processor(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001 - Django gives it
    """Give every template the demo's clinics with their members, and the password of all."""
    return {"demo_clinics": CLINICS, "demo_password": PASSWORD}
