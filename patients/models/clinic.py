"""Clinics, and who holds which role in which of them."""

from datetime import date, datetime, time, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.lookups import Exact
from django.utils import timezone

from patients.models.look_alikes import Folded, Shape
from patients.models.visible_text import validate_visible


def validate_time_zone(name: str) -> None:
    """Raise ``ValidationError`` unless ``name`` is a zone of the IANA database."""
    if name not in available_timezones():
        raise ValidationError("%(name)s is not a time zone.", params={"name": name})


class Clinic(models.Model):
    """A clinic. Only its own members see its patients.

    ``contact`` is one line for printed sheets that says how to reach the clinic.
    """

    name = models.CharField(max_length=200, validators=[validate_visible])
    time_zone = models.CharField(max_length=64, validators=[validate_time_zone])
    contact = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Folded(F("name")), name="clinic_name_unique"),
            models.UniqueConstraint(Shape(F("name")), name="clinic_name_looks_unique"),
            models.CheckConstraint(
                condition=~Q(Exact(Folded(F("name")), Value(""))),
                name="clinic_is_named",
                violation_error_message="Enter a name that can be seen.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def today(self) -> date:
        """Today's calendar date where the clinic is; dates of care are dates of this calendar."""
        return self.day_of(timezone.now())

    def day_of(self, instant: datetime) -> date:
        """The calendar date on which an instant fell where the clinic is."""
        return self.clock(instant).date()

    def clock(self, instant: datetime) -> datetime:
        """An instant in the clinic's time zone."""
        return instant.astimezone(ZoneInfo(self.time_zone))

    def start_of(self, day: date) -> datetime:
        """The instant at which a day begins where the clinic is."""
        return datetime.combine(day, time(), ZoneInfo(self.time_zone))

    def last_day_before(self, end: datetime) -> date:
        """The last day on which something holds that ends at an instant."""
        return self.day_of(end - timedelta(microseconds=1))

    def end_of(self, day: date) -> datetime:
        """The instant at which a day is over where the clinic is."""
        return self.start_of(day + timedelta(days=1))


class Role(models.TextChoices):
    """The role of a member in one clinic."""

    NEUROLOGIST = "neurologist", "Neurologist"
    NURSE = "nurse", "Nurse"
    ADMIN = "admin", "Admin"


# The longest that emergency access can last.
EMERGENCY_LASTS = timedelta(hours=4)


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships, by when they hold and how they began."""

    def current(self) -> "MembershipQuerySet":
        """Keep those that hold at this instant, of accounts that are active."""
        now = timezone.now()
        return self.filter(
            Q(until=None) | Q(until__gt=now), since__lte=now, account__is_active=True
        )

    def emergencies(self) -> "MembershipQuerySet":
        """Keep those that were taken in an emergency; they may have ended."""
        return self.filter(is_emergency=True)

    def granted(self) -> "MembershipQuerySet":
        """Keep those that an admin granted and that hold now or later, of deactivated accounts too.

        Emergency access is taken, not granted. It gives the visited clinic's admins no say
        over the account, and takes none from the admins of the account's own clinics.
        """
        return self.unended().filter(is_emergency=False)

    def unended(self) -> "MembershipQuerySet":
        """Keep those that hold now or later, of deactivated accounts too."""
        return self.filter(Q(until=None) | Q(until__gt=timezone.now()))

    def admins(self) -> "MembershipQuerySet":
        """Keep those that make an account an admin now."""
        return self.current().filter(role=Role.ADMIN)

    def newest(self) -> "MembershipQuerySet":
        """Keep the newest membership of each account in each clinic."""
        newer = Membership.objects.filter(
            account=OuterRef("account"), clinic=OuterRef("clinic"), since__gt=OuterRef("since")
        )
        return self.filter(~Exists(newer))


class Membership(models.Model):
    """One role of one account in one clinic, from ``since`` until just before ``until``.

    An account has one role at a time in a clinic, so that no admin is also a clinician
    there. An admin grants a membership. Only emergency access is taken without one, by a
    clinician of another clinic, for a few hours and with a reason.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    is_emergency = models.BooleanField(default=False)
    emergency_reason = models.CharField(max_length=500, blank=True)

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="membership_role_is_known"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="membership_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(is_emergency=False, emergency_reason="")
                | (Q(is_emergency=True, until__isnull=False) & ~Q(emergency_reason="")),
                name="membership_in_emergency_has_reason_and_end",
            ),
            models.CheckConstraint(
                condition=Q(is_emergency=False)
                | Q(
                    until__lte=F("since") + EMERGENCY_LASTS,
                    role__in=[Role.NEUROLOGIST, Role.NURSE],
                ),
                name="membership_in_emergency_is_short_and_clinical",
            ),
            ExclusionConstraint(
                name="membership_one_role_at_a_time",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("clinic", RangeOperators.EQUAL),
                    (
                        Func(
                            "since",
                            "until",
                            function="TSTZRANGE",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}, {self.get_role_display()}, {self.clinic}"

    @property
    def has_ended(self) -> bool:
        """True if it no longer holds."""
        return self.until is not None and self.until <= timezone.now()

    @property
    def is_granted(self) -> bool:
        """True if an admin granted it and it holds now or later, as ``granted()`` keeps it."""
        return not self.is_emergency and not self.has_ended

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, by the clinic's calendar; none if no end is set."""
        return self.until and self.clinic.last_day_before(self.until)
