"""The banner that names the patient at the top of every page about them."""

from dataclasses import dataclass
from datetime import date

from patients.days import Day, InexactDay, first_of, last_of
from patients.models import Dystonia, Patient, age_on, full_name

DAYS_ONLY = 4 * 7  # days
MONTHS_UNTIL, ADULT = 2, 18  # years


@dataclass(frozen=True, slots=True)
class BannerEffect:
    """An open side effect that nobody may miss: ``Muscle weakness, severe, 2 days``.

    ``listed`` says where a source lists it as serious; empty if none does.
    """

    severity: str
    words: str
    listed: str


@dataclass(frozen=True, slots=True)
class Banner:
    """What identifies a patient, and what nobody may miss about them, ready to show.

    ``care_ended`` says so and why, where care has ended: ``Died 03-Mar-2026``.
    ``doubles_id`` is the patient of whom this one is a duplicate. ``effects`` are those open
    now that are severe or listed as serious, ``histories`` those present. ``clinic`` and
    ``time_zone`` are told on paper.
    """

    patient_id: int
    family_name: str
    given_name: str
    born_on: Day | None
    age: str
    sex_label: str
    record_number: str
    dystonia_label: str
    care_ended: str = ""
    doubles_id: int | None = None
    effects: tuple[BannerEffect, ...] = ()
    histories: tuple[str, ...] = ()
    clinic: str = ""
    time_zone: str = "UTC"

    @property
    def full_name(self) -> str:
        """The name as lists write it: ``van Example, Ada``."""
        return full_name(self.family_name, self.given_name)


def banner(
    patient: Patient,
    dystonia: Dystonia | None,
    today: date | None = None,
    *,
    care_ended: str = "",
    doubles_id: int | None = None,
    effects: tuple[BannerEffect, ...] = (),
    histories: tuple[str, ...] = (),
) -> Banner:
    """The banner of a patient, with their age on ``today``, the clinic's date by default."""
    born_on, today = patient.born_on, today or patient.clinic.today()
    return Banner(
        patient_id=patient.pk,
        family_name=patient.family_name,
        given_name=patient.given_name,
        born_on=born_on,
        age="" if born_on is None else age_text(today, born_on),
        sex_label=patient.get_sex_display(),
        record_number=patient.record_number,
        dystonia_label=str(dystonia) if dystonia else "",
        care_ended=care_ended,
        doubles_id=doubles_id,
        clinic=patient.clinic.name,
        time_zone=patient.clinic.time_zone,
        effects=effects,
        histories=histories,
    )


def age_text(day: date, born_on: Day) -> str:
    """An age, or from which to which it may be: ``46y``, ``46–47y``, ``23m to 2y``.

    Empty before birth. Who is born in a year, and may be two years old, has an age in years
    alone: months would be told of a day that nobody knows.
    """
    if not isinstance(born_on, InexactDay):
        return exact_age_text(day, born_on)
    latest = min(last_of(born_on), day)
    if latest < first_of(born_on):
        return ""
    oldest, youngest = (exact_age_text(day, each) for each in (first_of(born_on), latest))
    if not born_on.is_in_one_month and age_on(day, born_on.first) >= MONTHS_UNTIL:
        oldest, youngest = (f"{age_on(day, each)}y" for each in (born_on.first, latest))
    return range_text(youngest, oldest)


def range_text(least: str, most: str) -> str:
    """``46y`` if both are the same, ``46–47y`` if both have one unit, ``23m to 2y`` otherwise."""
    if least == most:
        return most
    if least[-1] == most[-1] and " " not in least + most:
        return f"{least[:-1]}\N{EN DASH}{most}"
    return f"{least} to {most}"


def exact_age_text(day: date, born_on: date) -> str:
    """An age as the NHS common user interface tells it: ``7w 4d``, ``46y``; empty before birth.

    Days under four weeks, weeks and days under a year, months under two years, years and months
    under 18 years, then years. A second unit of which there are none is left out.
    """
    days, months = (day - born_on).days, months_on(day, born_on)
    years = age_on(day, born_on)
    if days < 0:
        return ""
    if days < DAYS_ONLY:
        return f"{days}d"
    if years < 1:
        return in_units((days // 7, "w"), (days % 7, "d"))
    if years < MONTHS_UNTIL:
        return f"{months}m"
    if years < ADULT:
        return in_units((years, "y"), (months % 12, "m"))
    return f"{years}y"


def months_on(day: date, born_on: date) -> int:
    """Completed months of life on ``day``; the 31st comes on the first after a shorter month."""
    months = (day.year - born_on.year) * 12 + day.month - born_on.month
    return months - (day.day < born_on.day)


def in_units(*counts: tuple[int, str]) -> str:
    """Counts with their units, without those of zero: ``7w 4d``, ``4w``."""
    return " ".join(f"{count}{unit}" for count, unit in counts if count)
