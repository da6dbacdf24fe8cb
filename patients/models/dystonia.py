"""What kind of dystonia a patient has, in the terms of the MDS classification.

Axis I gives the distribution over the body, axis II the cause
(Albanese et al., Movement Disorders 2013; 28: 863-873).
"""

from datetime import date
from typing import ClassVar, TypedDict

from django.db import models
from django.db.models import Q

from patients.models.entry import Entry, EntryQuerySet, Status


class Distribution(models.TextChoices):
    """Body distribution, axis I."""

    FOCAL = "focal", "Focal"
    SEGMENTAL = "segmental", "Segmental"
    MULTIFOCAL = "multifocal", "Multifocal"
    GENERALIZED = "generalized", "Generalized"
    HEMIDYSTONIA = "hemidystonia", "Hemidystonia"


class Site(models.TextChoices):
    """Where a focal dystonia is."""

    CERVICAL = "cervical", "Cervical"
    OROMANDIBULAR = "oromandibular", "Oromandibular"
    BLEPHAROSPASM = "blepharospasm", "Blepharospasm"
    LARYNGEAL = "laryngeal", "Laryngeal"
    UPPER_LIMB = "upper limb", "Upper limb"
    LOWER_LIMB = "lower limb", "Lower limb"
    TRUNK = "trunk", "Trunk"
    OTHER = "other", "Other site"


class Cause(models.TextChoices):
    """Cause, axis II, as far as the clinic records it."""

    IDIOPATHIC = "idiopathic", "Idiopathic"
    GENETIC = "genetic", "Genetic"
    PARKINSONS_DISEASE = "Parkinson's disease", "Parkinson's disease"
    CEREBRAL_PALSY = "cerebral palsy", "Cerebral palsy"
    OTHER_ACQUIRED = "other acquired", "Other acquired"
    UNKNOWN = "unknown", "Unknown"


class DystoniaValues(TypedDict):
    """The fields of a dystonia, in a form and in the record."""

    distribution: str
    site: str
    cause: str
    since_on: date | None


class Dystonia(Entry):
    """A patient's dystonia: distribution, site where focal, cause, and since when."""

    KIND = "dystonias"
    CALLED = "Dystonia"

    distribution = models.CharField(max_length=20, choices=Distribution.choices)
    site = models.CharField(max_length=20, choices=Site.choices, blank=True)
    cause = models.CharField(max_length=30, choices=Cause.choices, default=Cause.UNKNOWN)
    since_on = models.DateField("since", null=True, blank=True)

    objects: ClassVar[EntryQuerySet["Dystonia"]] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    CARE_DATES = ("since_on",)

    class Meta(Entry.Meta):
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(distribution__in=Distribution.values) & Q(cause__in=Cause.values),
                name="dystonia_codes_are_known",
            ),
            models.CheckConstraint(
                condition=(
                    Q(distribution=Distribution.FOCAL, site__in=Site.values)
                    | (~Q(distribution=Distribution.FOCAL) & Q(site=""))
                ),
                name="dystonia_has_a_site_exactly_when_focal",
            ),
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(status=Status.LIVE),
                name="dystonia_one_live",
            ),
        ]

    def __str__(self) -> str:
        """As a clinician says it: ``Cervical dystonia``, ``Blepharospasm``, ``Hemidystonia``."""
        if self.site == Site.BLEPHAROSPASM:
            return "Blepharospasm"
        if self.distribution == Distribution.HEMIDYSTONIA:
            return "Hemidystonia"
        where = self.site if self.site and self.site != Site.OTHER else self.distribution
        return f"{where.capitalize()} dystonia"
