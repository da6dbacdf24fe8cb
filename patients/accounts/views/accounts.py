"""The accounts of the clinics that the reader is an admin of."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from patients import access
from patients.accounts.actions import (
    account_history,
    account_status,
    outside_identities,
    sign_in_resets,
    sign_ins,
)
from patients.accounts.forms.accounts import AccountsForm, PlaceForm
from patients.accounts.presenters.access_reviews import standing
from patients.accounts.presenters.account_page import account_page
from patients.accounts.presenters.accounts import account_list
from patients.accounts.presenters.browsers import browser_of
from patients.accounts.presenters.invitations import invitation_rows
from patients.accounts.views.administering import clinics_run_by
from patients.models import Account, Invitation, Membership
from patients.web.requests import SignedInRequest


@require_safe
def list_accounts(request: SignedInRequest) -> HttpResponse:
    """List a page of accounts, and the invitations that are not answered yet."""
    clinics = clinics_run_by(request.user)
    form = AccountsForm(request.GET, clinics=clinics)
    context = {
        "form": form,
        "accounts": account_list(clinics, form.asked_for()),
        "due": [review for review in map(standing, clinics) if review.is_due],
        "invitations": invitation_rows(Invitation.objects.open().filter(clinic__in=clinics)),
    }
    return render(request, "accounts/accounts.html", context)


@require_safe
def show_account(request: SignedInRequest, account_id: int) -> HttpResponse:
    """Show one account: its memberships here, its sessions, and the audit events about it."""
    admin = request.user
    account = access.open_account(admin, account_id)
    clinics = clinics_run_by(admin)
    memberships = Membership.objects.filter(account=account, clinic__in=clinics)
    rows = list(memberships.select_related("account", "clinic").order_by("-since", "-pk"))
    after, before = PlaceForm(request.GET).asked()
    history = account_history.read(
        account=account,
        clinic_ids=[clinic.pk for clinic in clinics],
        after=after,
        before=before,
    )
    works_here = any(row.is_granted for row in rows)
    sessions = sign_ins.sessions_of(account) if works_here else []
    context = {
        "account": account,
        "works_here": works_here,
        "is_visiting": any(row.is_emergency and not row.has_ended for row in rows),
        "page": account_page(account, rows, history),
        "tie": outside_identities.tie_of(account) if works_here else None,
        "sessions": [(session, browser_of(session.user_agent)) for session in sessions],
        "is_own": account.pk == admin.pk,
        "not_closed": why_not(account_status.refuse_closing, account, admin),
        "not_reset": why_not(sign_in_resets.refuse_reset, account, admin),
    }
    return render(request, "accounts/account.html", context)


def why_not(refuse: Callable[..., None], account: Account, admin: Account) -> str:
    """Return why an admin cannot do something to an account; empty if they can."""
    try:
        refuse(account, by=admin)
    except ValidationError as problem:
        return str(problem.messages[0])
    return ""
