"""The patient's own schedule: from which day on which amounts, in the clinician's numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter

from patients.days import day_text
from patients.models import Account, Clinic
from titration.letters.tablets import Tablets, tablets_for
from titration.reading.plans import waiting, with_plan
from titration.reading.recorded import Recorded, live
from titration.reading.rows import RecordedStep
from titration.record.dose_steps.models import TimeOfDay
from titration.record.dose_steps.wording import TellsRegimen, regimen_and_total, regimen_of
from titration.rules import mg, total_mg

CANNOT = "cannot be made from these tablets"
NO_BACLOFEN = "no baclofen"
ORDINALS = ("1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th")


@dataclass(frozen=True, slots=True)
class ScheduledRegimen:
    """A regimen and the first day on which it is taken; the rest is as ``TellsRegimen`` says."""

    from_on: date
    doses_mg: tuple[Decimal, ...]
    times_of_day: tuple[str, ...]
    in_words: str
    phase: str

    @property
    def is_timed(self) -> bool:
        """True if each amount has a time of day; also true of a regimen without amounts."""
        return bool(self.times_of_day) or not self.doses_mg


@dataclass(frozen=True, slots=True)
class ChosenTablets:
    """The strengths in mg that the clinician chose, the weakest first; ``may_halve`` them."""

    strengths_mg: Sequence[Decimal] = ()
    may_halve: bool = False

    @property
    def words(self) -> str:
        """``5 mg and 10 mg, which may be halved``; empty if none is chosen."""
        *others, last = map(mg, self.strengths_mg) if self.strengths_mg else ("",)
        named = f"{', '.join(others)} and {last}" if others else last
        return f"{named}, which may be halved" if named and self.may_halve else named

    def dose(self, amount_mg: Decimal, time: str = "") -> "Dose":
        """Return one amount of a day with the tablets that make it, or that none do."""
        if not self.strengths_mg:
            return Dose(mg(amount_mg), time)
        found = tablets_for(amount_mg, self.strengths_mg, may_halve=self.may_halve)
        return Dose(mg(amount_mg), time, found or (), "" if found else CANNOT)


@dataclass(frozen=True, slots=True)
class Dose:
    """One amount of a day, with the tablets that make it, or ``no_tablets`` says that none do.

    ``time`` is its time of day where no column says it.
    """

    amount: str
    time: str = ""
    tablets: tuple[Tablets, ...] = ()
    no_tablets: str = ""


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A regimen from a day on: a dose in each column, or words in their place."""

    weekday: str
    from_on: str
    total: str
    doses: list[Dose | None]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """One sheet. ``until`` is the regimen before the first row, empty if none is recorded.

    Without a regimen ahead the one row is the regimen taken now. ``version`` says which version
    of a drafted schedule this is, and that a lower one is out of date.
    """

    until: str
    columns: list[str]
    rows: list[ScheduleRow]
    tablets: str
    version: str = ""


def ahead(recorded: Recorded, today: date) -> list[ScheduledRegimen]:
    """Return the regimens of days to come, earliest first: dose steps, and those of the plan.

    A planned step whose day has come is among them until a clinician says what was taken.
    """
    waits = [row.as_step for row in waiting(recorded, today)]
    later = [row for row in live(with_plan(recorded, today).steps) if row.starts_on > today]
    return [scheduled(row) for row in (*waits, *later)]


def version_text(recorded: Recorded, clinic: Clinic, today: date) -> str:
    """Say which version of the plan a sheet shows, and who drafted it when; empty without one."""
    rows = [row for row in live(recorded.planned_steps) if row.starts_on > today]
    latest = max([*waiting(recorded, today), *rows], key=attrgetter("version"), default=None)
    if latest is None:
        return ""
    drafted_on = day_text(clinic.day_of(latest.recorded_at))
    author = Account.objects.get(pk=latest.recorded_by_id).name_at(latest.recorded_at)
    return (
        f"This sheet is version {latest.version} of the schedule, drafted {drafted_on} by {author}."
        " A sheet with a lower version number is out of date."
    )


def scheduled(row: RecordedStep) -> ScheduledRegimen:
    """Return a dose step as a regimen of a schedule."""
    return ScheduledRegimen(row.starts_on, row.doses_mg, row.times_of_day, row.in_words, row.phase)


def schedule(
    recorded: Recorded, today: date, tablets: ChosenTablets, *, version: str = ""
) -> Schedule | None:
    """Make the sheet of a patient under care; ``None`` if no regimen is recorded."""
    step = recorded.step_on(today)
    now = scheduled(step) if step else None
    regimens = changes(now, ahead(recorded, today))
    shown = regimens or [now] if now else regimens
    if not shown:
        return None
    timed = all(each.is_timed for each in shown) and any(each.times_of_day for each in shown)
    times = time_columns(shown) if timed else []
    columns = [time.capitalize() for time in times] or numbered(shown)
    return Schedule(
        until=until_text(now) if now and regimens else "",
        columns=columns,
        rows=[schedule_row(each, times, len(columns), tablets) for each in shown],
        tablets=tablets.words,
        version=version,
    )


def changes(
    now: ScheduledRegimen | None, regimens: Sequence[ScheduledRegimen]
) -> list[ScheduledRegimen]:
    """Leave out a regimen that is the one before it over again, as where only the phase differs."""
    before = [now, *regimens]
    return [
        each
        for each, former in zip(regimens, before, strict=False)
        if former is None or regimen_of(each) != regimen_of(former)
    ]


def until_text(now: TellsRegimen) -> str:
    """``15 mg three times a day = 45 mg per day``; ``no baclofen`` after a stop."""
    return regimen_and_total(now) if now.doses_mg or now.in_words else NO_BACLOFEN


def time_columns(shown: Sequence[ScheduledRegimen]) -> list[str]:
    """Return the times of day that some regimen has, in the order of the day."""
    told = {time for each in shown for time in each.times_of_day}
    return [time for time in TimeOfDay.values if time in told]


def numbered(shown: Sequence[ScheduledRegimen]) -> list[str]:
    """``1st dose``, ``2nd dose``: a column for each amount of the regimen that has the most."""
    most = max(len(each.doses_mg) for each in shown)
    return [f"{ordinal} dose" for ordinal in ORDINALS[:most]] if most > 1 else ["Dose"]


def schedule_row(
    regimen: ScheduledRegimen, times: Sequence[str], columns: int, tablets: ChosenTablets
) -> ScheduleRow:
    """Put a regimen in a row of so many ``columns``; without ``times`` its doses are numbered."""
    amounts = regimen.doses_mg
    return ScheduleRow(
        weekday=f"{regimen.from_on:%A}",
        from_on=day_text(regimen.from_on),
        total=f"{mg(total_mg(amounts))} per day" if amounts else "",
        doses=timed_doses(regimen, times, tablets)
        if times
        else numbered_doses(regimen, columns, tablets),
        words="" if amounts else regimen_of(regimen),
    )


def timed_doses(
    regimen: ScheduledRegimen, times: Sequence[str], tablets: ChosenTablets
) -> list[Dose | None]:
    """Put each amount in the column of its time of day."""
    by_time = dict(zip(regimen.times_of_day, regimen.doses_mg, strict=True))
    return [tablets.dose(by_time[time]) if time in by_time else None for time in times]


def numbered_doses(
    regimen: ScheduledRegimen, columns: int, tablets: ChosenTablets
) -> list[Dose | None]:
    """Put the amounts in the columns in order, each with its time of day if it has one."""
    times = regimen.times_of_day or [""] * len(regimen.doses_mg)
    timed = zip(regimen.doses_mg, times, strict=True)
    doses = [tablets.dose(amount, time) for amount, time in timed]
    return [*doses, *[None] * (columns - len(doses))]
