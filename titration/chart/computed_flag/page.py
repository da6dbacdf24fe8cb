"""Shows how a flag was computed: everything that a reader needs to redo it by hand."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from patients.models import Patient, Precaution
from patients.web.banner import Banner
from patients.web.instants import clinic_time, in_address
from titration.chart.flag_list import told
from titration.reading.banner import recorded_banner
from titration.reading.plans import with_plan
from titration.reading.recorded import read
from titration.record.kinds import fact_words, kind_of_fact
from titration.rules import (
    RULES,
    SOURCES,
    VERSION,
    Fact,
    Flag,
    PrecautionFact,
    Source,
    Statement,
    Version,
    flags,
)


@dataclass(frozen=True, slots=True)
class Input:
    """A recorded fact in words. ``entry`` is the id of its row in the entry history, or empty."""

    words: str
    entry: str


@dataclass(frozen=True, slots=True)
class Computed:
    """One flag with its inputs and arithmetic, in words."""

    level: str
    observed: str
    compared_with: str
    since: date
    until: date | None
    inputs: list[Input]
    arithmetic: str


@dataclass(frozen=True, slots=True)
class ComparedWith:
    """A source, and those of its statements that the flags of a page cite."""

    source: Source
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class ComputedFlagPage:
    """The flags of one code that begin on one day, and the sources that they cite."""

    patient: Banner
    keeps: str
    known_at: str
    label: str
    why_none: str
    flags: list[Computed]
    compared_with: list[ComparedWith]
    version: Version


def computed_flag_page(
    patient: Patient,
    code: str,
    since: date,
    known_at: datetime | None,
    sources: tuple[Source, ...] = SOURCES,
) -> ComputedFlagPage:
    """Read the page; it has no flags if the chart shows none of this code that begins then."""
    then = patient.as_known(known_at) if known_at else patient
    today = patient.clinic.day_of(known_at) if known_at else patient.clinic.today()
    recorded = read(then, known_at)
    planned = with_plan(recorded, recorded.last_day(today))
    raised = flags(planned.history(then.born_on), sources)
    shown = [flag for flag in told(raised, recorded) if flag.is_told_on(today)]
    found = [flag for flag in shown if flag.code == code and flag.since == since]
    rule = RULES.get(code)
    return ComputedFlagPage(
        patient=recorded_banner(then, recorded, today),
        keeps=f"?known_at={in_address(known_at)}" if known_at else "",
        known_at=clinic_time(known_at, patient.clinic.time_zone) if known_at else "",
        label=rule.label if rule else "",
        why_none=rule.why_none if rule else "",
        flags=[computed(flag, patient, known_at or timezone.now()) for flag in found],
        compared_with=compared_with(found),
        version=VERSION,
    )


def compared_with(found: list[Flag]) -> list[ComparedWith]:
    """Return each source that the flags cite, once, with the statements cited."""
    cited = {flag.source: flag.statements for flag in found if flag.statements}
    return [ComparedWith(source, statements) for source, statements in cited.items()]


def computed(flag: Flag, patient: Patient, known_at: datetime) -> Computed:
    """Put one flag and its inputs in words."""
    return Computed(
        level=flag.level,
        observed=flag.observed,
        compared_with=flag.compared_with,
        since=flag.since,
        until=flag.until,
        inputs=[Input(fact_words(fact), entry_of(fact, patient, known_at)) for fact in flag.inputs],
        arithmetic=flag.arithmetic,
    )


def entry_of(fact: Fact, patient: Patient, known_at: datetime) -> str:
    """Return the id of a fact's row in the entry history: ``dose-steps-12``; empty if none."""
    pk = fact.id
    if isinstance(fact, PrecautionFact):
        answers = Precaution.objects.of(patient).known_at(known_at)
        pk = answers.filter(condition=fact.condition).values_list("pk", flat=True).first()
    return "" if pk is None else f"{kind_of_fact(fact).word}-{pk}"
