"""The dose: the article's band, the axes, and the step line with its points."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from patients.days import day_text
from titration.chart.drawing.picture import DrawnStep, Picture
from titration.chart.drawing.room import Room, Words, width_of
from titration.chart.drawing.scale import TICK_LABEL, Scale
from titration.chart.drawing.shapes import (
    BAND,
    BAND_EDGE,
    DOSE,
    GRID,
    INK_2,
    PLANNED,
    lines,
    mark,
    path,
    rect,
    text,
)
from titration.chart.drawing.words import day_link, span, told_only
from titration.rules import Days, number

TODAY_BASELINE, MONTHS_BELOW = 14, 16


class Placed(NamedTuple):
    """A step with its place on the drawing: from ``left`` to ``right``, at ``y``."""

    step: DrawnStep
    left: int
    right: int
    y: int


def place_steps(picture: Picture, scale: Scale) -> list[Placed]:
    """Place the steps that have a day within the range."""
    return place(picture.steps, scale)


def place(steps: Iterable[DrawnStep], scale: Scale) -> list[Placed]:
    """Place those of some steps that have a day within the range."""
    return [
        Placed(
            step,
            scale.x(step.days.since),
            scale.x(step.days.until or scale.last),
            scale.y(step.total_mg),
        )
        for step in steps
        if scale.reaches(step.days)
    ]


def planned_ground(picture: Picture, scale: Scale, bottom: int) -> Iterator[str]:
    """Lay a grey ground under what is planned; there is none if nothing is."""
    if picture.is_planned_ahead:
        left, top = scale.x(picture.today), scale.frame.plot_top
        yield rect(left, top, scale.frame.width - left, bottom - top, PLANNED)


def band(picture: Picture, scale: Scale) -> Iterator[str]:
    """Draw the source's range on the days on which a total is compared with it.

    There is none while baclofen is stopped or told in words. It is paler where it is planned.
    """
    top, bottom = scale.y(picture.high_mg), scale.y(picture.low_mg)
    today = scale.x(picture.today)
    for left, right in days_compared(picture, scale):
        for start, end, paler in (
            (left, min(right, today), ""),
            (max(left, today), right, ' fill-opacity="0.5"'),
        ):
            if start < end:
                yield rect(start, top, end - start, bottom - top, BAND, paler)
        edges = "".join(f"M{left} {y}H{right}" for y in (top, bottom))
        yield lines(edges, BAND_EDGE, ' stroke-dasharray="3 3"')


def days_compared(picture: Picture, scale: Scale) -> Iterator[tuple[int, int]]:
    """Yield the runs of days on which a daily total is compared, each from x to x."""
    run: tuple[int, int] | None = None
    for step in picture.steps:
        days = step.days.within(picture.compared)
        if not (step.total_mg and days and scale.reaches(days)):
            continue
        left, right = scale.x(days.since), scale.x(days.until or scale.last)
        if run and run[1] == left:
            run = run[0], right
            continue
        if run:
            yield run
        run = left, right
    if run:
        yield run


def grid(scale: Scale, bottom: int) -> Iterator[str]:
    """Draw lines for amounts and dates, and the amounts beside theirs."""
    left, top = scale.frame.left, scale.frame.plot_top
    heights = [(amount, scale.y(amount)) for amount in scale.mg_ticks()]
    drawn = "".join(f"M{left} {y}H{scale.frame.width}" for _, y in heights)
    drawn += "".join(f"M{x} {top}V{bottom}" for x, _ in scale.day_ticks)
    yield lines(drawn, GRID)
    for amount, y in heights:
        yield text(left - 8, y + 4, number(amount), anchor="end", fill=INK_2)


def heading(scale: Scale, room: Room) -> Iterator[str]:
    """Write what the line is: left of it, or above it where the drawing is narrow."""
    if scale.frame.names_beside:
        middle = scale.frame.plot_top + scale.frame.plot_height // 2
        yield text(0, middle - 2, "Oral baclofen", 13, bold=True)
        yield text(0, middle + 14, "mg per day", fill=INK_2)
    else:
        unit = Words("mg per day", 0, scale.frame.plot_top - 18)
        room.take(unit.box)
        yield text(unit.left, unit.baseline, unit.words, fill=INK_2)


def months(scale: Scale, y: int) -> Iterator[str]:
    """Write the labels of the axis of dates."""
    yield f'<g fill="{INK_2}">'
    for x, label in scale.day_ticks:
        if label:
            yield text(x + TICK_LABEL, y, label)
    yield "</g>"


def today_line(picture: Picture, scale: Scale, bottom: int) -> Iterator[str]:
    """Draw the line between what was taken and what is planned, and say which day it is."""
    x = scale.x(picture.today)
    yield lines(f"M{x} {TODAY_BASELINE + 4}V{bottom}", INK_2, ' stroke-dasharray="2 3"')
    what = "care ended" if picture.care_ended else "today"
    words = f"{what}, {day_text(picture.today)}" if scale.frame.names_beside else what
    fits_before = x + 4 >= width_of(words, bold=True)
    yield text(
        x + 4 if fits_before else 0, TODAY_BASELINE, words, anchor="end" if fits_before else "",
        bold=True,
    )  # fmt: skip
    if picture.is_planned_ahead and fits_before:
        room = scale.frame.width - x - 12
        fitting = [each for each in ("planned, not taken yet", "planned") if width_of(each) <= room]
        for planned in fitting[:1]:
            yield text(x + 12, TODAY_BASELINE, planned, fill=INK_2)


def dose_line(placed: Sequence[Placed], picture: Picture, scale: Scale) -> Iterator[str]:
    """Draw the step line, solid up to today and dashed beyond, from the first step on."""
    today = scale.x(picture.today)
    solid = commands(placed, 0, today)
    dashed = commands(placed, today, scale.frame.width)
    if solid:
        yield path(solid, DOSE, ' stroke-width="2.5" data-line=""')
    if dashed:
        yield path(dashed, DOSE, ' stroke-width="2" stroke-dasharray="5 4"')


def intended_line(picture: Picture, scale: Scale) -> Iterator[str]:
    """Draw, thin and dashed, what was planned up to today and not taken so."""
    placed = place(picture.intended, scale)
    if drawn := commands(placed, 0, scale.x(picture.today)):
        yield path(drawn, INK_2, ' stroke-width="1.5" stroke-dasharray="4 3"')
    for step, x, _, y in placed:
        yield told_only(step, span(step.days, scale), y)
        if step.days.since >= scale.first:
            yield mark("intended", x, y)


def commands(placed: Sequence[Placed], left: int, right: int) -> str:
    """Return the part of the line between two x, as the commands of an SVG path.

    The line breaks where no step follows at once, over days told in words.
    """
    found: list[str] = []
    reached: int | None = None
    for step in placed:
        start, end = max(step.left, left), min(step.right, right)
        if start < end or start == step.left == right:
            to_height = "V" if start == reached else f"M{start} "
            found.append(f"{to_height}{step.y}H{end}")
            reached = end
    return "".join(found)


def points(placed: Sequence[Placed], picture: Picture, scale: Scale) -> Iterator[str]:
    """Draw one point a step, linked to its row in the table; hollow if it is planned.

    A step that began before the range has no point; its days and words are there all the same.
    """
    for step, x, _, y in placed:
        if step.days.since >= scale.first:
            shape = "taken" if step.days.since <= picture.today else "planned"
            yield day_link(step, picture.links, span(step.days, scale), mark(shape, x, y))
        else:
            yield told_only(step, span(step.days, scale), y)


def held_today(picture: Picture) -> DrawnStep | None:
    """The step with a daily total that holds today, if one does."""
    return next((step for step in picture.steps if step.days.holds(picture.today)), None)


def in_range(days: Days, scale: Scale) -> Days:
    """Return those of some days that are drawn."""
    return days.within(Days(scale.first, scale.last))
