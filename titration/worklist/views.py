"""The patients of the reader's clinics, and a search among them."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from patients import access
from patients.access import Right
from patients.models import Account, Clinic
from patients.web.requests import SignedInRequest
from titration.standing.due import bring_forward
from titration.standing.models import Standing
from titration.worklist import kept_searches
from titration.worklist import page as worklist_page
from titration.worklist.forms import ALL, NarrowingForm, SearchForm, WorklistForm
from titration.worklist.recent import recently_opened
from titration.worklist.search_page import find
from titration.worklist.viewer import viewer_in


@require_http_methods(["GET", "HEAD", "POST"])
def worklist(request: SignedInRequest) -> HttpResponse:
    """Show a page of all patients that the reader may read; on POST, search among them.

    It is the start page; an admin without a clinical role is sent on to the accounts.
    """
    if request.method != "POST" and runs_accounts_only(request.user):
        return redirect("accounts")
    clinics = access.open_clinics(request.user, Right.READ)
    return search(request, clinics) if request.method == "POST" else listed(request, clinics)


def runs_accounts_only(account: Account) -> bool:
    """True if the account is admin of a clinic and clinician of none."""
    runs_accounts = access.clinics_where(account, Right.ADMINISTER)
    return bool(runs_accounts) and not access.clinics_where(account, Right.READ)


def listed(request: SignedInRequest, clinics: list[Clinic]) -> HttpResponse:
    """Show the list of the clinic that the address names, or else of the reader's first clinic."""
    due = bring_forward(clinics, by=request.user)
    asked = WorklistForm(request.GET).asked()
    clinic = next((each for each in clinics if each.pk == asked.clinic), clinics[0])
    page = worklist_page.worklist(viewer_in(clinic, request.user), clinics, asked)
    recent = recently_opened(request.user, clinics)
    shown = [*page.patient_ids, *(each.patient_id for each in recent)]
    access.record_list_shown(request.user, [*dict.fromkeys(shown)])
    context = {
        "worklist": page,
        "filters": NarrowingForm(request.GET) if asked.view == ALL else None,
        "recent": recent,
        "not_of_today": worklist_page.not_of_today(due),
    }
    return render(request, "worklist/worklist.html", context)


def search(request: SignedInRequest, clinics: list[Clinic]) -> HttpResponse:
    """Open the chart for a whole record number; keep any other search and redirect to its page.

    The page has an address of its own, so that going back to it sends no form again.
    """
    form = SearchForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "text": form["q"].value()}
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "worklist/found.html", context, status=status)
    text = form.cleaned_data["q"]
    if not text:
        return redirect("worklist")
    patient_id = Standing.objects.in_clinics([clinic.pk for clinic in clinics]).numbered(text)
    if patient_id is not None:
        access.record_list_shown(request.user, [patient_id])
        return redirect("patient-chart", patient_id)
    response = redirect("found", kept_searches.keep(request.session, text))
    response.status_code = HTTPStatus.SEE_OTHER
    return response


@require_safe
def found(request: SignedInRequest, token: str) -> HttpResponse:
    """Show the patients whom a search of this session finds, and those whose names are near."""
    clinics = access.open_clinics(request.user, Right.READ)
    text = kept_searches.text_of(request.session, token)
    if text is None:
        messages.info(request, "That search is no longer kept. Search again to see its patients.")
        return redirect("worklist")
    due = bring_forward(clinics, by=request.user)
    viewers = {clinic.pk: viewer_in(clinic, request.user) for clinic in clinics}
    listing = find(text, viewers)
    access.record_list_shown(request.user, listing.patient_ids)
    context = {
        "text": text,
        "found": listing,
        "not_of_today": worklist_page.not_of_today(due),
    }
    return render(request, "worklist/found.html", context)
