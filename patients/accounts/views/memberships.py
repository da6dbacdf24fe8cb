"""Changing the role of a member of a clinic, and ending a membership."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from patients import access
from patients.accounts.actions import memberships
from patients.accounts.forms.memberships import ChangeRoleForm, EndMembershipForm
from patients.accounts.presenters.accounts import until
from patients.accounts.views.administering import clinics_run_by
from patients.accounts.views.identity import require_recent_password
from patients.models import Membership
from patients.web.posting import Refused, form_page, saved, sent
from patients.web.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@require_recent_password
def change_role(request: SignedInRequest, account_id: int, membership_id: int) -> HttpResponse:
    """Give a member another role, which begins at once and ends the former one."""
    membership = opened(request, account_id, membership_id)
    form = ChangeRoleForm(sent(request), membership=membership)
    if form.is_valid():
        try:
            now = memberships.change_role(membership=membership, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            sentence = f"{now.account} is now {now.get_role_display().lower()} of {now.clinic}."
            return saved(request, sentence, reverse("account", args=[account_id]))
    return form_page(request, "accounts/change_role.html", form, membership=membership)


@require_http_methods(["GET", "HEAD", "POST"])
def end_membership(request: SignedInRequest, account_id: int, membership_id: int) -> HttpResponse:
    """End a membership now or after a last day, or remove the end that was set."""
    membership = opened(request, account_id, membership_id)
    form = EndMembershipForm(sent(request), membership=membership)
    if form.is_valid():
        try:
            ended = memberships.end(membership=membership, by=request.user, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            return saved(request, when_it_ends(ended), reverse("account", args=[account_id]))
    return form_page(request, "accounts/end_membership.html", form, membership=membership)


def when_it_ends(membership: Membership) -> str:
    """Say in a sentence that a membership has ended, will end, or goes on."""
    what = "goes on with no end date"
    if membership.has_ended:
        what = "has ended"
    elif membership.until:
        what = f"ends after {until(membership)}"
    return f"The membership of {membership.account} in {membership.clinic} {what}."


def opened(request: SignedInRequest, account_id: int, membership_id: int) -> Membership:
    """Return a membership in a clinic that the reader is an admin of, or raise ``Http404``."""
    account = access.open_account(request.user, account_id)
    rows = account.memberships.filter(clinic__in=clinics_run_by(request.user))
    membership = rows.select_related("account", "clinic").filter(pk=membership_id).first()
    if membership is None:
        raise Http404
    return membership
