"""Changing somebody's role in a clinic, and ending it."""

from functools import partial

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from patients import access
from patients.accounts.actions import memberships
from patients.accounts.forms.memberships import ChangeRoleForm, EndMembershipForm
from patients.accounts.presenters.accounts import until
from patients.accounts.views.administering import clinics_run_by
from patients.accounts.views.identity import confirmed
from patients.models import Membership
from patients.web.posting import Saved, answer, sent
from patients.web.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def change_role(request: SignedInRequest, account_id: int, membership_id: int) -> HttpResponse:
    """Another role in a clinic, which begins at once and ends the former one."""
    membership = opened(request, account_id, membership_id)
    return answer(
        request,
        ChangeRoleForm(sent(request), membership=membership),
        action=partial(memberships.change_role, membership=membership, by=request.user),
        saved=lambda now: Saved(
            f"{now.account} is now {now.get_role_display().lower()} of {now.clinic}.",
            reverse("account", args=[account_id]),
        ),
        template="accounts/change_role.html",
        context=lambda: {"membership": membership},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def end_membership(request: SignedInRequest, account_id: int, membership_id: int) -> HttpResponse:
    """The end of a role in a clinic: now, after a day, or no end any more."""
    membership = opened(request, account_id, membership_id)

    def saved(ended: Membership) -> Saved:
        what = "goes on with no end date"
        if ended.has_ended:
            what = "has ended"
        elif ended.until:
            what = f"ends after {until(ended)}"
        sentence = f"The membership of {ended.account} in {ended.clinic} {what}."
        return Saved(sentence, reverse("account", args=[account_id]))

    return answer(
        request,
        EndMembershipForm(sent(request), membership=membership),
        action=partial(memberships.end, membership=membership, by=request.user),
        saved=saved,
        template="accounts/end_membership.html",
        context=lambda: {"membership": membership},
    )


def opened(request: SignedInRequest, account_id: int, membership_id: int) -> Membership:
    """A membership of an account in a clinic that the reader is admin of, or ``Http404``."""
    account = access.open_account(request.user, account_id)
    rows = account.memberships.filter(clinic__in=clinics_run_by(request.user))
    membership = rows.select_related("account", "clinic").filter(pk=membership_id).first()
    if membership is None:
        raise Http404
    return membership
