"""Emergency access to another clinic."""

from datetime import datetime, timedelta
from functools import partial
from typing import cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from patients.accounts.actions import emergencies
from patients.accounts.forms.break_glass import BreakGlassForm
from patients.accounts.views.identity import confirmed
from patients.models import EMERGENCY_LASTS, Membership
from patients.web.posting import Saved, answer, sent
from patients.web.requests import SignedInRequest

HOURS = EMERGENCY_LASTS // timedelta(hours=1)


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def break_glass(request: SignedInRequest) -> HttpResponse:
    """Say what emergency access means, and take it for a stated reason."""
    emergencies.role_of(request.user)
    return answer(
        request,
        BreakGlassForm(sent(request), account=request.user),
        action=partial(emergencies.take, by=request.user),
        saved=taken,
        template="accounts/break_glass.html",
        context=lambda: {"hours": HOURS},
    )


def taken(membership: Membership) -> Saved:
    """Say what was taken, and until when."""
    clinic = membership.clinic
    until = cast(datetime, membership.until).astimezone(ZoneInfo(clinic.time_zone))
    sentence = f"You have emergency access to {clinic} until {until:%H:%M}, {clinic.time_zone}."
    return Saved(sentence, reverse(settings.LOGIN_REDIRECT_URL))
