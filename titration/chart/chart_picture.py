"""Makes the picture that the chart draws from a patient's timeline, and cuts it to a range."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.utils.safestring import SafeString

from patients.days import Day, InexactDay, day_text, first_of, is_inexact
from titration.chart.drawing import (
    DrawnEffect,
    DrawnGap,
    DrawnMeasure,
    DrawnRating,
    DrawnStep,
    DrawnStretch,
    DrawnTreatment,
    Frame,
    Picture,
    draw,
)
from titration.reading.open_effects import days_lasting
from titration.reading.recorded import Recorded, live
from titration.reading.rows import RecordedEffect, RecordedRating, RecordedStep, RecordedTreatment
from titration.record.dose_steps.wording import regimen_and_total
from titration.record.ratings.rows import (
    limits,
    measure_place,
    measure_text,
    rating_title,
    scale_text,
)
from titration.record.side_effects.rows import effect_title, sentence_case
from titration.record.treatments.models import TreatmentKind
from titration.record.treatments.rows import KIND_LABELS, treatment_title
from titration.rules import (
    MAINTENANCE,
    SOURCES,
    TIMES_A_DAY,
    AdultMaintenance,
    Days,
    Source,
    Timeline,
    days_of,
    mg,
    number,
    stretches,
    total_mg,
)

SPAN_DAYS = {"3m": 91, "12m": 365}
SPAN_WORDS = {"3m": "the last 3 months", "12m": "the last 12 months", "all": "all dates"}
SHORTEST = timedelta(days=28)
NOT_KNOWN = "not known"


def picture_of(
    recorded: Recorded,
    timeline: Timeline,
    today: date,
    sources: tuple[Source, ...] = SOURCES,
) -> Picture:
    """Make a picture of the whole history: of all entries that count.

    The band is the usual maintenance of the first source that states one. Where care has ended,
    ``today`` is the day on which it did, and steps of later days are not drawn.
    """
    care_ended = recorded.end_of_care is not None
    steps = [row for row in live(recorded.steps) if row.starts_on <= today or not care_ended]
    effects, ratings = live(recorded.effects), live(recorded.ratings)
    usual = AdultMaintenance.of(stating(sources))
    starts = [row.starts_on for row in steps] + [first_of(row.onset_on) for row in effects]
    starts += [row.rated_on for row in ratings]
    gaps = [*gaps_before(steps), *drawn_gaps(timeline, steps)]
    starts += [gap.days.since for gap in gaps]
    starts += [seen_on(row, today) for row in live(recorded.treatments)]
    return Picture(
        first=min([*starts, today - SHORTEST]),
        last=max([*starts, today]),
        today=today,
        steps=tuple(drawn_steps(timeline, steps)),
        gaps=tuple(gaps),
        intended=tuple(drawn_intended(recorded, today)),
        effects=tuple(drawn_effects(timeline, effects, today)),
        treatments=tuple(drawn_treatments(live(recorded.treatments))),
        measures=tuple(drawn_measures(ratings)),
        histories=tuple(
            name for name, answer in timeline.history.precautions.items() if answer == "present"
        ),
        compared=timeline.adult,
        low_mg=usual.low_total_mg,
        high_mg=usual.high_total_mg,
        care_ended=care_ended,
    )


def seen_on(row: RecordedTreatment, today: date) -> date:
    """Return a day on which a treatment is drawn: of a long one its beginning may be left out."""
    return max(first_of(row.from_on), min(row.ended_on or today, today))


def drawn_steps(timeline: Timeline, steps: Sequence[RecordedStep]) -> Iterator[DrawnStep]:
    """Draw the first live steps with amounts, or none, over the days on which each held."""
    for held, row in zip(timeline.held, steps, strict=False):
        if held.step.in_words:
            continue
        title = day_text(row.starts_on)
        name, total = row.name, total_mg(row.doses_mg)
        yield DrawnStep(held.days, total, title=title, row=name, says=regimen_and_total(row))


def drawn_intended(recorded: Recorded, today: date) -> Iterator[DrawnStep]:
    """Draw the planned steps up to today that were not confirmed as taken.

    Each was intended until the next planned step, or until a dose step of a later day.
    """
    steps, planned = live(recorded.steps), live(recorded.planned_steps)
    confirmed = {row.planned_id for row in steps}
    decided = [row.starts_on for row in steps if not row.version]
    for row in planned:
        if row.starts_on > today or row.id in confirmed:
            continue
        later = [each.starts_on for each in planned] + decided
        until = min((day for day in later if day > row.starts_on), default=None)
        total, says = total_mg(row.doses_mg), f"planned {regimen_and_total(row)}"
        title = f"{day_text(row.starts_on)}: planned, not confirmed as taken"
        yield DrawnStep(
            Days(row.starts_on, until), total, title=title, row=f"planned-step-{row.id}", says=says
        )


def gaps_before(steps: Sequence[RecordedStep]) -> Iterator[DrawnGap]:
    """Draw as not known what was taken before a first step that was already taken.

    However long it was taken, the drawing begins some weeks before that step.
    """
    first = steps[0] if steps else None
    if first is None or not first.already_taking:
        return
    since = first_of(first.taking_since) if first.taking_since else date.min
    told = f" since {day_text(first.taking_since)}" if first.taking_since else ""
    if days := Days(max(since, first.starts_on - SHORTEST), first.starts_on):
        title = f"Baclofen taken{told}, dose not known"
        yield DrawnGap(days, title=title, row=f"step-{first.id}", says=NOT_KNOWN)


def drawn_gaps(timeline: Timeline, steps: Sequence[RecordedStep]) -> Iterator[DrawnGap]:
    """Draw the first live steps in words as gaps over the days on which each held."""
    for held, row in zip(timeline.held, steps, strict=False):
        if words := held.step.in_words:
            title = f"{day_text(row.starts_on)}: {words}, in words"
            yield DrawnGap(held.days, title=title, row=row.name, says=words)


def drawn_effects(
    timeline: Timeline, effects: Sequence[RecordedEffect], today: date
) -> Iterator[DrawnEffect]:
    """Draw the live side effects, earliest first."""
    facts = timeline.history.side_effects
    for row, fact in zip(reversed(effects), reversed(facts), strict=True):
        each = tuple(DrawnStretch(one.days, one.severity) for one in stretches(fact))
        yield DrawnEffect(
            each,
            uncertain(row.onset_on),
            detail=detail(row, each[-1], today),
            title=effect_title(row),
            row=f"effect-{row.id}",
            says=sentence_case(row.term),
        )


def detail(row: RecordedEffect, last: DrawnStretch, today: date) -> str:
    """Say since when an inexact effect is there, or for how long an open one has been severe."""
    if is_inexact(row.onset_on):
        return days_lasting(row.onset_on, today)
    if last.days.until is None and last.severity == "severe":
        return days_lasting(last.days.since, today)
    return ""


def uncertain(day: Day) -> Days | None:
    """Return the days on which it is not known if an inexact day has come; ``None`` if exact."""
    return Days(day.first, day.last) if isinstance(day, InexactDay) else None


def drawn_treatments(rows: Sequence[RecordedTreatment]) -> Iterator[DrawnTreatment]:
    """Draw the other treatments, earliest first."""
    for row in reversed(rows):
        kind = KIND_LABELS[row.kind]
        lane = row.detail if row.kind == TreatmentKind.OTHER_MEDICINE and row.detail else kind
        name, title = f"treatment-{row.id}", treatment_title(row)
        days, since = days_of(row.fact), uncertain(row.from_on)
        yield DrawnTreatment(days, lane, since, title=title, row=name, says=lane)


def drawn_measures(ratings: Sequence[RecordedRating]) -> Iterator[DrawnMeasure]:
    """Draw a panel for each measure, built-in ones first; of one day, the rating recorded last."""
    by_measure: dict[str, dict[date, RecordedRating]] = defaultdict(dict)
    for row in ratings:
        by_measure[row.measure][row.rated_on] = row
    for measure in sorted(by_measure, key=measure_place):
        rows = [row for _, row in sorted(by_measure[measure].items())]
        yield DrawnMeasure(
            measure_text(measure),
            scale_text(rows[0]),
            *limits(rows[0]),
            tuple(drawn_rating(row) for row in rows),
        )


def drawn_rating(row: RecordedRating) -> DrawnRating:
    """Draw one rating."""
    says = f"{measure_text(row.measure)} {number(row.value)}"
    return DrawnRating(
        row.rated_on, row.value, title=rating_title(row), row=f"rating-{row.id}", says=says
    )


def band_label(timeline: Timeline, sources: tuple[Source, ...] = SOURCES) -> str:
    """``Article: 10–20 mg three times a day (30–60 mg per day by arithmetic)``.

    Empty as long as no dose has been compared with it.
    """
    if not any(
        run.days.within(timeline.adult) for run in timeline.regimens if run.regimen.doses_mg
    ):
        return ""
    return usual_text(stating(sources))


def usual_text(source: Source) -> str:
    """Write a source's usual maintenance, with the totals that follow by arithmetic."""
    usual = AdultMaintenance.of(source)
    totals = f"{number(usual.low_total_mg)}–{mg(usual.high_total_mg)} per day by arithmetic"
    per_dose = f"{number(usual.low_mg)}–{mg(usual.high_mg)}"
    return f"{source.label.capitalize()}: {per_dose} {TIMES_A_DAY[usual.times]} ({totals})"


def stating(sources: tuple[Source, ...]) -> Source:
    """Return the first source that states a usual maintenance dose: the band is its."""
    return next(source for source in sources if MAINTENANCE in source.statements)


def within_span(picture: Picture, span: str) -> Picture:
    """Cut a picture to a range, which ends as the picture does."""
    if span == "all":
        return picture
    return replace(picture, first=picture.today - timedelta(days=SPAN_DAYS[span]))


def draw_span(picture: Picture, span: str, frame: Frame) -> SafeString:
    """Draw a picture over a range."""
    what = "mg of oral baclofen per day, side effects, other treatments and ratings"
    label = f"Titration history, {SPAN_WORDS[span]}: {what}"
    return draw(within_span(picture, span), frame, label)
