"""Resets of a sign-in: a link to choose a password, and why second factors were removed."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from patients.models.account import Account
from patients.models.clinic import Membership
from patients.models.one_time_link import OneTimeLink, OneTimeLinkQuerySet


class SignInResetQuerySet(OneTimeLinkQuerySet["SignInReset"]):
    """Resets, by the state of their link and their maker."""

    def open(self) -> Self:
        """Keep those whose link was neither used nor replaced; it may have expired."""
        return self.filter(used_at=None, replaced_at=None)

    def from_current_admins(self) -> Self:
        """Keep those whose maker is still an admin of a clinic that the account is a member of.

        Neither emergency access nor a membership that ended counts.
        """
        runs = Membership.objects.admins().filter(account=OuterRef(OuterRef("reset_by")))
        member = Membership.objects.granted().filter(
            account=OuterRef("account"), clinic__in=runs.values("clinic")
        )
        return self.filter(Exists(member))


class SignInReset(OneTimeLink):
    """An admin made an account's password unusable; a link lets its owner choose a new one.

    Never deleted. A trigger allows it to be used or replaced once, and nothing else.
    ``reason`` says why the second factors were removed too; it is empty if they were not.
    """

    OUTCOME = ("used_at", "replaced_at")

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="sign_in_resets")
    reset_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reset_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_second_factors = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    used_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    objects: ClassVar[SignInResetQuerySet] = SignInResetQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(OneTimeLink.Meta):
        constraints: ClassVar = [
            *OneTimeLink.Meta.constraints,
            models.CheckConstraint(
                condition=(
                    Q(removed_second_factors=False, reason="")
                    | Q(~Q(reason=""), removed_second_factors=True)
                ),
                name="signinreset_of_second_factors_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(replaced_at=None),
                name="signinreset_used_or_replaced",
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(used_at=None, replaced_at=None),
                name="signinreset_one_open_each",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}, {self.reset_at:%Y-%m-%d %H:%M}"
