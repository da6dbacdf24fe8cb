"""The response as a matrix: measures down, regimens across, and days with a side effect below.

Each cell tells the last value on a regimen, the first if it was another, and the course between
them as a small line within the measure's scale. It says what was recorded, never why.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from patients.days import day_text, first_of
from titration.chart.response.days import DAY, counted_days, counted_once, length, up_to
from titration.reading.recorded import Recorded, live
from titration.reading.rows import RecordedEffect, RecordedRating
from titration.record.ratings.rows import limits, measure_place, measure_text, scale_text
from titration.rules import SEVERITIES, Days, RegimenRun, Timeline, counted, number, stretches

WIDTH, HEIGHT, INSET = 40, 18, 3  # of a cell's line, in px


@dataclass(frozen=True, slots=True)
class RegimenHead:
    """A regimen over its days: ``45``, ``15 mg three times a day``, ``since 19-Oct-2026``.

    Without a total, as before the first dose, ``total`` is a word.
    """

    total: str
    regimen: str
    dates: str
    days: str


@dataclass(frozen=True, slots=True)
class Cell:
    """The last value on one regimen, the first where it was another, and the line's path.

    All are empty where nothing was rated.
    """

    last: str = ""
    first: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One measure with its scale, a cell for each regimen."""

    measure: str
    scale: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class SeverityRow:
    """How many days a side effect of one severity was there, for each regimen; empty for none."""

    severity: str
    days: list[str]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The regimens that have begun, newest first, and what was recorded on each.

    ``count`` is how many there are in all, of which ``heads`` may be the newest only.
    """

    heads: list[RegimenHead]
    measures: list[MatrixRow]
    severities: list[SeverityRow]
    count: int

    @property
    def is_told(self) -> bool:
        """True if a rating or a day with a side effect is in it."""
        return bool(self.measures or self.severities)


@dataclass(frozen=True, slots=True)
class RegimenColumn:
    """One regimen, or the time before the first: its days up to today, and the ratings of it."""

    run: RegimenRun | None
    days: Days


def matrix(
    timeline: Timeline, recorded: Recorded, today: date, *, most: int | None = None
) -> Matrix:
    """Make the matrix of all regimens, or of the ``most`` newest."""
    ratings, effects = live(recorded.ratings), live(recorded.effects)
    days_told = [row.rated_on - DAY for row in ratings] + [first_of(r.onset_on) for r in effects]
    every = list(columns(timeline, today, min(days_told, default=date.max)))[::-1]
    shown = every[:most]
    return Matrix(
        heads=[head(column) for column in shown],
        measures=list(measure_rows(shown, ratings)),
        severities=list(severity_rows(shown, effects)),
        count=len(every),
    )


def columns(timeline: Timeline, today: date, first_told: date) -> Iterator[RegimenColumn]:
    """Yield each regimen that has begun, earliest first.

    Before them comes the time without one, if something is told of a day of it.
    """
    begun = [run for run in timeline.regimens if run.days.since <= today]
    before = Days(date.min, begun[0].days.since if begun else None).within(up_to(today))
    if before.holds(first_told):
        yield RegimenColumn(None, before)
    for run in begun:
        yield RegimenColumn(run, run.days.within(up_to(today)))


def head(column: RegimenColumn) -> RegimenHead:
    """Put a regimen in words; the time before the first dose has no number of days."""
    run = column.run
    if run is None:
        return RegimenHead("Before", "no dose recorded", "", "")
    if run.regimen.in_words:
        total = "In words"
    else:
        total = number(run.regimen.total_mg) if run.regimen.doses_mg else "Stopped"
    regimen = "no baclofen" if total == "Stopped" else run.regimen.text
    return RegimenHead(
        total, regimen, day_text(run.days.since), counted(length(column.days), "day")
    )


def measure_rows(
    shown: Sequence[RegimenColumn], ratings: Iterable[RecordedRating]
) -> Iterator[MatrixRow]:
    """Yield a row for each measure rated on a regimen shown, built-in ones first.

    A rating belongs to the regimen held on the day before it; of one day the one recorded
    last counts.
    """
    by_measure: dict[str, list[RecordedRating]] = defaultdict(list)
    for row in ratings:
        by_measure[row.measure].append(row)
    for measure in sorted(by_measure, key=measure_place):
        of_day = {row.rated_on: row for row in by_measure[measure]}
        rated = [of_day[day] for day in sorted(of_day)]
        each = [[row for row in rated if one.days.holds(row.rated_on - DAY)] for one in shown]
        if any(each):
            yield MatrixRow(measure_text(measure), scale_text(rated[0]), list(map(cell, each)))


def cell(rated: Sequence[RecordedRating]) -> Cell:
    """Make the cell of the ratings of one measure on one regimen, earliest first."""
    if not rated:
        return Cell()
    first, last = rated[0], rated[-1]
    changed = number(first.value) if first.value != last.value else ""
    return Cell(number(last.value), changed, path(rated))


def path(rated: Sequence[RecordedRating]) -> str:
    """Return a line through the values, by their days, with a square at the last one."""
    low, high = limits(rated[0])
    span = (rated[-1].rated_on - rated[0].rated_on).days
    places: list[tuple[int, int]] = []
    for row in rated:
        passed = (row.rated_on - rated[0].rated_on).days
        across = (WIDTH - 2 * INSET) * passed // span if span else WIDTH - 2 * INSET
        places.append((INSET + across, height(row.value, low, high)))
    line = "L".join(f"{across} {down}" for across, down in places)
    across, down = places[-1]
    return f"M{line}M{across - 1} {down - 1}h2v2h-2z"


def height(value: Decimal, low: Decimal, high: Decimal) -> int:
    """Return how far from the top a value stands: the highest of the scale at the top."""
    within = min(max(value, low), high)
    return INSET + int((HEIGHT - 2 * INSET) * (high - within) / (high - low))


def severity_rows(
    shown: Sequence[RegimenColumn], effects: Iterable[RecordedEffect]
) -> Iterator[SeverityRow]:
    """Yield a row for each severity, severest first, that was there on a regimen shown.

    A day with two effects of one severity is one day; days on which an effect may not have
    begun yet are not counted.
    """
    lasted = [(row, stretch) for row in effects for stretch in stretches(row.fact)]
    for severity in reversed(SEVERITIES):
        runs = [counted_days(row, one) for row, one in lasted if one.severity == severity]
        each = [counted_once(filter(None, (run.within(c.days) for run in runs))) for c in shown]
        if any(each):
            yield SeverityRow(severity, [counted(days, "day") if days else "" for days in each])
