"""What was observed while each regimen held: ratings and side-effect days, never a conclusion.

A rating belongs to the regimen held on the day before it: at a visit the dose changes
after the rating.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter

from patients.days import day_text, first_of, is_inexact
from patients.models import Patient
from patients.web.banner import Banner
from patients.web.instants import clinic_time, in_address
from titration.chart.response.days import DAY, counted_days, counted_once, length, up_to
from titration.chart.response.matrix import Matrix, matrix
from titration.reading.banner import recorded_banner
from titration.reading.recorded import Recorded, live, read
from titration.reading.rows import RecordedEffect, RecordedRating
from titration.record.dose_steps.current_dose import total_text
from titration.record.ratings.rows import measure_place, measure_text, observation, scale_text
from titration.record.side_effects.rows import sentence_case
from titration.rules import Days, RegimenRun, Stretch, Timeline, stretches


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """What was rated on one measure, earliest first: each value with its day and rater."""

    measure: str
    scale: str
    ratings: list[str]


@dataclass(frozen=True, slots=True)
class ObservedEffect:
    """One severity of a side effect while a regimen held, and on how many of its days.

    Days on which it may not have begun yet are not counted.
    """

    term: str
    severity: str
    dates: str
    days: int


@dataclass(frozen=True, slots=True)
class Part:
    """What was observed on one regimen, or before the first: then ``days`` is ``None``.

    ``effect_days`` are the days with any side effect recorded, each counted once.
    """

    regimen: str
    total: str
    dates: str
    days: int | None
    measures: list[MeasureRow]
    effects: list[ObservedEffect]
    effect_days: int
    asked_on: list[str]


@dataclass(frozen=True, slots=True)
class ResponsePage:
    """The regimens that have begun, latest first, as known now or at an instant."""

    patient: Banner
    keeps: str
    known_at: str
    response: Matrix
    parts: list[Part]


def response_page(patient: Patient, known_at: datetime | None) -> ResponsePage:
    """Read a patient's entries and sort what was observed by regimen."""
    then = patient.as_known(known_at) if known_at else patient
    today = patient.clinic.day_of(known_at) if known_at else patient.clinic.today()
    recorded = read(then, known_at)
    timeline = Timeline.of(recorded.history(then.born_on))
    return ResponsePage(
        patient=recorded_banner(then, recorded, today),
        keeps=f"?known_at={in_address(known_at)}" if known_at else "",
        known_at=clinic_time(known_at, patient.clinic.time_zone) if known_at else "",
        response=matrix(timeline, recorded, recorded.last_day(today)),
        parts=list(parts(timeline, recorded, recorded.last_day(today)))[::-1],
    )


def parts(timeline: Timeline, recorded: Recorded, today: date) -> Iterator[Part]:
    """Yield what was observed before the first dose, if anything, then on each regimen."""
    begun = [one for one in timeline.regimens if one.days.since <= today]
    before = Days(date.min, begun[0].days.since if begun else None)
    observed = part(before, None, recorded, today)
    if observed.measures or observed.effects or observed.asked_on:
        yield observed
    for run in begun:
        yield part(run.days, run, recorded, today)


def part(days: Days, run: RegimenRun | None, recorded: Recorded, today: date) -> Part:
    """Collect what was observed up to today on the days of a run, or before the first dose."""
    seen = days.within(up_to(today))
    ratings = [row for row in live(recorded.ratings) if seen.holds(row.rated_on - DAY)]
    lasted = [(row, stretch) for row in live(recorded.effects) for stretch in stretches(row.fact)]
    effects = [(row, stretch) for row, stretch in lasted if stretch.days.within(seen)]
    counted = [counted_days(row, stretch).within(seen) for row, stretch in effects]
    asked = sorted(check.asked_on for check in live(recorded.checks) if seen.holds(check.asked_on))
    return Part(
        regimen=run.regimen.text if run else "Before the first recorded dose",
        total=total_text(run),
        dates=dates_text(days, today) if run else "",
        days=length(seen) if run else None,
        measures=list(measure_rows(ratings)),
        effects=[
            effect_row(row, stretch, length(days), today)
            for (row, stretch), days in zip(effects, counted, strict=True)
        ],
        effect_days=counted_once(filter(None, counted)),
        asked_on=[day_text(day) for day in asked],
    )


def measure_rows(rows: Iterable[RecordedRating]) -> Iterator[MeasureRow]:
    """Yield a row for each measure."""
    in_order = sorted(rows, key=lambda row: (measure_place(row.measure), row.rated_on))
    for measure, rated in groupby(in_order, key=attrgetter("measure")):
        ratings = list(rated)
        yield MeasureRow(
            measure=measure_text(measure),
            scale=scale_text(ratings[0]),
            ratings=[observation(row) for row in ratings],
        )


def effect_row(row: RecordedEffect, stretch: Stretch, days: int, today: date) -> ObservedEffect:
    """Make the row of one severity of a side effect, with the number of days it is counted on."""
    return ObservedEffect(
        term=sentence_case(row.term),
        severity=stretch.severity,
        dates=stretch_dates(row, stretch, today),
        days=days,
    )


def stretch_dates(row: RecordedEffect, stretch: Stretch, today: date) -> str:
    """``since 05-Oct-2026``; of an inexact onset as it was told: ``since about Mar-2024``."""
    if not is_inexact(row.onset_on) or stretch.days.since > first_of(row.onset_on):
        return dates_text(stretch.days, today)
    onset = f"about {day_text(row.onset_on)}"
    if stretch.days.until is None or stretch.days.until > today:
        return f"since {onset}"
    return f"{onset} to {day_text(stretch.days.until - DAY)}"


def dates_text(days: Days, today: date) -> str:
    """``05-Jan-2026 to 01-Feb-2026``, both days counted; ``since 05-Jan-2026`` while they go on."""
    if days.until is None or days.until > today:
        return f"since {day_text(days.since)}"
    return f"{day_text(days.since)} to {day_text(days.until - DAY)}"
