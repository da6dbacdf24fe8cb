"""Where each patient stands today: what the worklist shows, finds and sorts by."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import (
    Case,
    F,
    FilteredRelation,
    Func,
    Q,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Upper

from patients.models import Clinic, Distribution, FormerDetails, Patient, Site, Status
from patients.models.keyset import backwards
from patients.models.look_alikes import folded_number
from titration.rules import AMOUNT_DECIMALS, AMOUNT_DIGITS, SEVERITIES

# The keys that each column of the worklist is sorted by. Patients with equal keys are
# sorted by name; those with nothing recorded come first.
SORTS: dict[str, tuple[str, ...]] = {
    "name": ("sort_family", "sort_given"),
    "record-number": ("sort_number",),
    "dystonia": ("sort_dystonia",),
    "regimen": ("sort_doses", "in_words"),
    "total": ("sort_total",),
    "days": ("-sort_since",),
    "side-effects": ("sort_severity", "open_side_effects"),
    "flags": ("attention_count", "notice_count"),
    "clinic": ("sort_clinic",),
}
AMONG_EQUALS = ("sort_family", "sort_given", "patient_id")
NO_DOSES = Value(
    [], ArrayField(models.DecimalField(max_digits=AMOUNT_DIGITS, decimal_places=AMOUNT_DECIMALS))
)


def order_of(sort: str) -> tuple[str, ...]:
    """Return the keys for a name of ``SORTS``, reversed for ``-name``; the last key is unique."""
    keys = SORTS[sort.removeprefix("-")]
    return (*(backwards(keys) if sort.startswith("-") else keys), *AMONG_EQUALS)


# Every patient has a standing. Written as SQL: composing it takes the ORM three times as long
# as PostgreSQL needs to answer.
COUNT = """
    SELECT count(*) FROM (
        SELECT FROM titration_standing WHERE clinic_id = ANY(%s::bigint[]) AND is_listed LIMIT %s
    ) counted
"""


def count_in(clinic_ids: list[int], *, up_to: int) -> int:
    """Count the listed patients of some clinics, at most up to ``up_to``."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [clinic_ids, up_to])
        count: int = cursor.fetchone()[0]
    return count


NAMESAKES = """
    SELECT patient_id FROM titration_standing here
    WHERE patient_id = ANY(%s::bigint[]) AND EXISTS (
        SELECT FROM titration_standing other
        WHERE other.clinic_id = here.clinic_id AND other.patient_id <> here.patient_id
            AND (other.sort_family, other.sort_given) = (here.sort_family, here.sort_given)
    )
"""


def namesakes_among(patient_ids: list[int]) -> set[int]:
    """Keep the patients whose folded name another patient of the clinic has too."""
    with connection.cursor() as cursor:
        cursor.execute(NAMESAKES, [patient_ids])
        return {patient_id for (patient_id,) in cursor.fetchall()}


class StandingQuerySet(models.QuerySet["Standing"]):
    """Standings, as the worklist narrows, finds and sorts them."""

    def in_clinics(self, clinic_ids: list[int]) -> "StandingQuerySet":
        """Keep the standings of the patients of these clinics."""
        return self.filter(clinic__in=clinic_ids)

    def listed(self) -> "StandingQuerySet":
        """Keep the patients who are on lists: those under care."""
        return self.filter(is_listed=True)

    def put(self, standings: list["Standing"]) -> list["Standing"]:
        """Write standings in place of those of the same patients, in one statement."""
        return self.bulk_create(
            standings,
            update_conflicts=True,
            unique_fields=["patient"],
            update_fields=Standing.DERIVED,
        )

    def with_sort_keys(self) -> "StandingQuerySet":
        """Add the live dystonia and the keys that ``SORTS`` names, none of them NULL."""
        live = Q(patient__dystonia_entries__status=Status.LIVE)
        is_named_by_site = Q(dystonia__distribution=Distribution.FOCAL)
        is_named_by_site &= ~Q(dystonia__sites=[Site.OTHER.value])
        sites = Func("dystonia__sites", Value(" "), function="array_to_string")
        both = Func(Value(" "), "dystonia__distribution", sites, function="concat_ws")
        severities = [When(worst_severity=name, then=n) for n, name in enumerate(SEVERITIES)]
        return self.annotate(
            dystonia=FilteredRelation("patient__dystonia_entries", condition=live)
        ).annotate(
            sort_number=F("patient__number_folded"),
            sort_clinic=Upper("clinic__name"),
            sort_dystonia=Case(
                When(is_named_by_site, then=sites), default=both, output_field=models.TextField()
            ),
            sort_doses=Coalesce("doses_mg", NO_DOSES),
            sort_total=Coalesce("total_mg", Value(Decimal(-1))),
            sort_since=Coalesce("regimen_since", Value(date.max)),
            sort_severity=Case(*severities, default=-1),
        )

    def numbered(self, text: str) -> int | None:
        """Return the one patient who has this whole record number; ``None`` if another had it.

        By id.
        """
        number = folded_number(text)
        had_it = FormerDetails.objects.filter(number_folded=number).values("patient")
        either = self.filter(Q(patient__number_folded=number) | Q(patient__in=had_it))
        found = list(either.values_list("patient_id", "patient__number_folded")[:2])
        return found[0][0] if [known for _, known in found] == [number] else None

    def found_by(self, called: Q, numbered: Q) -> "StandingQuerySet":
        """Keep the patients who are ``called`` or ``numbered`` so, or were.

        These are what ``begins_with`` and ``begins_number`` return for what was typed.
        """
        found = (
            Patient.objects.filter(called)
            .values("pk")
            .union(
                Patient.objects.filter(numbered).values("pk"),
                FormerDetails.objects.filter(called).values("patient"),
                FormerDetails.objects.filter(numbered).values("patient"),
            )
        )
        return self.filter(patient__in=found)


class Standing(models.Model):
    """Derived from a patient's entries by the rules, for the day ``as_of``.

    ``doses_mg`` is ``None`` if no dose is recorded, and empty both while nothing is taken and
    for a regimen ``in_words``, which has no total.

    It stays true until ``changes_on``, the first later day on which a step, a side effect
    or a flag begins or ends; ``None`` if no such day is known.
    Written only in ``titration/standing``, which can rebuild it from the entries. Of a patient
    whose care ended it tells nothing: ``is_listed`` is false, and no list shows them.

    A trigger copies the clinic and the names from the patient, so that PostgreSQL reads a
    page of the worklist from an index, however many patients the clinic has.
    """

    patient = models.OneToOneField(
        Patient, on_delete=models.PROTECT, primary_key=True, related_name="standing"
    )
    as_of = models.DateField()
    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, related_name="+", editable=False, db_index=False
    )
    sort_family = models.TextField(editable=False)
    sort_given = models.TextField(editable=False)
    is_listed = models.BooleanField(default=True)
    changes_on = models.DateField(null=True)
    doses_mg = ArrayField(
        models.DecimalField(max_digits=AMOUNT_DIGITS, decimal_places=AMOUNT_DECIMALS),
        null=True,
    )
    in_words = models.TextField(blank=True)
    total_mg = models.DecimalField(max_digits=AMOUNT_DIGITS + 1, decimal_places=2, null=True)
    regimen_since = models.DateField(null=True)
    open_side_effects = models.PositiveIntegerField(default=0)
    worst_severity = models.CharField(max_length=10, blank=True)
    attention_flags = ArrayField(models.CharField(max_length=40), default=list)
    notice_flags = ArrayField(models.CharField(max_length=40), default=list)
    attention_count = models.GeneratedField(
        expression=Func("attention_flags", function="cardinality"),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
    )
    notice_count = models.GeneratedField(
        expression=Func("notice_flags", function="cardinality"),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
    )

    objects: ClassVar[StandingQuerySet] = StandingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["clinic", "changes_on"], name="standing_due"),
            models.Index(
                fields=[
                    "-attention_count",
                    "-notice_count",
                    "sort_family",
                    "sort_given",
                    "patient",
                ],
                name="standing_by_flags",
                condition=Q(is_listed=True),
            ),
            models.Index(
                fields=["sort_family", "sort_given", "patient"],
                name="standing_by_name",
                condition=Q(is_listed=True),
            ),
        ]

    DERIVED: ClassVar = (
        "as_of",
        "is_listed",
        "changes_on",
        "doses_mg",
        "in_words",
        "total_mg",
        "regimen_since",
        "open_side_effects",
        "worst_severity",
        "attention_flags",
        "notice_flags",
    )

    def __str__(self) -> str:
        return f"Standing of patient {self.patient_id} on {self.as_of:%d-%b-%Y}"
