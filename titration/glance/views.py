"""Shows a clinic at a glance."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from patients import access
from patients.access import Right
from patients.web.requests import SignedInRequest
from titration.glance.models import Glance
from titration.glance.page import glance_page


@require_safe
def clinic_at_a_glance(request: SignedInRequest, clinic_id: int) -> HttpResponse:
    """Show what is told of a clinic's patients together, to its clinicians.

    It takes no filter: a second view of the same patients could be subtracted from the first.
    """
    clinic = access.open_clinic(request.user, clinic_id, Right.READ)
    page = glance_page(clinic, Glance.objects.of(clinic))
    access.record_glance_shown(request.user, clinic)
    return render(request, "glance/glance.html", {"page": page})
