"""Derives once a month what is told of a clinic at a glance, from the record as it was known then.

It counts batch by batch, spread over the processor's cores, so that memory holds one batch;
nothing of what it counts is kept but the numbers that are told.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from django.db import transaction

from patients.models import Clinic, EndReason, Patient
from titration.chart.chart_picture import stating
from titration.glance.models import Glance
from titration.glance.placing import DOSES, PLOTS, Followed, Placing, Stop, placings
from titration.glance.small_groups import LEAST, told_counts
from titration.reading.recorded import Recorded, live, read_all
from titration.rules import SOURCES, AdultMaintenance
from titration.standing.rebuild import processes_for, spread

Due = Mapping[str, date | None]  # the plots to tell, and the day of which each is told now
# Ends of care of a record that is of no person of its own.
NO_PERSON_OF_ITS_OWN = (EndReason.DUPLICATE, EndReason.REGISTERED_IN_ERROR)


@dataclass(frozen=True, slots=True)
class CountedFor:
    """What one patient counts for on a day."""

    is_under_care: bool
    placings: frozenset[Placing]

    def within(self, plot: str) -> frozenset[Placing]:
        """Return where they count in one plot."""
        return frozenset(placing for placing in self.placings if placing.plot == plot)


NOT_YET = CountedFor(is_under_care=False, placings=frozenset())


@dataclass(slots=True)
class Counted:
    """How many patients there were, how many of them under care, and how many by group.

    ``changed`` says by plot how many counted elsewhere in it when it was told before.
    """

    patients: int = 0
    under_care: int = 0
    groups: Counter[Placing] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Counted") -> None:
        """Add what was counted of other patients."""
        self.patients += other.patients
        self.under_care += other.under_care
        self.groups.update(other.groups)
        self.changed.update(other.changed)

    def told(self, plot: str) -> dict[Placing, int]:
        """Return the numbers of a plot that are told; every row by itself."""
        rows: dict[str, dict[str, int]] = defaultdict(dict)
        for placing, number in self.groups.items():
            if placing.plot == plot:
                rows[placing.row][placing.group] = number
        among = self.under_care if plot == DOSES else self.patients
        return {
            Placing(plot, row, group): number
            for row, counts in rows.items()
            for group, number in told_counts(counts, among).items()
        }


def derive_glance(clinic: Clinic, *, processes: int | None = None) -> int:
    """Tell the plots of a clinic for the end of last month; return how many were told anew.

    A plot that is told for that day is left alone, and one in which fewer than five patients
    count elsewhere than when it was told before: it stays as it was, with its former day.
    """
    as_of = last_month_end(clinic.today())
    told_on = {plot: glance.as_of for plot, glance in Glance.objects.of(clinic).items()}
    due = {plot: told_on.get(plot) for plot in PLOTS if told_on.get(plot, date.min) < as_of}
    if not due:
        return 0
    counted = count(clinic, as_of, due, processes)
    anew = [plot for plot, day in due.items() if day is None or counted.changed[plot] >= LEAST]
    with transaction.atomic():
        for plot in anew:
            Glance.objects.put(clinic, plot, as_of, counted.told(plot))
    return len(anew)


def last_month_end(today: date) -> date:
    """Return the last day of the month before."""
    return today.replace(day=1) - timedelta(days=1)


def count(clinic: Clinic, as_of: date, due: Due, processes: int | None) -> Counted:
    """Count the patients registered by the end of a day, and by plot those who changed."""
    until = clinic.end_of(as_of)
    patients = Patient.objects.filter(clinic=clinic, registered_at__lt=until).order_by("pk")
    patient_ids = patients.values_list("pk", flat=True).iterator()
    work = partial(count_batch, as_of=as_of, due=due)
    every = Counted()
    for counted in spread(work, patient_ids, processes or processes_for(patients)):
        every.add(counted)
    return every


def count_batch(patient_ids: Sequence[int], *, as_of: date, due: Due) -> Counted:
    """Count some patients of one clinic."""
    patients = list(Patient.objects.select_related("clinic").filter(pk__in=patient_ids))
    now = counted_for(patients, as_of)
    counted = Counted(patients=len(now))
    for one in now.values():
        counted.under_care += one.is_under_care
        counted.groups.update(one.placings)
    for day in {day for day in due.values() if day}:
        then = counted_for(patients, day)
        pairs = [(then.get(one.pk, NOT_YET), now.get(one.pk, NOT_YET)) for one in patients]
        for plot in (plot for plot, told_on in due.items() if told_on == day):
            moved = sum(before.within(plot) != after.within(plot) for before, after in pairs)
            counted.changed[plot] += moved
    return counted


def counted_for(patients: Sequence[Patient], as_of: date) -> dict[int, CountedFor]:
    """Return what each patient counts for, as known when a day ended.

    It leaves out patients registered later, and records of no person of their own.
    """
    if not patients:
        return {}
    until = patients[0].clinic.end_of(as_of)
    known = [patient for patient in patients if patient.registered_at < until]
    recorded = read_all([patient.pk for patient in known], until)
    usual = AdultMaintenance.of(stating(SOURCES))
    return {
        patient.pk: count_for(patient, recorded[patient.pk], as_of, usual)
        for patient in known
        if not is_duplicate_or_error(recorded[patient.pk])
    }


def is_duplicate_or_error(recorded: Recorded) -> bool:
    """True if a record is a duplicate, or was registered in error."""
    end = recorded.end_of_care
    return end is not None and end.reason in NO_PERSON_OF_ITS_OWN


def count_for(
    patient: Patient, recorded: Recorded, as_of: date, usual: AdultMaintenance
) -> CountedFor:
    """Return what one patient counts for on a day."""
    is_under_care = recorded.end_of_care is None
    steps = live(recorded.steps)
    stops = [Stop(step.starts_on, step.reason) for step in steps if not step.fact.regimen.is_taken]
    followed = Followed(recorded.history(patient.born_on), stops, is_under_care, as_of)
    return CountedFor(is_under_care, placings(followed, usual))
