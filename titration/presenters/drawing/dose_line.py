"""The dose: the article's band, the step line with its points, and the amounts written on it."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from titration.presenters.drawing.picture import DrawnStep, Picture
from titration.presenters.drawing.scale import PLOT_TOP, Scale
from titration.presenters.drawing.shapes import (
    BAND,
    BAND_EDGE,
    DOSE,
    HAIRLINE,
    INK_2,
    haloed,
    line,
    link,
    text,
)
from titration.rules import number

LABEL_ABOVE, LABEL_IN, LABEL_GAP, LABEL_HEIGHT, LETTER_WIDTH = 6, 14, 8, 24, 6.4


def band(picture: Picture, scale: Scale) -> Iterator[str]:
    """The article's range, on the days when the comparison is made, and its label above."""
    compared = picture.compared
    start, end = scale.x(compared.since), scale.x(compared.until or scale.last)
    if compared.since > scale.last or end <= start:
        return
    top, bottom = scale.y(picture.high_mg), scale.y(picture.low_mg)
    yield (
        f'<rect x="{start:.1f}" y="{top:.1f}" width="{end - start:.1f}"'
        f' height="{bottom - top:.1f}" fill="{BAND}"/>'
    )
    for edge in (top, bottom):
        yield line(start, edge, end, edge, BAND_EDGE, ' stroke-dasharray="3 3"')
    left = scale.frame.left
    yield (
        f'<rect x="{left}" y="3" width="18" height="11" fill="{BAND}" stroke="{BAND_EDGE}"'
        ' stroke-dasharray="3 3"/>'
    )
    for row, words in enumerate(label_rows(picture.band_label, scale)):
        yield text(left + 24, 13 + 13 * row, words, scale.frame.small)


def label_rows(label: str, scale: Scale) -> list[str]:
    """The band's label, over two rows where the drawing is narrow."""
    room = scale.frame.width - scale.frame.left
    if len(label) * scale.frame.small / 2 < room:
        return [label]
    head, bracket, tail = label.partition(" (")
    return [head, f"{bracket.strip()}{tail}"]


def grid(scale: Scale, bottom: int) -> Iterator[str]:
    """Lines for amounts and for dates, with their labels on the left and at the bottom."""
    left, size = scale.frame.left, scale.frame.small
    yield text(left - 8, PLOT_TOP - 8, "mg per day", size, anchor="end", more=' font-weight="600"')
    for amount in scale.mg_ticks():
        y = scale.y(amount)
        yield line(left, y, scale.plot_right, y, HAIRLINE)
        yield text(left - 8, y + 4, number(amount), size, anchor="end", more=f' fill="{INK_2}"')
    for day, label in scale.day_ticks():
        x = scale.x(day)
        yield line(x, PLOT_TOP, x, bottom, HAIRLINE)
        yield text(x, bottom + 15, label, size, anchor="middle", more=f' fill="{INK_2}"')


def today_line(picture: Picture, scale: Scale, bottom: int) -> Iterator[str]:
    """Where what was recorded ends and what is planned begins."""
    if scale.shows(picture.today):
        x = scale.x(picture.today)
        yield line(x, PLOT_TOP - 4, x, bottom, INK_2, ' stroke-dasharray="1 3"')
        yield text(x, PLOT_TOP - 8, "today", scale.frame.small, anchor="middle")


def dose_line(picture: Picture, scale: Scale) -> Iterator[str]:
    """The step line, solid up to today and dashed beyond; nothing before the first step."""
    shown = [step for step in picture.steps if overlaps(step, scale)]
    today = picture.today
    for drawn, dashes in (
        (path(shown, scale, scale.first, min(today, scale.last)), ""),
        (path(shown, scale, max(today, scale.first), scale.last), ' stroke-dasharray="5 4"'),
    ):
        if drawn:
            yield f'<path d="{drawn}" fill="none" stroke="{DOSE}" stroke-width="2"{dashes}/>'


def path(steps: list[DrawnStep], scale: Scale, since: date, until: date) -> str:
    """The line between two dates, as the commands of an SVG path."""
    commands: list[str] = []
    for step in steps:
        start = max(step.days.since, since)
        end = min(step.days.until or until, until)
        if start > end or (start == end and step.days.since < since):
            continue
        y = scale.y(step.total_mg)
        commands.append(f"V{y:.1f}" if commands else f"M{scale.x(start):.1f} {y:.1f}")
        commands.append(f"H{scale.x(end):.1f}")
    return "".join(commands)


def points(picture: Picture, scale: Scale) -> Iterator[str]:
    """One point a step, leading to its row in the table."""
    for step in picture.steps:
        if scale.shows(step.days.since):
            x, y = scale.x(step.days.since), scale.y(step.total_mg)
            fill = DOSE if step.days.since <= picture.today else "#ffffff"
            yield link(
                step.href,
                step.title,
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="{DOSE}" fill-opacity="0"/>'
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{fill}" stroke="{DOSE}"/>',
            )


def labels(picture: Picture, scale: Scale) -> Iterator[str]:
    """Daily totals written over the line: peaks first, then the longest held, where clear."""
    placed: list[Box] = []
    shown = [step for step in picture.steps if overlaps(step, scale)]
    for step in sorted(shown, key=lambda step: (step.total_mg, width(step, scale)), reverse=True):
        words = number(step.total_mg)
        half = len(words) * LETTER_WIDTH / 2
        start = scale.x(step.days.since)
        middle = start + max(half, min(width(step, scale) / 2, LABEL_IN))
        baseline = scale.y(step.total_mg) - LABEL_ABOVE
        box = Box(middle - half, middle + half, float(baseline))
        has_room = width(step, scale) > half and box.right < scale.plot_right
        if has_room and not any(box.touches(other) for other in placed):
            placed.append(box)
            yield haloed(middle, baseline, words, scale.frame.small)


class Box(NamedTuple):
    """The room a label takes: from left to right, on a baseline."""

    left: float
    right: float
    baseline: float

    def touches(self, other: "Box") -> bool:
        """Whether two labels would run into each other."""
        beside = self.left - LABEL_GAP < other.right and other.left - LABEL_GAP < self.right
        return beside and abs(self.baseline - other.baseline) < LABEL_HEIGHT


def width(step: DrawnStep, scale: Scale) -> float:
    """How much room a step takes across."""
    return scale.x(step.days.until or scale.last) - scale.x(step.days.since)


def now(picture: Picture, scale: Scale) -> Iterator[str]:
    """The daily total taken today, beside the end of the line."""
    held = [step for step in picture.steps if step.days.holds(picture.today)]
    if held and scale.shows(picture.today):
        x, y = scale.plot_right + 6, scale.y(held[0].total_mg)
        yield text(x, y + 3, number(held[0].total_mg), 14, more=f' font-weight="700" fill="{DOSE}"')
        yield text(x, y + 16, "now", scale.frame.small, more=f' fill="{INK_2}"')


def overlaps(step: DrawnStep, scale: Scale) -> bool:
    """Whether any day of a step lies within the range."""
    until = step.days.until
    return step.days.since <= scale.last and (until is None or until > scale.first)
