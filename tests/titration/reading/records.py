"""Make entries as the presenters read them: by hand, or with Hypothesis."""

from dataclasses import asdict, fields, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from patients.days import Day as DayTold
from patients.days import InexactDay, first_of
from patients.models import Account
from tests.factories import amounts, on
from tests.factories.values import Day, day_told, on_or_none
from tests.titration.rules import strategies as of_rules
from titration.chart.chart_picture import picture_of
from titration.chart.drawing import Picture
from titration.reading.patient_rows import RecordedPrecaution
from titration.reading.recorded import Recorded
from titration.reading.rows import (
    RecordedEffect,
    RecordedEffectChange,
    RecordedEntry,
    RecordedRating,
    RecordedStep,
    RecordedTreatment,
    RecordedTreatmentChange,
)
from titration.record.dose_steps.rows import comparisons_by_start
from titration.record.marking import Markings
from titration.rules import RANGES, TREATMENT_KINDS, History, Timeline, flags

NORA, NIA = Account(pk=7, full_name="Nora NEUROLOGIST"), Account(pk=8, full_name="Nia EXAMPLE")
ENTRY: dict[str, Any] = {
    "id": 1,
    "status": "live",
    "recorded_by_id": NORA.pk,
    "recorded_at": datetime(2026, 1, 1, tzinfo=UTC),
    "marked_by_id": None,
    "marked_at": None,
    "marked_reason": "",
}
TODAY, EARLIEST = on("2026-03-02"), date(1900, 1, 1)
EVERY_LIST = (
    "steps",
    "effects",
    "ratings",
    "treatments",
    "intakes",
    "reviews",
    "contacts",
    "notes",
    "past",
)


def own_values(row: RecordedEntry) -> dict[str, Any]:
    """Return the fields of a row that not every entry has."""
    common = {field.name for field in fields(RecordedEntry)}
    return {name: value for name, value in asdict(row).items() if name not in common}


def step_row(doses: str, *, from_: Day, phase: str = "maintenance", **more: Any) -> RecordedStep:
    """``step_row("10x3", from_="2026-01-05")``; with no doses and no words, a stop."""
    values = ENTRY | {"reason": "", "note": "", "already_taking": False, "taking_since": None}
    values |= {"starts_on": on(from_), "doses_mg": tuple(amounts(doses)), "times_of_day": ()}
    values |= {"in_words": "", "decided_by": "this clinic", "planned_id": None}
    values |= {"phase": phase if doses or "in_words" in more else "stopped"}
    return RecordedStep(**values | more)


def effect_row(
    term: str = "drowsiness", severity: str = "mild", *, from_: Day, until: Day | None = None,
    **more: Any,
) -> RecordedEffect:  # fmt: skip
    """An effect that the patient reported on the day it began."""
    values = ENTRY | {"reported_by": "patient", "action_taken": "nothing", "term": term, "note": ""}
    values |= {"severity": severity, "onset_on": day_told(from_), "resolved_on": on_or_none(until)}
    return RecordedEffect(**values | {"reported_on": first_of(day_told(from_))} | more)


def effect_change(
    became: str, *, on_: Day, reported_on: Day | None = None, **more: Any
) -> RecordedEffectChange:
    """``effect_change("severe", on_="2026-01-12")``, which the patient reported that day."""
    values = ENTRY | {"effect_id": 1, "became": became, "changed_on": on(on_), "note": ""}
    values |= {"reported_by": "patient", "action_taken": "nothing"}
    return RecordedEffectChange(**values | {"reported_on": on(reported_on or on_)} | more)


def treatment_change(
    became: str = "changed", *, on_: Day, mcg: str = "", **more: Any
) -> RecordedTreatmentChange:
    """``treatment_change(on_="2026-02-01", mcg="350")``."""
    values = ENTRY | {"treatment_id": 1, "became": became, "changed_on": on(on_), "detail": ""}
    return RecordedTreatmentChange(**values | {"mcg_per_day": Decimal(mcg) if mcg else None} | more)


def rating_row(value: str, measure: str = "spasm", *, on_: Day, **more: Any) -> RecordedRating:
    """``rating_row("6", on_="2026-02-01")``, by the patient; a named total has its range."""
    values = ENTRY | {"measure": measure, "value": Decimal(value), "rated_on": on(on_)}
    scale: dict[str, Any] = {"better": "", "rater": "patient"}
    for name in ("low", "high"):
        scale[name] = Decimal(more.pop(name)) if name in more else None
    return RecordedRating(**values | scale | more)


def treatment_row(
    kind: str = "physical therapy", *, from_: Day, until: Day | None = None, **more: Any
) -> RecordedTreatment:
    """Make another treatment, by default one that still runs."""
    values = ENTRY | {"kind": kind, "from_on": day_told(from_), "until_on": on_or_none(until)}
    return RecordedTreatment(**values | {"mcg_per_day": None, "detail": ""} | more)


PEOPLE = {NORA.pk: NORA, NIA.pk: NIA}


def markings(*theirs: Account) -> Markings:
    """Make the markings for a reader who may mark what Nora recorded, or what others did."""
    return Markings(PEOPLE, "Europe/London", frozenset(each.pk for each in theirs or [NORA]))


class Record(NamedTuple):
    """The live entries of one patient: steps in order, effects and treatments latest first."""

    born_on: date | None
    steps: list[RecordedStep]
    effects: list[RecordedEffect]
    ratings: list[RecordedRating]
    treatments: list[RecordedTreatment]
    answers: dict[str, str]

    @property
    def recorded(self) -> Recorded:
        """Return these entries as they are read from the database."""
        told = self.answers.items()
        precautions = [
            RecordedPrecaution(**ENTRY, condition=condition, answer=answer)
            for condition, answer in told
        ]
        return Recorded(
            steps=self.steps,
            effects=self.effects,
            ratings=self.ratings,
            treatments=self.treatments,
            precautions=precautions,
        )

    def history(self) -> History:
        return self.recorded.history(self.born_on)

    def compared(self, today: date = TODAY) -> dict[date, str]:
        """Return how each step compares with the article."""
        return comparisons_by_start(Timeline.of(self.history()), flags(self.history()), today)

    def picture(self, today: date = TODAY) -> Picture:
        return picture_of(self.recorded, Timeline.of(self.history()), today)


def record(
    *rows: RecordedStep | RecordedEffect | RecordedRating | RecordedTreatment,
    born_on: Day | None = "1980-05-01",
    **answers: str,
) -> Record:
    """Make a record from rows of all kinds in any order; ``epilepsy="present"`` and the like."""
    numbered = [replace(row, id=number) for number, row in enumerate(rows, start=1)]
    steps = [row for row in numbered if isinstance(row, RecordedStep)]
    effects = [row for row in numbered if isinstance(row, RecordedEffect)]
    return Record(
        on_or_none(born_on),
        sorted(steps, key=lambda row: row.starts_on),
        sorted(effects, key=lambda row: first_of(row.onset_on), reverse=True),
        [row for row in numbered if isinstance(row, RecordedRating)],
        [row for row in numbered if isinstance(row, RecordedTreatment)],
        {condition.replace("_", " "): answer for condition, answer in answers.items()},
    )


measures = st.sampled_from([*RANGES, "Scale", "Scale of a very long name " * 2])
totals = st.decimals(0, 85, places=2)
kinds_of_treatment = st.sampled_from(TREATMENT_KINDS)


@cache
def days(*, until: date = date.max) -> st.SearchStrategy[date]:
    """Draw any day a table can hold, most often one near today."""
    near = st.integers(-400, 400).map(lambda away: TODAY + timedelta(days=away))
    far = st.sampled_from((TODAY, EARLIEST, until)) | st.dates(EARLIEST, until)
    return (near | far).filter(lambda day: day <= until)


@st.composite
def step_rows(draw: st.DrawFn, from_: date) -> RecordedStep:
    """Draw any step of a date."""
    made = draw(of_rules.steps(from_, is_first=False))
    row = step_row("", from_=from_)
    return replace(row, doses_mg=made.doses_mg, in_words=made.in_words, phase=made.phase)


@cache
@st.composite
def effect_rows(draw: st.DrawFn, until: date) -> RecordedEffect:
    """Draw any effect; it may resolve on the very day it began, or change before that."""
    began_on, changed_on, other = sorted(draw(days(until=until)) for _ in range(3))
    resolved_on = draw(st.sampled_from((None, other)))
    term, severity = draw(of_rules.terms()), draw(of_rules.severities)
    row = effect_row(term, severity, from_=draw(as_told(began_on)), until=resolved_on)
    became = draw(st.none() | of_rules.severities | st.just("resolved"))
    if became is None or (became == "resolved" and resolved_on):
        return row
    return replace(row, changes=(effect_change(became, on_=changed_on),))


def as_told(day: date) -> st.SearchStrategy[DayTold]:
    """Draw a day as a clinician may tell it: the day itself, its month or its year."""
    inexact = (InexactDay.in_month(day.year, day.month), InexactDay.in_year(day.year))
    return st.sampled_from((day, *inexact))


@cache
@st.composite
def rating_rows(draw: st.DrawFn, until: date) -> RecordedRating:
    """Draw any rating of a built-in measure, or on one named scale."""
    day = draw(days(until=until))
    measure = draw(measures)
    if low_high := RANGES.get(measure):
        return rating_row(str(draw(st.integers(*low_high))), measure, on_=day)
    value = str(draw(totals))
    return rating_row(value, measure, on_=day, low="0", high="85", better="lower")


@cache
@st.composite
def treatment_rows(draw: st.DrawFn, until: date) -> RecordedTreatment:
    """Draw any treatment; it may last one day, or end by a change."""
    from_on, until_on = sorted((draw(days(until=until)), draw(days(until=until))))
    ends = draw(st.sampled_from((None, until_on)))
    row = treatment_row(draw(kinds_of_treatment), from_=draw(as_told(from_on)), until=ends)
    is_ended_later = ends is None and draw(st.booleans())
    changes = (treatment_change("ended", on_=until_on),) if is_ended_later else ()
    return replace(row, changes=changes)


@st.composite
def records(draw: st.DrawFn, planned_until: date = date.max, seen_until: date = date.max) -> Record:
    """Draw any record of one patient the tables can hold, up to the latest days given."""
    starts = draw(st.lists(days(until=planned_until), unique=True, max_size=12))
    rows = [draw(step_rows(day)) for day in starts]
    told: list[Any] = draw(st.lists(effect_rows(seen_until), max_size=8))
    told += draw(st.lists(rating_rows(seen_until), max_size=6))
    told += draw(st.lists(treatment_rows(seen_until), max_size=6))
    answers = draw(of_rules.precautions()).items()
    known = {condition.replace(" ", "_"): answer for condition, answer in answers}
    return record(*rows, *told, born_on=draw(of_rules.births()), **known)
