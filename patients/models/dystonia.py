"""What kind of dystonia a patient has, in the terms of the MDS classification.

Axis I gives the distribution over the body and the age at onset, axis II the cause. There are
two editions: Albanese et al., Movement Disorders 2013; 28: 863-873, and its revision of 2025,
which keeps both axes.
"""

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from functools import partial
from typing import ClassVar, TypedDict

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import BooleanField, Func, Q, Value
from django.db.models.lookups import Exact

from patients.days import Day
from patients.models.entry import Entry, EntryQuerySet, Status
from patients.models.inexact_days import InexactDayField, is_day_told

OLDEST = 120  # years


class Distribution(models.TextChoices):
    """Body distribution, axis I."""

    FOCAL = "focal", "Focal"
    SEGMENTAL = "segmental", "Segmental"
    MULTIFOCAL = "multifocal", "Multifocal"
    GENERALIZED = "generalized", "Generalized"
    HEMIDYSTONIA = "hemidystonia", "Hemidystonia"


class Site(models.TextChoices):
    """A part of the body. A limb is the right, the left, or both."""

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


class Edition(models.TextChoices):
    """The edition of the classification in whose terms a dystonia is recorded."""

    MDS_2013 = "MDS 2013", "MDS 2013"
    MDS_2025 = "MDS 2025", "MDS 2025"


LIMBS = frozenset({Site.UPPER_LIMB, Site.LOWER_LIMB})
NOT_POSSIBLE = {
    Distribution.FOCAL: "A focal dystonia has one site: choose one, or another distribution.",
    Distribution.SEGMENTAL: "A segmental dystonia has two sites or more, or both arms or legs.",
    Distribution.MULTIFOCAL: "A multifocal dystonia has two sites or more.",
    Distribution.GENERALIZED: (
        "A generalized dystonia has the trunk and two other sites, or both arms or legs:"
        " choose these, or none."
    ),
    Distribution.HEMIDYSTONIA: (
        "A hemidystonia has two sites or more, on one side: choose these, or none."
    ),
}
# Made of Django's class, because migrations would import ours.
IsSet = partial(Func, function="is_set", output_field=BooleanField())


class DystoniaValues(TypedDict):
    """The fields of a dystonia, in a form and in the record."""

    distribution: str
    sites: list[str]
    cause: str
    age_at_onset: int | None
    since_on: Day | None
    edition: str


def in_order(sites: Collection[str]) -> list[str]:
    """Each of some sites once, in the order in which pages list them."""
    return [site.value for site in Site if site in sites]


def why_impossible(distribution: str, sites: Collection[str]) -> str:
    """Say in a sentence why a distribution cannot have these sites; empty if it can.

    Both editions define: one region is focal; two or more that adjoin are segmental, as both
    arms are; two or more that do not adjoin are multifocal; the trunk and at least two others
    are generalized; several of one side of the body are hemidystonia. Which regions adjoin is
    left to the clinician, and so are the sites of the last two.
    """
    if distribution == Distribution.FOCAL and not sites:
        return "Choose the site of the focal dystonia."
    return "" if is_possible(distribution, set(sites)) else NOT_POSSIBLE[Distribution(distribution)]


def is_possible(distribution: str, sites: AbstractSet[str]) -> bool:
    """True if a distribution can have these sites. A limb counts as two: it may be both."""
    others = sites - {Site.TRUNK}
    are_several, are_two_others = len(sites) > 1, len(others) > 1 or bool(others & LIMBS)
    match distribution:
        case Distribution.FOCAL:
            return len(sites) == 1
        case Distribution.SEGMENTAL:
            return are_several or bool(sites & LIMBS)
        case Distribution.GENERALIZED:
            return not sites or (Site.TRUNK in sites and are_two_others)
        case Distribution.HEMIDYSTONIA:
            return not sites or are_several
    return are_several


class Dystonia(Entry):
    """A patient's dystonia: distribution, sites, cause, age at onset, and since when."""

    KIND = "dystonias"
    CALLED = "Dystonia"

    distribution = models.CharField(max_length=20, choices=Distribution.choices)
    sites = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    cause = models.CharField(max_length=30, choices=Cause.choices, default=Cause.UNKNOWN)
    age_at_onset = models.PositiveSmallIntegerField("age at onset, years", null=True, blank=True)
    since_on = InexactDayField("since", null=True, blank=True)
    edition = models.CharField(
        "classification", max_length=10, choices=Edition.choices, default=Edition.MDS_2025
    )

    objects: ClassVar[EntryQuerySet["Dystonia"]] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    CARE_DATES = ("since_on",)

    class Meta(Entry.Meta):
        constraints: ClassVar = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    distribution__in=Distribution.values,
                    sites__contained_by=Site.values,
                    cause__in=Cause.values,
                    edition__in=Edition.values,
                ),
                name="dystonia_codes_are_known",
            ),
            models.CheckConstraint(
                condition=Exact(IsSet("sites"), Value(value=True)),
                name="dystonia_names_each_site_once",
            ),
            # A segmental or multifocal one without sites is from before several were recorded.
            models.CheckConstraint(
                condition=(
                    Q(distribution=Distribution.FOCAL, sites__len=1)
                    | (
                        Q(distribution=Distribution.SEGMENTAL)
                        & (~Q(sites__len=1) | Q(sites__overlap=in_order(LIMBS)))
                    )
                    | Q(distribution=Distribution.GENERALIZED, sites__len=0)
                    | (
                        Q(distribution=Distribution.GENERALIZED)
                        & Q(sites__contains=[Site.TRUNK.value])
                        & (Q(sites__len__gt=2) | Q(sites__overlap=in_order(LIMBS)))
                    )
                    | (
                        Q(distribution__in=[Distribution.MULTIFOCAL, Distribution.HEMIDYSTONIA])
                        & ~Q(sites__len=1)
                    )
                ),
                name="dystonia_has_the_sites_of_its_distribution",
            ),
            models.CheckConstraint(
                condition=Q(age_at_onset=None) | Q(age_at_onset__lte=OLDEST),
                name="dystonia_begins_at_an_age_up_to_120",
            ),
            models.CheckConstraint(
                condition=is_day_told("since_on"), name="dystonia_since_is_a_day_told"
            ),
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(status=Status.LIVE),
                name="dystonia_one_live",
            ),
        ]

    def __str__(self) -> str:
        """As a clinician says it: ``Cervical dystonia``, ``Blepharospasm``, ``Hemidystonia``."""
        name = self.name
        whole_words = {Distribution.HEMIDYSTONIA.label, Site.BLEPHAROSPASM.label}
        name = name if name in whole_words else f"{name} dystonia"
        return f"{name}: {self.sites_in_words}" if self.sites_in_words else name

    @property
    def name(self) -> str:
        """The site of a focal dystonia, if it has a name; else the distribution."""
        told = self.distribution
        if told == Distribution.FOCAL and self.sites != [Site.OTHER]:
            (told,) = self.sites
        return told.capitalize()

    @property
    def sites_in_words(self) -> str:
        """The sites that ``name`` does not tell: ``cervical, upper limb``; empty without any."""
        if self.distribution == Distribution.FOCAL:
            return ""
        return ", ".join(Site(site).label.lower() for site in self.sites)
