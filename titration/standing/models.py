"""Where each patient stands today: what the worklist shows, finds and sorts by."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from patients.models import Clinic, Dystonia, FormerDetails, Patient
from patients.models.look_alikes import folded_number
from titration.rules import AMOUNT_DECIMALS, AMOUNT_DIGITS
from titration.standing.situation import GROUP_SPAN, GROUPS, LAST_PLACE, Group, first_place

# The orders in which patients are listed, each an index. The last key is unique.
BY_NAME = ("sort_family", "sort_given", "patient_id")
MORNING = {role: (f"{role}_place", *BY_NAME) for role in GROUPS}


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

    def in_group(self, role: str, group: Group) -> "StandingQuerySet":
        """Keep the patients who stand in a group of a role's morning list."""
        first = first_place(role, group)
        place = f"{role}_place"
        return self.filter(**{f"{place}__gte": first, f"{place}__lt": first + GROUP_SPAN})

    def narrowed(
        self, *, taking: str = "", phase: str = "", tag: str = "", dystonia: str = ""
    ) -> "StandingQuerySet":
        """Keep patients by whether they take baclofen (``yes``, ``no``), phase and notice flag.

        ``dystonia`` is the body distribution that counts now.
        """
        takes = {
            "yes": Q(doses_mg__len__gt=0) | ~Q(in_words=""),
            "no": Q(doses_mg=None) | Q(doses_mg__len=0, in_words=""),
        }
        asked = takes.get(taking, Q())
        asked &= Q(phase=phase) if phase else Q()
        asked &= Q(notice_flags__contains=[tag]) if tag else Q()
        told = Dystonia.objects.live().filter(patient=OuterRef("patient"), distribution=dystonia)
        return self.filter(asked & Q(Exists(told)) if dystonia else asked)

    def numbered(self, text: str) -> int | None:
        """Return the one patient who has this whole record number; ``None`` if another had it.

        By id.
        """
        number = folded_number(text)
        has_it = Patient.objects.filter(number_folded=number).values("pk")
        had_it = FormerDetails.objects.filter(number_folded=number).values("patient")
        either = self.filter(patient__in=has_it.union(had_it))
        found = list(either.values_list("patient_id", "patient__number_folded")[:2])
        return found[0][0] if [known for _, known in found] == [number] else None


class Standing(models.Model):
    """Derived from a patient's entries by the rules, for the day ``as_of``.

    ``doses_mg`` is ``None`` if no dose is recorded, and empty both while nothing is taken and
    for a regimen ``in_words``, which has no total.

    It stays true until ``changes_on``, the first later day on which a step, a side effect
    or a flag begins or ends; ``None`` if no such day is known.
    ``situation`` is what the morning list tells (``titration/standing/situation.py``), and the
    places are where it does, for each role. ``doses_told`` are the totals of twelve months.
    ``entered_at`` and ``entered_by`` are when, and by the account of which id, an entry was
    last recorded or marked.
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
    phase = models.CharField(max_length=20, blank=True)
    total_mg = models.DecimalField(max_digits=AMOUNT_DIGITS + 1, decimal_places=2, null=True)
    regimen_since = models.DateField(null=True)
    open_side_effects = models.PositiveIntegerField(default=0)
    worst_severity = models.CharField(max_length=10, blank=True)
    attention_flags = ArrayField(models.CharField(max_length=40), default=list)
    notice_flags = ArrayField(models.CharField(max_length=40), default=list)
    situation = models.JSONField(default=dict)
    doses_told = models.JSONField(default=dict)
    entered_at = models.DateTimeField(null=True)
    entered_by = models.BigIntegerField(null=True)
    neurologist_place = models.BigIntegerField(default=LAST_PLACE)
    nurse_place = models.BigIntegerField(default=LAST_PLACE)

    objects: ClassVar[StandingQuerySet] = StandingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["clinic", "changes_on"], name="standing_due"),
            *(
                models.Index(
                    fields=["clinic", *keys],
                    name=f"standing_by_{name}",
                    condition=Q(is_listed=True),
                )
                for name, keys in {"name": BY_NAME, **MORNING}.items()
            ),
        ]

    DERIVED: ClassVar = (
        "as_of",
        "is_listed",
        "changes_on",
        "doses_mg",
        "in_words",
        "phase",
        "total_mg",
        "regimen_since",
        "open_side_effects",
        "worst_severity",
        "attention_flags",
        "notice_flags",
        "situation",
        "doses_told",
        "entered_at",
        "entered_by",
        "neurologist_place",
        "nurse_place",
    )

    def __str__(self) -> str:
        return f"Standing of patient {self.patient_id} on {self.as_of:%d-%b-%Y}"
