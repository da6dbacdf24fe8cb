"""The patient chart: one patient's titration history, drawn, listed and compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from typing import TypeVar

from django.utils.safestring import SafeString

from patients import access
from patients.models import Account, Patient
from patients.web.banner import Banner, banner
from patients.web.instants import in_address
from titration.chart.chart_picture import draw_span, picture_of, span_on_a_phone
from titration.chart.drawing import NARROW, WIDE
from titration.chart.flag_list import FlagList, flag_list
from titration.reading.recorded import live, read
from titration.record.dose_steps.current_dose import CurrentDose, current_dose
from titration.record.dose_steps.rows import StepRow, comparisons_by_start, source_names, step_rows
from titration.record.kind import ChartState
from titration.record.marking import Markings
from titration.record.ratings.rows import RatingRow, latest_rated_first, rating_rows
from titration.record.reviews.rows import ReviewRow, latest_reviewed_first, review_rows
from titration.record.side_effects.rows import EffectRow, effect_rows, open_first
from titration.record.treatments.rows import TreatmentRow, running_first, treatment_rows
from titration.rules import SOURCES, Source, Timeline, flags_along

NEWEST_STEPS, NEWEST_RATINGS = 8, 8  # in tables
NEWEST = 5  # in lists

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ChartPage:
    """Everything the chart page shows about one patient, as known now or at ``known_at``.

    Unless all are asked for, entries of each kind are cut to the newest and past flags left
    out; the counts say how many there are. ``beside`` names the sources. ``keeps`` begins
    the parameters of each link within the page, so that the link keeps the instant.
    ``state`` is what the forms are filled in from, ``None`` if nothing can be changed.
    """

    patient: Banner
    today: date
    known_at: datetime | None
    current: CurrentDose
    wide: SafeString
    narrow: SafeString
    beside: str
    steps: list[StepRow]
    step_count: int
    effects: list[EffectRow]
    effect_count: int
    last_asked_on: date | None
    ratings: list[RatingRow]
    rating_count: int
    treatments: list[TreatmentRow]
    treatment_count: int
    reviews: list[ReviewRow]
    review_count: int
    flags: FlagList
    keeps: str
    state: ChartState | None


def chart_page(
    patient: Patient,
    reader: Account,
    *,
    span: str = "all",
    show_all: bool = False,
    known_at: datetime | None = None,
    sources: tuple[Source, ...] = SOURCES,
) -> ChartPage:
    """Read a patient's entries and lay out the chart, in a constant number of queries.

    With ``known_at`` the chart is as it was at that instant, and nothing on it can be
    changed.
    """
    today = patient.clinic.today()
    if known_at:
        patient, today = patient.as_known(known_at), patient.clinic.day_of(known_at)
    recorded = read(patient, known_at)
    live_steps, live_effects = live(recorded.steps), live(recorded.effects)
    timeline = Timeline.of(recorded.history(patient.born_on))
    found = flags_along(timeline, sources)
    regimens, held = timeline.regimens(), timeline.held_on(today)
    compared = comparisons_by_start(timeline, found, today, sources)
    may_mark = no_one_may if known_at else partial(access.may_mark, reader, patient.clinic_id)
    people = Account.objects.in_bulk(recorded.people)
    markings = Markings(people, patient.clinic, cache(may_mark))
    newest = partial(cut, show_all=show_all)
    steps = step_rows(newest(recorded.steps[::-1], NEWEST_STEPS), compared, today, markings)
    effects = effect_rows(newest(open_first(recorded.effects), NEWEST), regimens, markings, sources)
    by_day = latest_rated_first(recorded.ratings)
    ratings = rating_rows(newest(by_day, NEWEST_RATINGS), markings)
    treatments = treatment_rows(
        newest(running_first(recorded.treatments), NEWEST), markings, sources
    )
    reviews = review_rows(newest(latest_reviewed_first(recorded.reviews), NEWEST), markings)
    listed = {row.name for rows in (steps, effects, ratings, treatments) for row in rows}
    keeps = f"known_at={in_address(known_at)}&" if known_at else ""
    picture = picture_of(
        timeline, live_steps, live_effects, compared, today, listed,
        ratings=live(recorded.ratings), treatments=live(recorded.treatments), keeps=keeps,
        sources=sources,
    )  # fmt: skip
    return ChartPage(
        patient=banner(patient, recorded.dystonia, today),
        today=today,
        known_at=known_at,
        current=current_dose(regimens, today),
        wide=draw_span(picture, span, WIDE),
        narrow=draw_span(picture, span_on_a_phone(picture, span), NARROW),
        beside=source_names(sources),
        steps=steps,
        step_count=len(recorded.steps),
        effects=effects,
        effect_count=len(recorded.effects),
        last_asked_on=recorded.last_asked_on,
        ratings=ratings,
        rating_count=len(recorded.ratings),
        treatments=treatments,
        treatment_count=len(recorded.treatments),
        reviews=reviews,
        review_count=len(recorded.reviews),
        flags=flag_list(found, today, with_past=show_all),
        keeps=keeps,
        state=None
        if known_at
        else ChartState(
            today=today,
            rights=access.rights_in(reader, patient.clinic_id),
            doses_mg=held.step.doses_mg if held else (),
            phase=held.step.phase if held else "",
            is_first_dose=not live_steps,
            edition=recorded.edition,
        ),
    )


def no_one_may(_recorded_by_id: int) -> bool:
    """Return False: nothing can be marked on a chart of the past."""
    return False


def cut(rows: Sequence[T], newest: int, *, show_all: bool) -> Sequence[T]:
    """Return the first ``newest`` rows, or all."""
    return rows if show_all else rows[:newest]
