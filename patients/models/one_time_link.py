"""Links that work once. The database holds only a hash of their token."""

import hashlib
import secrets
from datetime import timedelta
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

LASTS = timedelta(days=7)

L = TypeVar("L", bound="OneTimeLink")


def new_token() -> str:
    """A token for the address of a link: 256 random bits."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """The hash that is kept of a token: one round of SHA-256, because the token is random."""
    return hashlib.sha256(token.encode()).hexdigest()


class OneTimeLinkQuerySet(models.QuerySet[L]):
    """One-time links, by their token."""

    def opened_by(self, token: str) -> Self:
        """Keep the link that has this token; it may be used or have expired."""
        return self.filter(token_hash=hash_of(token))


class OneTimeLink(models.Model):
    """A link that the holder of its token can use once, until ``expires_at``.

    ``OUTCOME`` names the columns that are written after the form that made it.
    """

    OUTCOME: ClassVar[tuple[str, ...]] = ()

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(editable=False)
    form_token = models.UUIDField(unique=True, editable=False)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(("token_hash__regex", r"^[0-9a-f]{64}$")),
                name="%(class)s_keeps_a_hash",
            ),
        ]

    @property
    def has_expired(self) -> bool:
        """True if ``expires_at`` has passed."""
        return self.expires_at <= timezone.now()

    def renew(self) -> str:
        """Replace the token and return the new one; the old link stops working. Saves nothing."""
        token = new_token()
        self.token_hash, self.expires_at = hash_of(token), timezone.now() + LASTS
        return token
