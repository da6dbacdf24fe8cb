"""The patients whose charts a reader opened last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from patients.models import Account, Clinic, Look, full_name

MOST_RECENT = 5
RECENTLY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Recent:
    """A patient whose chart was opened."""

    patient_id: int
    name: str

    @property
    def path(self) -> str:
        """The chart's address, relative to the worklist's."""
        return f"patients/{self.patient_id}/"


def recently_opened(reader: Account, clinics: Iterable[Clinic]) -> list[Recent]:
    """Return the patients of some clinics whose charts a reader opened last, the latest first."""
    looks = Look.objects.filter(
        account=reader,
        looked_at__gt=timezone.now() - RECENTLY,
        patient__clinic__in=[clinic.pk for clinic in clinics],
    ).order_by("-looked_at", "-pk")
    names = looks.values_list("patient_id", "patient__family_name", "patient__given_name")
    return [Recent(pk, full_name(*name)) for pk, *name in names[:MOST_RECENT]]
