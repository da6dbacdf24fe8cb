"""Inviting people, and showing, renewing and withdrawing invitations."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from patients.accounts.actions import invitations
from patients.accounts.forms.accounts import ConfirmForm
from patients.accounts.forms.invitations import InviteForm
from patients.accounts.presenters.invitations import invitation_row, invitation_rows
from patients.accounts.views.administering import clinics_run_by
from patients.accounts.views.handing_over import Letter, hand_over
from patients.accounts.views.identity import require_recent_password
from patients.models import Invitation
from patients.web.posting import Refused, form_page, saved, sent
from patients.web.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@require_recent_password
def invite(request: SignedInRequest) -> HttpResponse:
    """Invite a person into a clinic that the reader is an admin of."""
    form = InviteForm(sent(request), clinics=clinics_run_by(request.user))
    if form.is_valid():
        try:
            invited = invitations.invite(by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return hand_over_invitation(request, invited)
    return form_page(request, "accounts/invite.html", form)


@require_safe
def show_invitation(request: SignedInRequest, invitation_id: int) -> HttpResponse:
    """Show one invitation and how it was answered."""
    invitation = opened(request, invitation_id)
    (row,) = invitation_rows(Invitation.objects.filter(pk=invitation.pk))
    return render(request, "accounts/invitation.html", {"invitation": row})


@require_http_methods(["GET", "HEAD", "POST"])
@require_recent_password
def renew_invitation(request: SignedInRequest, invitation_id: int) -> HttpResponse:
    """Make a new link for an invitation; the old one stops working."""
    invitation = opened(request, invitation_id)
    form = ConfirmForm(sent(request))
    if form.is_valid():
        try:
            renewed = invitations.renew(invitation=invitation, by=request.user)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return hand_over_invitation(request, renewed)
    row = invitation_row(invitation)
    return form_page(request, "accounts/renew_invitation.html", form, invitation=row)


@require_POST
def withdraw_invitation(request: SignedInRequest, invitation_id: int) -> HttpResponse:
    """Withdraw an invitation."""
    gone = invitations.withdraw(invitation=opened(request, invitation_id), by=request.user)
    sentence = f"The invitation of {gone.email} is withdrawn; its link opens nothing any more."
    return saved(request, sentence, reverse("accounts"))


def opened(request: SignedInRequest, invitation_id: int) -> Invitation:
    """Return an invitation into a clinic that the reader is an admin of, or raise ``Http404``."""
    rows = Invitation.objects.filter(clinic__in=clinics_run_by(request.user))
    invitation = rows.select_related("clinic", "invited_by").filter(pk=invitation_id).first()
    if invitation is None:
        raise Http404
    return invitation


def hand_over_invitation(request: SignedInRequest, invited: invitations.Invited) -> HttpResponse:
    """Send or show the link of an invitation."""
    letter = Letter(
        email=invited.invitation.email,
        subject=f"Your invitation to {invited.invitation.clinic} in Titration",
        template="invitation",
        link=invited.invitation,
        route="accept-invitation",
        back_url=reverse("accounts"),
    )
    return hand_over(request, invited.token, letter)
