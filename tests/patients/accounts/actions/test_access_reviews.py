"""Signing an access review: every member is decided on, and what is ended ends at once."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from patients.accounts.actions import access_reviews
from patients.actions.conflicts import ChangedMeanwhile
from patients.models import AccessReview, Account, Clinic
from tests.factories import a_nurse
from tests.patients.events import events

pytestmark = pytest.mark.django_db


def sign(
    clinic: Clinic, by: Account, *ended: Account, token: uuid.UUID | None = None
) -> AccessReview:
    decisions = {
        row.pk: "end" if row.account in ended else "keep"
        for row in access_reviews.to_review(clinic)
    }
    token = token or uuid.uuid4()
    return access_reviews.sign(clinic=clinic, by=by, form_token=token, decisions=decisions)


def test_a_review_is_kept_as_signed_and_ends_what_it_ends(
    clinic: Clinic, nurse: Account, admin: Account
):
    review = sign(clinic, admin, nurse)

    lines = review.lines.order_by("full_name").values_list("full_name", "role", "decision")
    assert list(lines) == [
        (admin.full_name, "admin", "keep"),
        (nurse.full_name, "nurse", "end"),
    ]
    assert Account.objects.get(pk=nurse.pk).roles == {}
    assert [each["action"] for each in events()] == ["end-membership", "review-access"]


def test_a_review_sent_twice_is_signed_once(clinic: Clinic, nurse: Account, admin: Account):
    token = uuid.uuid4()
    decisions = {row.pk: "keep" for row in access_reviews.to_review(clinic)}
    decisions[nurse.memberships.get().pk] = "end"

    first, again = (
        access_reviews.sign(clinic=clinic, by=admin, form_token=token, decisions=decisions)
        for _ in range(2)
    )

    assert first == again
    assert [each["action"] for each in events()].count("review-access") == 1


def test_a_member_who_joined_meanwhile_is_a_conflict(
    clinic: Clinic, nurse: Account, admin: Account
):
    decisions = {row.pk: "keep" for row in access_reviews.to_review(clinic)}
    a_nurse(clinic)

    with pytest.raises(ChangedMeanwhile, match="got or lost access"):
        access_reviews.sign(clinic=clinic, by=admin, form_token=uuid.uuid4(), decisions=decisions)


def test_no_admin_ends_their_own_membership_by_a_review(clinic: Clinic, admin: Account):
    with pytest.raises(ValidationError, match="your own membership"):
        sign(clinic, admin, admin)

    assert not AccessReview.objects.exists()


def test_only_an_admin_signs(clinic: Clinic, nurse: Account):
    with pytest.raises(PermissionDenied):
        sign(clinic, nurse)
