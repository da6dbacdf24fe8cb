"""Derives once a month what is told of a clinic at a glance, from the record as it was known then.

It counts batch by batch, spread over the processor's cores, so that memory holds one batch;
nothing of what it counts is kept but the numbers that are told.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from patients.models import Clinic, EndReason, Patient
from titration.chart.chart_picture import stating
from titration.glance.models import Glance
from titration.glance.placing import DOSES, Followed, Placing, Stop, placings
from titration.glance.small_groups import LEAST, told_counts
from titration.reading.recorded import Recorded, live, read_all
from titration.rules import SOURCES, AdultMaintenance
from titration.standing.rebuild import processes_for, spread

# A record that stands for no person of its own.
NOBODY = (EndReason.DUPLICATE, EndReason.REGISTERED_IN_ERROR)


@dataclass(frozen=True, slots=True)
class Looked:
    """What one patient counts for on a day."""

    is_under_care: bool
    placings: frozenset[Placing]


@dataclass(slots=True)
class Counted:
    """How many patients were looked at, how many of them under care, and how many by group.

    ``changed`` are those who counted for something else on the day told before.
    """

    patients: int = 0
    under_care: int = 0
    changed: int = 0
    groups: Counter[Placing] = field(default_factory=Counter)

    def add(self, other: "Counted") -> None:
        """Add what was counted of other patients."""
        self.patients += other.patients
        self.under_care += other.under_care
        self.changed += other.changed
        self.groups.update(other.groups)

    def told(self) -> dict[Placing, int]:
        """Return the numbers that are told; every row by itself."""
        rows: dict[tuple[str, str], dict[str, int]] = {}
        for (plot, row, group), number in self.groups.items():
            rows.setdefault((plot, row), {})[group] = number
        return {
            Placing(plot, row, group): number
            for (plot, row), counts in rows.items()
            for group, number in told_counts(counts, self.among(plot)).items()
        }

    def among(self, plot: str) -> int:
        """Return how many patients a plot could hold; doses are told of those under care."""
        return self.under_care if plot == DOSES else self.patients


def derive_glance(clinic: Clinic, *, processes: int | None = None) -> bool:
    """Tell a clinic's numbers of the end of last month, unless they are told; return if it did.

    What was told before stays as long as fewer than five patients count for something else.
    """
    as_of = last_month_end(clinic.today())
    told = Glance.objects.of(clinic)
    if told and told.as_of >= as_of:
        return False
    counted = count(clinic, as_of, told.as_of if told else None, processes)
    if told and counted.changed < LEAST:
        return False
    Glance.objects.put(clinic, as_of, counted.told())
    return True


def last_month_end(today: date) -> date:
    """Return the last day of the month before."""
    return today.replace(day=1) - timedelta(days=1)


def count(clinic: Clinic, as_of: date, before: date | None, processes: int | None) -> Counted:
    """Count the patients registered by the end of a day, and those who changed since ``before``."""
    until = clinic.end_of(as_of)
    patients = Patient.objects.filter(clinic=clinic, registered_at__lt=until).order_by("pk")
    patient_ids = patients.values_list("pk", flat=True)
    work = partial(count_batch, as_of=as_of, before=before)
    every = Counted()
    for counted in spread(work, patient_ids.iterator(), processes or processes_for(patients)):
        every.add(counted)
    return every


def count_batch(patient_ids: Sequence[int], *, as_of: date, before: date | None) -> Counted:
    """Count some patients of one clinic."""
    patients = list(Patient.objects.select_related("clinic").filter(pk__in=patient_ids))
    now = looked_at(patients, as_of)
    counted = Counted(patients=len(now))
    for looked in now.values():
        counted.under_care += looked.is_under_care
        counted.groups.update(looked.placings)
    if before:
        then = looked_at(patients, before)
        counted.changed = sum(then.get(patient.pk) != now.get(patient.pk) for patient in patients)
    return counted


def looked_at(patients: Sequence[Patient], as_of: date) -> dict[int, Looked]:
    """Return what each patient counts for, as known when a day ended.

    Left out are those registered later, and records that stand for no person of their own.
    """
    if not patients:
        return {}
    until = patients[0].clinic.end_of(as_of)
    known = [patient for patient in patients if patient.registered_at < until]
    recorded = read_all([patient.pk for patient in known], until)
    usual = AdultMaintenance.of(stating(SOURCES))
    return {
        patient.pk: look(patient, recorded[patient.pk], as_of, usual)
        for patient in known
        if not stands_for_nobody(recorded[patient.pk])
    }


def stands_for_nobody(recorded: Recorded) -> bool:
    """True if a record is a duplicate, or was registered in error."""
    end = recorded.end_of_care
    return end is not None and end.reason in NOBODY


def look(patient: Patient, recorded: Recorded, as_of: date, usual: AdultMaintenance) -> Looked:
    """Return what one patient counts for on a day."""
    is_under_care = recorded.end_of_care is None
    steps = live(recorded.steps)
    stops = [Stop(step.starts_on, step.reason) for step in steps if not step.fact.regimen.is_taken]
    followed = Followed(recorded.history(patient.born_on), stops, is_under_care, as_of)
    return Looked(is_under_care, placings(followed, usual))
