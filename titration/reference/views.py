"""The article behind every flag."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from titration.reference.page import reference_page


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """What the article says, what it does not, and its limits; for anybody signed in."""
    return render(request, "reference/reference.html", {"reference": reference_page()})
