"""Invitations: an e-mail, and the role that whoever reads it may take up in a clinic."""

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
    """Invitations, by whether they wait for an answer."""

    def open(self) -> Self:
        """Keep those neither accepted nor withdrawn; they may have expired."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def from_current_admins(self) -> Self:
        """Keep those whose sender is still admin of the clinic, or was the command line.

        An admin who has left must not come back by an invitation of his own.
        """
        sender = Membership.objects.admins().filter(
            clinic=OuterRef("clinic"), account=OuterRef("invited_by")
        )
        return self.filter(Q(invited_by=None) | Q(Exists(sender)))


class Invitation(OneTimeLink):
    """Who was asked into which clinic as what, by whom, and what came of it.

    Kept for good: a trigger lets its link be renewed while it is open, and its
    one answer be written, nothing else. ``invited_by`` is empty where the
    command line made it. ``until`` is when the membership will end, if it will.
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
        """Whether it still waits for an answer; it may have expired."""
        return self.accepted_at is None and self.withdrawn_at is None

    @property
    def has_expired(self) -> bool:
        """Whether its link has come to its end, or the membership it promises."""
        ends = [self.expires_at, *([self.until] if self.until else [])]
        return min(ends) <= timezone.now()

    @property
    def last_day(self) -> date | None:
        """The last day of the membership, where the clinic is; none where no end is set."""
        return self.until and self.clinic.last_day_before(self.until)
