"""Make what an admin records: invitations, sign-in resets and access reviews."""

import uuid
from datetime import datetime

from django.utils import timezone

from patients.models import (
    AccessReview,
    AccessReviewLine,
    Account,
    Clinic,
    Decision,
    Invitation,
    SignInReset,
)
from tests.factories.values import numbers


def an_invitation(
    clinic: Clinic,
    *,
    email: str = "",
    role: str = "nurse",
    until: datetime | None = None,
    by: Account | None = None,
) -> tuple[Invitation, str]:
    """Make an open invitation; return it with the token in its link."""
    invitation = Invitation(
        clinic=clinic,
        email=email or f"invited-{next(numbers)}@clinic.example",
        role=role,
        until=until,
        invited_by=by,
        form_token=uuid.uuid4(),
    )
    token = invitation.renew()
    invitation.save()
    return invitation, token


def a_reset(account: Account, *, by: Account, reason: str = "") -> tuple[SignInReset, str]:
    """Make a reset whose link is unused; with a reason, it removes second factors too."""
    reset = SignInReset(
        account=account,
        reset_by=by,
        form_token=uuid.uuid4(),
        removed_second_factors=bool(reason),
        reason=reason,
    )
    token = reset.renew()
    reset.save()
    return reset, token


def an_access_review(
    clinic: Clinic, *, by: Account, signed_at: datetime | None = None
) -> AccessReview:
    """Make a review, by default signed now, that keeps every member."""
    review = AccessReview.objects.create(
        clinic=clinic,
        signed_by=by,
        signed_at=signed_at or timezone.now(),
        form_token=uuid.uuid4(),
    )
    for membership in clinic.memberships.unended().select_related("account"):
        AccessReviewLine.objects.create(
            review=review,
            membership=membership,
            full_name=membership.account.full_name,
            email=membership.account.email,
            role=membership.role,
            decision=Decision.KEEP,
        )
    return review
