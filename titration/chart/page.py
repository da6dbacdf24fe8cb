"""The patient chart: one patient's titration history, drawn, listed and compared."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, partial

from django.utils.safestring import SafeString

from patients import access
from patients.access import Right
from patients.models import Account, Patient
from patients.web.banner import Banner
from patients.web.instants import in_address
from titration.chart.attention import Attention, attention_of
from titration.chart.chart_picture import band_label, draw_span, within_span
from titration.chart.day_told import DayTold, told_today
from titration.chart.drawing import WIDE, Frame, RowLinks
from titration.chart.flag_list import FlagList, flag_list, told
from titration.chart.laid_out import lay_out
from titration.chart.response.matrix import Matrix
from titration.reading.banner import recorded_banner
from titration.reading.called import counted
from titration.reading.recorded import Recorded, live, read
from titration.record.dose_steps.current_dose import CurrentDose, current_dose
from titration.record.dose_steps.rows import source_names
from titration.record.kind import Charted, ChartSection, ChartState
from titration.record.kinds import KINDS
from titration.record.marking import Markings, News
from titration.rules import SOURCES, Source, Timeline


@dataclass(frozen=True, slots=True)
class ChartPage:
    """Everything the chart page shows about one patient, as known now or at ``known_at``.

    Entries of each kind, by its word, and past flags are cut to the newest unless all of
    that list are asked for. ``attention`` is told of a patient under care. Without an entry
    that the drawing shows, nothing ``is_drawn``. ``beside`` names the sources. A link within
    the page begins with ``keeps``, so that it stays at its instant. ``news`` says what
    others recorded after ``looked_at``. ``state`` is what the forms are filled in from, ``None``
    where nothing can be recorded: on a chart of the past, and after care ended. Then what is
    told of today is told of ``care_ended_on``. ``answers`` are those about histories, by
    condition.
    """

    patient: Banner
    today: date
    known_at: datetime | None
    care_ended_on: date | None
    current: CurrentDose
    attention: Attention | None
    drawing: SafeString
    band_label: str
    told_today: DayTold
    beside: str
    is_drawn: bool
    sections: dict[str, ChartSection]
    response: Matrix
    flags: FlagList
    news: str
    looked_at: datetime | None
    keeps: str
    answers: Mapping[str, str]
    state: ChartState | None


def chart_page(
    patient: Patient,
    reader: Account,
    *,
    span: str = "all",
    frame: Frame = WIDE,
    whole: Collection[str] = (),
    known_at: datetime | None = None,
    looked_at: datetime | None = None,
    sources: tuple[Source, ...] = SOURCES,
) -> ChartPage:
    """Read a patient's entries and lay out the chart, in a constant number of queries.

    ``whole`` names the lists of which every row is shown, such as ``steps``. With
    ``known_at`` the chart is as it was at that instant, and nothing on it can be changed. What
    others recorded after ``looked_at``, when the reader last looked, is marked as new.
    """
    today = patient.clinic.today()
    if known_at:
        patient, today = patient.as_known(known_at), patient.clinic.day_of(known_at)
    recorded = read(patient, known_at)
    last_day, care_ended = recorded.last_day(today), recorded.end_of_care is not None
    laid = lay_out(recorded, patient.born_on, last_day, sources)
    timeline, steps = laid.timeline, live(laid.recorded.steps)
    rights = access.rights_in(reader, patient.clinic_id)
    news = News(reader.pk, looked_at) if looked_at else None
    markings = markings_for(patient, reader, recorded, news, is_past=known_at is not None)
    listing = Charted(
        recorded=laid.recorded,
        timeline=timeline,
        today=last_day,
        compared=laid.compared,
        sources=sources,
        markings=markings,
        whole=whole,
        lasting=laid.lasting,
    )
    sections = {kind.word: kind.section(listing) for kind in KINDS.values() if kind.section}
    listed = frozenset(row.name for section in sections.values() for row in section.rows)
    keeps = f"known_at={in_address(known_at)}&" if known_at else ""
    picture = replace(laid.picture, links=RowLinks(listed, keeps))
    return ChartPage(
        patient=recorded_banner(patient, recorded, today, lasting=laid.lasting),
        today=today,
        known_at=known_at,
        care_ended_on=last_day if care_ended else None,
        current=current_dose(timeline.regimens, steps, last_day, care_ended=care_ended),
        attention=None
        if care_ended
        else attention_of(
            recorded, laid, today, markings, may_acknowledge=Right.ACKNOWLEDGE in rights
        ),
        drawing=draw_span(picture, span, frame),
        band_label=band_label(timeline, sources),
        told_today=told_today(within_span(picture, span)),
        beside=source_names(sources),
        is_drawn=any((recorded.steps, recorded.effects, recorded.ratings, recorded.treatments)),
        sections=sections,
        response=laid.response,
        flags=flag_list(told(laid.flags, recorded), last_day, with_past="past" in whole),
        news=counted(news.lists(recorded)) if news else "",
        looked_at=looked_at,
        keeps=keeps,
        answers=recorded.answers,
        state=None if known_at or care_ended else state_of(recorded, timeline, today, rights),
    )


def markings_for(
    patient: Patient, reader: Account, recorded: Recorded, news: News | None, *, is_past: bool
) -> Markings:
    """Return what makes the markings of a patient's entries, for a chart of now or of the past."""
    may_mark = no_one_may if is_past else partial(access.may_mark, reader, patient.clinic_id)
    people = Account.objects.in_bulk(recorded.people)
    return Markings(people, patient.clinic, cache(may_mark), news)


def state_of(
    recorded: Recorded, timeline: Timeline, today: date, rights: Collection[Right]
) -> ChartState:
    """Return what the forms of a chart are filled in from: dose steps as recorded, not planned."""
    return ChartState(
        today=today,
        rights=rights,
        held=recorded.step_on(today),
        steps=live(recorded.steps),
        adult=timeline.adult,
        edition=recorded.edition,
    )


def no_one_may(_recorded_by_id: int) -> bool:
    """Return False: nothing can be marked on a chart of the past."""
    return False
