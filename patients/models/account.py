"""Accounts, with which the members of staff sign in, and their former names."""

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import connection, models
from django.db.models import F, Q, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.functional import cached_property

from patients.models.clinic import Clinic
from patients.models.look_alikes import Folded

# Selects what ``Membership.objects.current()`` keeps. Written out, because each page runs it and
# the ORM takes three times as long to compose the query as PostgreSQL takes to answer it.
ROLES_HELD = """
    SELECT role, clinic.id, name, time_zone, contact
    FROM patients_membership JOIN patients_clinic clinic ON clinic.id = clinic_id
    WHERE account_id = %(account)s AND since <= %(now)s AND (until IS NULL OR until > %(now)s)
    ORDER BY name
"""
CLINIC = ("id", "name", "time_zone", "contact")

# Sets the acting account until the transaction ends: see ``patients.database.acting_account``.
NAME_ACCOUNT = "SELECT set_config('app.account_id', %s, true)"
ACCOUNT_NAMED = "SELECT current_setting('app.account_id', true)"


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by e-mail whatever its case, as people type it."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account that signs in with this e-mail.

        Raises ``Account.DoesNotExist`` if there is none.
        """
        return self.get(email=(username or "").lower())

    def called(self, text: str) -> "models.QuerySet[Account]":
        """Keep accounts whose name, a former name or e-mail contains a text."""
        former = FormerName.objects.filter(full_name__icontains=text).values("account")
        return self.filter(
            Q(full_name__icontains=text) | Q(email__icontains=text) | Q(pk__in=former)
        )


class Account(AbstractBaseUser):
    """A member of staff, signing in by e-mail (kept in lower case). Never deleted.

    What an account may do follows from its memberships, never from the account.
    A trigger keeps each former name, and the instant of the last change in ``renamed_at``,
    so that what an account did is shown with the name it had at the time.
    """

    email = models.EmailField(max_length=254, unique=True)
    full_name = models.CharField(max_length=200)
    renamed_at = models.DateTimeField(null=True, editable=False)
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
            models.CheckConstraint(
                condition=~Q(Exact(Folded(F("full_name")), Value(""))), name="account_is_named"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def name_at(self, instant: datetime) -> str:
        """The name the account had at an instant. Queries only if it was renamed later."""
        if self.renamed_at is None or self.renamed_at <= instant:
            return self.full_name
        return next(
            (former.full_name for former in self.names_before if former.held_until > instant),
            self.full_name,
        )

    @cached_property
    def names_before(self) -> list["FormerName"]:
        """The former names, earliest first."""
        return list(self.former_names.order_by("held_until", "pk"))

    def check_password(self, raw_password: str | None) -> bool:
        """True if this is the password; if its hash is of an outdated kind, it is replaced."""
        return check_password(raw_password, self.password, self._renew_hash)

    def _renew_hash(self, raw_password: str) -> None:
        """Hash a password anew, as this account: during a sign-in no account is acting yet."""
        self.set_password(raw_password)
        self._password = None  # or Django would report a change of password
        with connection.cursor() as cursor:
            cursor.execute(ACCOUNT_NAMED)
            (acting_account_id,) = cursor.fetchone()
            cursor.execute(NAME_ACCOUNT, [str(self.pk)])
            self.save(update_fields=["password"])
            cursor.execute(NAME_ACCOUNT, [acting_account_id or ""])

    @cached_property
    def held(self) -> list[tuple[str, Clinic]]:
        """Each role held now, and the clinic, by its name; read once per request.

        They are those of ``memberships.current()``, read by ``ROLES_HELD``.
        """
        if not self.is_active:
            return []
        with connection.cursor() as cursor:
            cursor.execute(ROLES_HELD, {"account": self.pk, "now": timezone.now()})
            return [(role, Clinic.from_db(connection.alias, CLINIC, of)) for role, *of in cursor]

    @cached_property
    def roles(self) -> dict[int, str]:
        """The role held now in each clinic, by the clinic's id."""
        return {clinic.pk: role for role, clinic in self.held}


class FormerName(models.Model):
    """A name that an account had until ``held_until``.

    Only a trigger writes it, whenever an account is renamed; the role that serves pages
    may only read it. Append-only by trigger.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="former_names")
    full_name = models.CharField(max_length=200)
    held_until = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["account", "held_until"], name="former_name_by_account")
        ]

    def __str__(self) -> str:
        return f"{self.full_name}, until {self.held_until:%d-%b-%Y}"
