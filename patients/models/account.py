"""Who signs in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by e-mail whatever its case, as people type it."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account that signs in with this e-mail.

        Raises ``Account.DoesNotExist`` where there is none.
        """
        return self.get(email=(username or "").lower())


class Account(AbstractBaseUser):
    """A member of staff, signing in by e-mail (kept in lower case). Never deleted.

    What an account may do follows from its memberships, never from the account.
    """

    email = models.EmailField(max_length=254, unique=True)
    full_name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects = AccountManager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="account_email_is_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @cached_property
    def roles(self) -> dict[int, str]:
        """The role held now in each clinic, by the clinic's id; read once per request."""
        return dict(self.memberships.current().values_list("clinic_id", "role"))
