"""Invitations: an e-mail address, and the role in a clinic that its owner may take up."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone

from patients.models.clinic import Clinic, Membership, Role
from patients.models.one_time_link import OneTimeLink, OneTimeLinkQuerySet


class InvitationQuerySet(OneTimeLinkQuerySet["Invitation"]):
    """Invitations, by their answer and their sender."""

    def open(self) -> Self:
        """Keep those neither accepted nor withdrawn; they may have expired."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def from_current_admins(self) -> Self:
        """Keep those whose sender is still an admin of the clinic, or was the command line.

        Admins who have left must not come back by an invitation of their own.
        """
        sender = Membership.objects.admins().filter(
            clinic=OuterRef("clinic"), account=OuterRef("invited_by")
        )
        return self.filter(Q(invited_by=None) | Q(Exists(sender)))


class Invitation(OneTimeLink):
    """Who was invited into which clinic, in which role, by whom, and the answer.

    Never deleted. A trigger allows its link to be renewed while it is open, and one
    answer to be written, and refuses every other change. ``invited_by`` is empty if the
    command line made it. ``until`` is when the membership will end, if an end is set.
    """

    OUTCOME = ("accepted_by", "accepted_at", "withdrawn_by", "withdrawn_at")

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=20, choices=Role.choices)
    until = models.DateTimeField(null=True, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[InvitationQuerySet] = InvitationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(OneTimeLink.Meta):
        constraints: ClassVar = [
            *OneTimeLink.Meta.constraints,
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="invitation_email_is_lower_case"
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="invitation_role_is_known"
            ),
            models.CheckConstraint(
                condition=(
                    Q(accepted_by=None, accepted_at=None)
                    | Q(accepted_by__isnull=False, accepted_at__isnull=False, withdrawn_at=None)
                ),
                name="invitation_acceptance_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True) | Q(withdrawn_at__isnull=False),
                name="invitation_withdrawal_has_an_instant",
            ),
            models.UniqueConstraint(
                fields=["clinic", "email"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_one_open_each",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.get_role_display()}, {self.clinic}"

    @property
    def is_open(self) -> bool:
        """True if it is not answered yet; it may have expired."""
        return self.accepted_at is None and self.withdrawn_at is None

    @property
    def has_expired(self) -> bool:
        """True if its link has expired, or the membership would have ended by now."""
        ends = [self.expires_at, *([self.until] if self.until else [])]
        return min(ends) <= timezone.now()

    @property
    def last_day(self) -> date | None:
        """The last day of the membership, by the clinic's calendar; none if no end is set."""
        return self.until and self.clinic.last_day_before(self.until)
