"""Signing who should have access to a clinic, and ending the access of all others."""

import uuid
from collections.abc import Mapping, Sequence
from copy import copy

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from patients import access, audit
from patients.access import Right
from patients.accounts.actions import memberships
from patients.actions.conflicts import ChangedMeanwhile, refuse_hidden, repetition, retried
from patients.models import (
    AccessReview,
    AccessReviewLine,
    Account,
    Clinic,
    Decision,
    Membership,
    MembershipQuerySet,
)


def to_review(clinic: Clinic) -> MembershipQuerySet:
    """Return every membership that gives access to the clinic now or later, by name."""
    rows = clinic.memberships.unended().select_related("account")
    return rows.order_by("account__full_name", "pk")


@retried
def sign(
    *, clinic: Clinic, by: Account, form_token: uuid.UUID, decisions: Mapping[int, str]
) -> AccessReview:
    """Save the decision on each membership, by its id, and end those to be ended.

    The same form sent again returns the review it signed. Raises ``PermissionDenied``,
    ``ValidationError``, ``AlreadySaved``, or ``ChangedMeanwhile`` if by now other people
    have access than those who were decided on.
    """
    access.require(by, clinic.pk, Right.ADMINISTER)
    with transaction.atomic():
        clinic = memberships.lock(clinic, by)
        saved = AccessReview.objects.filter(form_token=form_token).first()
        if saved is not None:
            refuse_hidden(by, saved.clinic_id, Right.ADMINISTER)
            sent = AccessReview(clinic=clinic, signed_by=by, form_token=form_token)
            lines = list(saved.lines.order_by("pk"))
            repetition([saved, *lines], [sent, *lines_of(saved, lines, decisions)])
            return saved
        rows = list(to_review(clinic))
        if {row.pk for row in rows} != set(decisions):
            raise ChangedMeanwhile(
                "A member got or lost access after you opened the review: it shows them now."
            )
        review = AccessReview.objects.create(clinic=clinic, signed_by=by, form_token=form_token)
        for row in rows:
            decide(review, row, decisions[row.pk])
        audit.record("review-access", by=by, clinic_id=clinic.pk, about=review)
    return review


def lines_of(
    review: AccessReview, lines: Sequence[AccessReviewLine], decisions: Mapping[int, str]
) -> list[AccessReviewLine]:
    """Return the unsaved lines that a signed review would have with ``decisions``.

    Names and roles are the ones signed, because they come from the membership, not the form.
    """
    signed = {line.membership_id: line for line in lines}
    described = []
    for membership_id, decision in decisions.items():
        empty = AccessReviewLine(review=review, membership_id=membership_id)
        line = copy(signed.get(membership_id, empty))
        line.decision = decision
        described.append(line)
    return described


def decide(review: AccessReview, membership: Membership, decision: str) -> None:
    """Write one line of a review and carry it out, in the transaction of the caller."""
    AccessReviewLine.objects.create(
        review=review,
        membership=membership,
        full_name=membership.account.full_name,
        email=membership.account.email,
        role=membership.role,
        decision=decision,
    )
    if decision == Decision.END:
        if membership.account_id == review.signed_by_id:
            raise ValidationError(memberships.OWN)
        memberships.refuse_without_admin(membership)
        memberships.end_at(membership, timezone.now(), by=review.signed_by)
