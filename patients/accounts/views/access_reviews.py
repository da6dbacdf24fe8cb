"""Reviewing who has access to a clinic, and the record of each review."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from patients import access
from patients.access import Right
from patients.accounts.actions import access_reviews
from patients.accounts.forms.access_reviews import AccessReviewForm
from patients.accounts.presenters.access_reviews import emergencies_since_last, standing
from patients.accounts.presenters.accounts import list_row, minute, with_factors
from patients.accounts.views.administering import clinics_run_by
from patients.models import AccessReview, Invitation
from patients.web.posting import Refused, form_page, saved, sent
from patients.web.requests import SignedInRequest


@require_safe
def list_access_reviews(request: SignedInRequest) -> HttpResponse:
    """List the reviews of each clinic, and when the next is due."""
    standings = [standing(clinic) for clinic in clinics_run_by(request.user)]
    return render(request, "accounts/access_reviews.html", {"standings": standings})


@require_http_methods(["GET", "HEAD", "POST"])
def review_access(request: SignedInRequest, clinic_id: int) -> HttpResponse:
    """Show everyone who has access to a clinic, to keep or end each, and to sign."""
    admin = request.user
    clinic = access.open_clinic(admin, clinic_id, Right.ADMINISTER)
    members = list(with_factors(access_reviews.to_review(clinic)))
    form = AccessReviewForm(sent(request), memberships=members, by=admin)
    if form.is_valid():
        try:
            review = access_reviews.sign(clinic=clinic, by=admin, **form.values)
        except Refused as refusal:
            form.show_refusal(refusal)
        else:
            page = reverse("access-review", args=[review.pk])
            return saved(request, "The review is signed.", page)
    context = {
        "clinic": clinic,
        "lines": [(list_row(row), field, row.account_id == admin.pk) for row, field in form.lines],
        "emergencies": emergencies_since_last(clinic),
        "invited": Invitation.objects.open().filter(clinic=clinic).count(),
    }
    return form_page(request, "accounts/review_access.html", form, **context)


@require_safe
def show_access_review(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Show a review as it was signed."""
    reviews = AccessReview.objects.filter(clinic__in=clinics_run_by(request.user))
    review = reviews.select_related("clinic", "signed_by").filter(pk=review_id).first()
    if review is None:
        raise Http404
    context = {
        "review": review,
        "signed_at": minute(review.signed_at, review.clinic),
        "lines": review.lines.order_by("full_name", "pk"),
    }
    return render(request, "accounts/access_review.html", context)
