"""Reviewing who has access to a clinic, and the record of each review."""

from functools import partial

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
from patients.web.posting import Saved, answer, sent
from patients.web.requests import SignedInRequest


@require_safe
def list_access_reviews(request: SignedInRequest) -> HttpResponse:
    """The reviews of each clinic, and when the next is due."""
    standings = [standing(clinic) for clinic in clinics_run_by(request.user)]
    return render(request, "accounts/access_reviews.html", {"standings": standings})


@require_http_methods(["GET", "HEAD", "POST"])
def review_access(request: SignedInRequest, clinic_id: int) -> HttpResponse:
    """Everyone who has access to a clinic: keep or end each, and sign."""
    admin = request.user
    clinic = access.open_clinic(admin, clinic_id, Right.ADMINISTER)
    members = list(with_factors(access_reviews.to_review(clinic)))
    form = AccessReviewForm(sent(request), memberships=members, by=admin)
    return answer(
        request,
        form,
        action=partial(access_reviews.sign, clinic=clinic, by=admin),
        saved=lambda review: Saved(
            "The review is signed.", reverse("access-review", args=[review.pk])
        ),
        template="accounts/review_access.html",
        context=lambda: {
            "clinic": clinic,
            "lines": [
                (list_row(row), field, row.account_id == admin.pk) for row, field in form.lines
            ],
            "emergencies": emergencies_since_last(clinic),
            "invited": Invitation.objects.open().filter(clinic=clinic).count(),
        },
    )


@require_safe
def show_access_review(request: SignedInRequest, review_id: int) -> HttpResponse:
    """A signed review as it was signed."""
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
