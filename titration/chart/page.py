"""The patient chart: one patient's titration history, drawn, listed and compared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from django.utils.safestring import SafeString

from patients import access
from patients.access import Right
from patients.models import Account, Patient
from patients.web.banner import Banner
from titration.chart.attention import Attention, attention_of
from titration.chart.chart_picture import band_label, draw_span, within_span
from titration.chart.day_told import DayTold, told_today
from titration.chart.drawing import WIDE, Frame, RowLinks
from titration.chart.laid_out import lay_out
from titration.chart.lists import Lists, Viewing, lists_of
from titration.reading.banner import recorded_banner
from titration.reading.called import counted
from titration.reading.recorded import Recorded, live, read
from titration.record.dose_steps.current_dose import CurrentDose, current_dose
from titration.record.marking import Markings, News
from titration.rules import SOURCES, Source


@dataclass(frozen=True, slots=True)
class ChartPage:
    """Everything the chart page shows about one patient, as known now or at an instant.

    ``attention`` is told of a patient under care. ``news`` says what others recorded after
    ``looked_at``. ``answers`` are those about histories, by condition.
    """

    patient: Banner
    today: date
    current: CurrentDose
    attention: Attention | None
    drawing: SafeString
    band_label: str
    told_today: DayTold
    lists: Lists
    news: str
    looked_at: datetime | None
    answers: Mapping[str, str]


def chart_page(
    patient: Patient,
    reader: Account,
    *,
    span: str = "all",
    frame: Frame = WIDE,
    whole: Iterable[str] = (),
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
    last_day = recorded.last_day(today)
    laid = lay_out(recorded, patient.born_on, last_day, sources)
    rights = access.rights_in(reader, patient.clinic_id)
    news = News(reader.pk, looked_at) if looked_at else None
    markings = markings_for(patient, reader, recorded, news, is_past=known_at is not None)
    lists = lists_of(laid, Viewing(markings, rights, today, known_at, frozenset(whole), sources))
    picture = replace(laid.picture, links=RowLinks(lists.listed, lists.keeps))
    return ChartPage(
        patient=recorded_banner(patient, recorded, today, lasting=laid.lasting),
        today=today,
        current=current_dose(
            laid.timeline.regimens,
            live(laid.with_plan.steps),
            last_day,
            care_ended=lists.care_ended_on is not None,
        ),
        attention=None
        if lists.care_ended_on
        else attention_of(
            recorded, laid, today, markings, may_acknowledge=Right.ACKNOWLEDGE in rights
        ),
        drawing=draw_span(picture, span, frame),
        band_label=band_label(laid.timeline, sources),
        told_today=told_today(within_span(picture, span)),
        lists=lists,
        news=counted(news.lists(recorded)) if news else "",
        looked_at=looked_at,
        answers=recorded.answers,
    )


def markings_for(
    patient: Patient, reader: Account, recorded: Recorded, news: News | None, *, is_past: bool
) -> Markings:
    """Return what makes the markings of a patient's entries; in the past nothing can be marked."""
    may_mark = partial(access.may_mark, reader, patient.clinic_id)
    people = Account.objects.in_bulk(recorded.people)
    theirs = frozenset(() if is_past else filter(may_mark, people))
    return Markings(people, patient.clinic.time_zone, theirs, news)
