"""The patient chart: one patient's titration history, drawn, listed and compared."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from django.utils.safestring import SafeString

from patients import access
from patients.access import Right
from patients.models import Account, Patient
from titration.presenters.banner import Banner, banner
from titration.presenters.chart_picture import draw_span, picture_of, span_on_a_phone
from titration.presenters.current_dose import CurrentDose, current_dose
from titration.presenters.dose_table import StepRow, comparisons_by_start, step_rows
from titration.presenters.drawing import NARROW, WIDE
from titration.presenters.effect_list import EffectRow, effect_rows, open_first
from titration.presenters.flag_list import FlagList, flag_list
from titration.presenters.instants import in_address
from titration.presenters.recorded import read
from titration.rules import Timeline, flags

NEWEST_STEPS, NEWEST_EFFECTS = 8, 5


@dataclass(frozen=True, slots=True)
class ChartPage:
    """Everything the chart page shows about one patient, as known now or at ``known_at``.

    ``steps``, ``effects`` and past flags are cut to the newest unless all are
    asked for; the counts tell how many there are. ``keeps`` goes before whatever
    else a link within the page asks for, so that it stays at its instant.
    """

    patient: Banner
    today: date
    known_at: datetime | None
    current: CurrentDose
    wide: SafeString
    narrow: SafeString
    steps: list[StepRow]
    step_count: int
    effects: list[EffectRow]
    effect_count: int
    last_asked_on: date | None
    flags: FlagList
    edition: str
    keeps: str
    current_doses_mg: tuple[Decimal, ...]
    current_phase: str
    may_record_dose: bool
    may_set_review_date: bool
    is_first_dose: bool


def chart_page(
    patient: Patient,
    reader: Account,
    *,
    span: str = "all",
    show_all: bool = False,
    known_at: datetime | None = None,
) -> ChartPage:
    """Read a patient's entries and lay out the chart, in a constant number of queries.

    With ``known_at`` the chart is the one that was shown at that instant, and
    nothing on it can be changed.
    """
    today = patient.clinic.today()
    if known_at:
        patient, today = patient.as_known(known_at), patient.clinic.day_of(known_at)
    recorded = read(patient, known_at)
    live_steps, live_effects = recorded.live_steps, recorded.live_effects
    history = recorded.history(patient.born_on)
    timeline, found = Timeline.of(history), flags(history)
    regimens, held = timeline.regimens(), timeline.held_on(today)
    compared = comparisons_by_start(timeline, found, today)
    may_mark = cache(
        lambda author: not known_at and access.may_mark(reader, patient.clinic_id, author)
    )
    steps, effects = recorded.steps[::-1], open_first(recorded.effects)
    if not show_all:
        steps, effects = steps[:NEWEST_STEPS], effects[:NEWEST_EFFECTS]
    listed_steps = step_rows(steps, compared, today, may_mark)
    listed_effects = effect_rows(effects, regimens, may_mark)
    listed = {row.name for row in listed_steps} | {row.name for row in listed_effects}
    keeps = f"known_at={in_address(known_at)}&" if known_at else ""
    picture = picture_of(timeline, live_steps, live_effects, compared, today, listed, keeps=keeps)
    return ChartPage(
        patient=banner(patient, recorded.dystonia, today),
        today=today,
        known_at=known_at,
        current=current_dose(regimens, today),
        wide=draw_span(picture, span, WIDE),
        narrow=draw_span(picture, span_on_a_phone(picture, span), NARROW),
        steps=listed_steps,
        step_count=len(recorded.steps),
        effects=listed_effects,
        effect_count=len(recorded.effects),
        last_asked_on=recorded.last_asked_on,
        flags=flag_list(found, today, with_past=show_all),
        edition=recorded.edition,
        keeps=keeps,
        current_doses_mg=held.step.doses_mg if held else (),
        current_phase=held.step.phase if held else "",
        may_record_dose=not known_at
        and access.may(reader, patient.clinic_id, Right.RECORD_DOSE_STEP),
        may_set_review_date=access.may(reader, patient.clinic_id, Right.SET_REVIEW_DATE),
        is_first_dose=not live_steps,
    )
