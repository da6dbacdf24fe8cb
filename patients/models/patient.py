"""Patients, and what their details were before each change."""

from copy import copy
from datetime import date, datetime
from typing import ClassVar, TypedDict

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.lookups import Exact
from django.utils import timezone

from patients.days import Day
from patients.models.clinic import Clinic
from patients.models.folded_names import FOLDED_NAME, NameFolded, NameInAscii
from patients.models.inexact_days import InexactDayField, is_day_told
from patients.models.look_alikes import Folded, NumberKeys, Shape, without_spaces

# What the search looks for within names and numbers: slips, likeness, digits after a sign.
TRIGRAMS = (
    OpClass(NameInAscii("family_folded"), name="gin_trgm_ops"),
    OpClass(NameInAscii("given_folded"), name="gin_trgm_ops"),
    OpClass(NumberKeys("number_folded"), name="gin_trgm_ops"),
)


class Sex(models.TextChoices):
    """FHIR R4 AdministrativeGender."""

    FEMALE = "female", "Female"
    MALE = "male", "Male"
    OTHER = "other", "Other"
    UNKNOWN = "unknown", "Not known"


def age_on(day: date, born_on: date) -> int:
    """Completed years of life on ``day``; a birthday on 29 February is 1 March in other years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def full_name(family_name: str, given_name: str) -> str:
    """A name, letter for letter as recorded: ``van Example, Ada``; one name has no comma."""
    return ", ".join(name for name in (family_name, given_name) if name)


class PatientValues(TypedDict):
    """The fields that identify a patient, in a form and in the record."""

    record_number: str
    family_name: str
    given_name: str
    born_on: Day | None
    sex: str


class PatientDetails(models.Model):
    """The details that identify a patient. Former details are kept at every change.

    ``family_folded`` and ``given_folded`` are the names as they are searched and compared.
    """

    record_number = models.CharField(max_length=30)
    family_name = models.CharField(max_length=100, blank=True)
    given_name = models.CharField(max_length=100, blank=True)
    family_folded = models.GeneratedField(
        expression=NameFolded("family_name"), output_field=FOLDED_NAME, db_persist=True
    )
    given_folded = models.GeneratedField(
        expression=NameFolded("given_name"), output_field=FOLDED_NAME, db_persist=True
    )
    born_on = InexactDayField("birth date", null=True, blank=True)
    sex = models.CharField(max_length=10, choices=Sex.choices, default=Sex.UNKNOWN)

    DETAILS: ClassVar = tuple(PatientValues.__annotations__)

    class Meta:
        abstract = True

    @property
    def details(self) -> PatientValues:
        """The identifying values now, by field name."""
        return {
            "record_number": self.record_number,
            "family_name": self.family_name,
            "given_name": self.given_name,
            "born_on": self.born_on,
            "sex": self.sex,
        }

    @property
    def full_name(self) -> str:
        """The name as the function ``full_name`` writes it."""
        return full_name(self.family_name, self.given_name)


class Patient(PatientDetails):
    """A person treated in one clinic, known there by a record number.

    ``version`` counts the changes of details, so that a form that was opened before
    another person's change is noticed when it is sent. No two record numbers of a clinic
    read or look the same: ``number_folded`` and ``number_shape`` are unique. A person with
    one name has it as either name, and the other one is empty.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="patients")
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    registered_at = models.DateTimeField(default=timezone.now, editable=False)
    form_token = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    number_folded = models.GeneratedField(
        expression=Folded(without_spaces("record_number")),
        output_field=models.TextField(),
        db_persist=True,
    )
    number_shape = models.GeneratedField(
        expression=Shape(without_spaces("record_number")),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["clinic", "number_folded"],
                name="patient_record_number_unique_in_clinic",
            ),
            models.UniqueConstraint(
                fields=["clinic", "number_shape"],
                name="patient_record_number_looks_unique_in_clinic",
            ),
            models.CheckConstraint(
                condition=Q(sex__in=Sex.values), name="patient_sex_is_known_code"
            ),
            models.CheckConstraint(
                condition=~Q(number_folded="")
                & (Q(family_name="") | ~Q(Exact(Folded(F("family_name")), Value(""))))
                & (Q(given_name="") | ~Q(Exact(Folded(F("given_name")), Value(""))))
                & ~Q(family_name="", given_name=""),
                name="patient_is_named_and_numbered",
            ),
            models.CheckConstraint(
                condition=is_day_told("born_on"), name="patient_birth_is_a_day_told"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["clinic", "family_folded", "given_folded"], name="patient_by_family_name"
            ),
            models.Index(
                fields=["clinic", "given_folded", "family_folded"], name="patient_by_given_name"
            ),
            models.Index(fields=["clinic", "born_on"], name="patient_by_birth_date"),
            GinIndex(*TRIGRAMS, name="patient_by_trigrams", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} ({self.record_number})"

    def as_known(self, instant: datetime) -> "Patient":
        """A copy with the details that were recorded at an instant; the same if none changed."""
        changed_later = self.former_details.filter(believed_until__gt=instant)
        former = changed_later.order_by("version").first()
        then = copy(self)
        for name, value in (former or self).details.items():
            setattr(then, name, value)
        return then


class FormerDetails(PatientDetails):
    """Details of a patient that were recorded until a person changed them.

    ``version`` is the patient's version that had these details. A trigger refuses a change
    of a patient's details before the former ones are kept here.
    """

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="former_details")
    version = models.PositiveIntegerField(editable=False)
    number_folded = models.GeneratedField(
        expression=Folded(without_spaces("record_number")),
        output_field=models.TextField(),
        db_persist=True,
    )
    believed_until = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name_plural = "former details"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["patient", "version"], name="formerdetails_one_each"),
            models.CheckConstraint(
                condition=is_day_told("born_on"), name="formerdetails_birth_is_a_day_told"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["family_folded"], name="formerdetails_by_family_name"),
            models.Index(fields=["given_folded"], name="formerdetails_by_given_name"),
            models.Index(fields=["number_folded"], name="formerdetails_by_number"),
            GinIndex(*TRIGRAMS, name="formerdetails_by_trigrams", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} ({self.record_number}), until {self.believed_until:%d-%b-%Y}"
