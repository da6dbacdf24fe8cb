"""The access log of a clinic, page by page and as a file."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from patients.accounts.actions import access_log
from patients.accounts.forms.access_log import AccessLogForm, AccessLogQuery, NarrowLogForm
from patients.accounts.presenters.access_log import as_csv, lines, log_page
from patients.accounts.views.administering import chosen, clinics_run_by
from patients.models import Clinic, RecordNumber
from patients.web.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def show_access_log(request: SignedInRequest) -> HttpResponse:
    """Show a page of the log; on POST, redirect to the page with the filters of the form."""
    clinics = clinics_run_by(request.user)
    clinic = chosen(request, clinics)
    asked, status = AccessLogForm(request.GET).asked(), HTTPStatus.OK
    form = NarrowLogForm(initial=typed(clinic, asked), clinic=clinic)
    if request.method == "POST":
        form = NarrowLogForm(request.POST, clinic=clinic)
        if form.is_valid():
            query = urlencode({"clinic": clinic.pk, **form.asked().in_address})
            return redirect(f"{reverse('access-log')}?{query}")
        asked, status = AccessLogQuery(), HTTPStatus.UNPROCESSABLE_ENTITY
    page = access_log.read(
        clinic=clinic, by=request.user, after=asked.after, before=asked.before, **asked.filters
    )
    context = {
        "form": form,
        "clinic": clinic,
        "clinics": clinics,
        "log": log_page(clinic, page, asked),
        "most_exported": f"{access_log.MOST_EXPORTED:,}",
    }
    return render(request, "accounts/access_log.html", context, status=status)


@require_safe
def export_access_log(request: SignedInRequest) -> HttpResponse:
    """Send the accesses that the address asks for as CSV; days are the clinic's, instants UTC."""
    clinic = chosen(request, clinics_run_by(request.user))
    asked = AccessLogForm(request.GET).asked()
    rows = access_log.export(clinic=clinic, by=request.user, **asked.filters)
    response = HttpResponse(as_csv(lines(clinic, rows)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="access-log-{clinic.pk}.csv"'
    return response


def typed(clinic: Clinic, asked: AccessLogQuery) -> dict[str, object]:
    """Return the initial values of the form for a query, with the patient's record number."""
    numbers = RecordNumber.objects.filter(clinic=clinic, pk=asked.patient or 0)
    number = numbers.values_list("record_number", flat=True).first()
    return {**asked.in_address, "record_number": number or ""}
