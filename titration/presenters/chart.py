"""The patient chart: one patient's titration history, drawn, listed and compared."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from django.utils.safestring import SafeString

from patients import access
from patients.access import Right
from patients.models import Account, Patient
from titration.models import history_from
from titration.presenters import rows
from titration.presenters.banner import Banner, banner
from titration.presenters.chart_picture import draw_span, picture_of
from titration.presenters.current_dose import CurrentDose, current_dose
from titration.presenters.dose_table import StepRow, comparisons_by_start, step_rows
from titration.presenters.drawing import NARROW, WIDE
from titration.presenters.effect_list import EffectRow, effect_rows
from titration.presenters.flag_list import FlagList, flag_list
from titration.rules import Timeline, flags

NEWEST = 8


@dataclass(frozen=True, slots=True)
class ChartPage:
    """Everything the chart page shows about one patient.

    ``steps``, ``effects`` and past flags are cut to the newest unless all are
    asked for; the counts tell how many there are.
    """

    patient: Banner
    today: date
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
    current_doses_mg: tuple[Decimal, ...]
    current_phase: str
    may_record_dose: bool


def chart_page(
    patient: Patient, reader: Account, *, span: str = "all", show_all: bool = False
) -> ChartPage:
    """Read a patient's entries and lay out the chart, in a constant number of queries."""
    today = patient.clinic.today()
    steps, effects = rows.dose_steps(patient), rows.side_effects(patient)
    live_steps, live_effects = rows.live(steps), rows.live(effects)
    history = history_from(patient.born_on, live_steps, live_effects, rows.answers(patient))
    timeline, found = Timeline.of(history), flags(history)
    regimens, held = timeline.regimens(), timeline.held_on(today)
    compared = comparisons_by_start(timeline, found)
    may_mark = partial(access.may_mark, reader, patient.clinic_id)
    listed_steps = step_rows(steps, compared, today, may_mark)
    listed_effects = effect_rows(effects, regimens, may_mark)
    most = None if show_all else NEWEST
    listed = {f"step-{row.pk}" for row in listed_steps[:most]}
    listed |= {f"effect-{row.pk}" for row in listed_effects[:most]}
    picture = picture_of(timeline, live_steps, live_effects, compared, today, listed)
    checks = rows.live(rows.side_effect_checks(patient))
    return ChartPage(
        patient=banner(patient, rows.dystonia(patient)),
        today=today,
        current=current_dose(regimens, today),
        wide=draw_span(picture, span, WIDE),
        narrow=draw_span(picture, "12m" if span == "all" else span, NARROW),
        steps=listed_steps[:most],
        step_count=len(listed_steps),
        effects=listed_effects[:most],
        effect_count=len(listed_effects),
        last_asked_on=checks[0].asked_on if checks else None,
        flags=flag_list(found, today, with_past=show_all),
        edition=rows.edition(steps),
        current_doses_mg=held.step.doses_mg if held else (),
        current_phase=held.step.phase if held else "",
        may_record_dose=access.may(reader, patient.clinic_id, Right.RECORD_DOSE_STEP),
    )
