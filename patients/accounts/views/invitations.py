"""Inviting somebody, and what can be done with an invitation before it is answered."""

from functools import partial

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
from patients.accounts.views.identity import confirmed
from patients.models import Invitation
from patients.web.posting import Saved, answer, go_on, sent
from patients.web.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def invite(request: SignedInRequest) -> HttpResponse:
    """An invitation into a clinic that the reader is admin of."""
    form = InviteForm(sent(request), clinics=clinics_run_by(request.user))
    return answer(
        request,
        form,
        action=partial(invitations.invite, by=request.user),
        saved=partial(hand_over_invitation, request),
        template="accounts/invite.html",
        context=dict,
    )


@require_safe
def show_invitation(request: SignedInRequest, invitation_id: int) -> HttpResponse:
    """One invitation, and what has become of it."""
    invitation = opened(request, invitation_id)
    (row,) = invitation_rows(Invitation.objects.filter(pk=invitation.pk))
    return render(request, "accounts/invitation.html", {"invitation": row})


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def renew_invitation(request: SignedInRequest, invitation_id: int) -> HttpResponse:
    """A new link for an invitation, whose old one opens nothing any more."""
    invitation = opened(request, invitation_id)
    return answer(
        request,
        ConfirmForm(sent(request)),
        action=partial(invitations.renew, invitation=invitation, by=request.user),
        saved=partial(hand_over_invitation, request),
        template="accounts/renew_invitation.html",
        context=lambda: {"invitation": invitation_row(invitation)},
    )


@require_POST
def withdraw_invitation(request: SignedInRequest, invitation_id: int) -> HttpResponse:
    """Take an invitation back."""
    gone = invitations.withdraw(invitation=opened(request, invitation_id), by=request.user)
    sentence = f"The invitation of {gone.email} is withdrawn; its link opens nothing any more."
    return go_on(request, Saved(sentence, reverse("accounts")))


def opened(request: SignedInRequest, invitation_id: int) -> Invitation:
    """An invitation into a clinic that the reader is admin of, or ``Http404``."""
    rows = Invitation.objects.filter(clinic__in=clinics_run_by(request.user))
    invitation = rows.select_related("clinic", "invited_by").filter(pk=invitation_id).first()
    if invitation is None:
        raise Http404
    return invitation


def hand_over_invitation(
    request: SignedInRequest, invited: invitations.Invited
) -> Saved | HttpResponse:
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
