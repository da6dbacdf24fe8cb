"""Who a person is to the hospital's provider of accounts, tied to their account here."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from patients.models.account import Account
from patients.models.clinic import Membership


class OutsideIdentityQuerySet(models.QuerySet["OutsideIdentity"]):
    """Outside identities, by whether they still open an account."""

    def unended(self) -> Self:
        """Keep those that nobody ended; their account may have been closed or have left."""
        return self.filter(ended_at=None)

    def live(self) -> Self:
        """Keep those that open an account: an active one, with a membership granted by an admin."""
        granted = Membership.objects.granted().filter(account=OuterRef("account"))
        return self.unended().filter(Exists(granted), account__is_active=True)


class OutsideIdentity(models.Model):
    """An issuer and subject of ID tokens that opens one account, from ``tied_at`` on.

    Nothing else that a provider says of a person is kept. Never deleted. A trigger allows it to
    be ended once, and nothing else.
    """

    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="outside_identities"
    )
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    tied_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects: ClassVar[OutsideIdentityQuerySet] = OutsideIdentityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["issuer", "subject"],
                condition=Q(ended_at=None),
                name="outsideidentity_opens_one_account",
            ),
            models.UniqueConstraint(
                fields=["account", "issuer"],
                condition=Q(ended_at=None),
                name="outsideidentity_one_each",
            ),
            models.CheckConstraint(
                condition=~Q(issuer="") & ~Q(subject=""), name="outsideidentity_is_named"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_by__isnull=False),
                name="outsideidentity_end_has_an_author",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}, at {self.issuer}"
