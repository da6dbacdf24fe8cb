"""Shows the sources behind the flags."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from titration.reference.page import reference_page


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Show what the sources state, what they do not, and their limits, to any signed-in reader."""
    return render(request, "reference/reference.html", {"reference": reference_page()})
