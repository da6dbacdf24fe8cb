"""A person ties their account at the hospital to their account here, and unties it."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from patients.accounts.actions import outside_identities
from patients.accounts.forms.accounts import ConfirmForm
from patients.accounts.views.identity import require_recent_password
from patients.accounts.views.outside_sign_in import leave, where_offered
from patients.web.posting import Refused, form_page, saved, sent
from patients.web.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@where_offered
@require_recent_password
def tie_identity(request: SignedInRequest) -> HttpResponse:
    """Send a person to the hospital's provider, to tie the account that they show there."""
    form = ConfirmForm(sent(request))
    if form.is_valid():
        return leave(request, "tie", account=request.user.pk)
    return form_page(request, "accounts/tie_identity.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@where_offered
@require_recent_password
def untie_identity(request: SignedInRequest) -> HttpResponse:
    """Untie the account at the hospital, once that is confirmed."""
    form = ConfirmForm(sent(request))
    if form.is_valid():
        try:
            outside_identities.untie(by=request.user)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            sentence = "Untied. Your account at the hospital does not open this one any more."
            return saved(request, sentence, reverse("own-account"))
    return form_page(request, "accounts/untie_identity.html", form)
