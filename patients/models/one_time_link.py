"""Links that let somebody in once: the database knows them by a hash only."""

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
    """What makes a link: 256 random bits, for an address."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is kept of a token. It is random enough that one round of SHA-256 will do."""
    return hashlib.sha256(token.encode()).hexdigest()


class OneTimeLinkQuerySet(models.QuerySet[L]):
    """Links, by whether they still let somebody in."""

    def opened_by(self, token: str) -> Self:
        """Keep the one this token opens, whatever has become of it."""
        return self.filter(token_hash=hash_of(token))


class OneTimeLink(models.Model):
    """Opened by whoever holds its token, until ``expires_at``, and only once.

    ``OUTCOME`` names what is written after the form that made it.
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
        """Whether it came to its end unused."""
        return self.expires_at <= timezone.now()

    def renew(self) -> str:
        """A new token in place of the old one, which opens nothing any more. Saves nothing."""
        token = new_token()
        self.token_hash, self.expires_at = hash_of(token), timezone.now() + LASTS
        return token
