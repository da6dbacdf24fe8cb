"""What a page asks about the session that it was opened in."""

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_safe

from patients.accounts.views.identity import open_to_half_signed_in
from patients.web.requests import SignedInRequest
from patients.web.session_time import renew, seconds_left


@open_to_half_signed_in
@require_safe
def session_state(request: SignedInRequest) -> HttpResponse:
    """Keep the session for another while; say whose it is, and how many seconds are left.

    It tells nothing of a patient and saves nothing else, so it writes no audit event. The
    token lets a form be sent that was opened before its author signed in again.
    """
    renew(request.session)
    left = seconds_left(request.session)
    return JsonResponse(
        {
            "account": request.user.pk,
            "name": request.user.full_name,
            "token": get_token(request),
            "unused": left.unused,
            "at_most": left.at_most,
        }
    )
