"""Emergency access to another clinic."""

from datetime import datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from patients.accounts.actions import emergencies
from patients.accounts.forms.break_glass import BreakGlassForm
from patients.accounts.views.identity import require_recent_password
from patients.models import EMERGENCY_LASTS, Membership
from patients.web.posting import Refused, form_page, saved, sent
from patients.web.requests import SignedInRequest

HOURS = EMERGENCY_LASTS // timedelta(hours=1)


@require_http_methods(["GET", "HEAD", "POST"])
@require_recent_password
def break_glass(request: SignedInRequest) -> HttpResponse:
    """Explain emergency access, and take it for a stated reason."""
    emergencies.role_of(request.user)
    form = BreakGlassForm(sent(request), account=request.user)
    if form.is_valid():
        try:
            membership = emergencies.take(by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return saved(request, taken(membership), reverse(settings.LOGIN_REDIRECT_URL))
    return form_page(request, "accounts/break_glass.html", form, hours=HOURS)


def taken(membership: Membership) -> str:
    """Say in a sentence what was taken, and until when."""
    clinic = membership.clinic
    until = cast(datetime, membership.until).astimezone(ZoneInfo(clinic.time_zone))
    return f"You have emergency access to {clinic} until {until:%H:%M}, {clinic.time_zone}."
