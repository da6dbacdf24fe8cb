"""The dose: the article's band, the step line with its points, and the amounts written on it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from titration.chart.drawing.picture import DrawnStep, Picture
from titration.chart.drawing.scale import Scale
from titration.chart.drawing.shapes import (
    BAND,
    BAND_EDGE,
    DOSE,
    HAIRLINE,
    INK_2,
    SURFACE,
    haloed,
    line,
    link,
    text,
)
from titration.rules import number

LABEL_ABOVE, LABEL_IN, LABEL_GAP, LABEL_HEIGHT, LETTER_WIDTH = 6, 4, 8, 24, 7
NOW_GAP, NOW_SIZE, DIGIT_WIDTH = 6, 14, 0.65


class Placed(NamedTuple):
    """A step with its place on the drawing: from ``left`` to ``right``, at ``y``.

    At a peak, the line falls on both sides.
    """

    step: DrawnStep
    left: float
    right: float
    y: float
    is_peak: bool

    def has_room_for(self, width: float) -> bool:
        """True if words of this width fit over the step; over a peak they may be wider than it."""
        return self.is_peak or self.right - self.left > width


def place_steps(picture: Picture, scale: Scale) -> list[Placed]:
    """Place the steps that have a day within the range."""
    totals = [Decimal(0), *(step.total_mg for step in picture.steps), Decimal(0)]
    return [
        Placed(
            step,
            scale.x(step.days.since),
            scale.x(step.days.until or scale.last),
            scale.y(step.total_mg),
            is_peak=before < step.total_mg > after,
        )
        for before, step, after in zip(totals, picture.steps, totals[2:], strict=False)
        if scale.reaches(step.days)
    ]


def band(picture: Picture, scale: Scale) -> Iterator[str]:
    """Draw the source's range on the days on which the dose is compared, and its label."""
    compared = picture.compared
    start, end = scale.x(compared.since), scale.x(compared.until or scale.last)
    if end <= start:
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
    """Split the band's label into two rows if the drawing is narrow."""
    room = scale.frame.width - scale.frame.left
    if len(label) * scale.frame.small / 2 < room:
        return [label]
    head, bracket, tail = label.partition(" (")
    return [head, f"{bracket.strip()}{tail}"]


def grid(scale: Scale, bottom: int) -> Iterator[str]:
    """Draw lines for amounts and dates, with labels on the left and at the bottom."""
    left, top, size = scale.frame.left, scale.frame.plot_top, scale.frame.small
    yield text(left - 8, top - 8, "mg per day", size, anchor="end", more=' font-weight="600"')
    for amount in scale.mg_ticks():
        y = scale.y(amount)
        yield line(left, y, scale.plot_right, y, HAIRLINE)
        yield text(left - 8, y + 4, number(amount), size, anchor="end", more=f' fill="{INK_2}"')
    for day, label in scale.day_ticks():
        x = scale.x(day)
        yield line(x, top, x, bottom, HAIRLINE)
        yield text(x, bottom + 15, label, size, anchor="middle", more=f' fill="{INK_2}"')


def today_line(picture: Picture, scale: Scale, bottom: int) -> Iterator[str]:
    """Draw the line between what was taken and what is planned."""
    if scale.shows(picture.today):
        x, top = scale.x(picture.today), scale.frame.plot_top
        yield line(x, top - 4, x, bottom, INK_2, ' stroke-dasharray="1 3"')
        words = "care ended" if picture.care_ended else "today"
        yield text(x, top - 8, words, scale.frame.small, anchor="middle")


def dose_line(placed: Sequence[Placed], picture: Picture, scale: Scale) -> Iterator[str]:
    """Draw the step line, solid up to today and dashed beyond, from the first step on."""
    today = scale.x(picture.today)
    solid = path(placed, 0, today)
    dashed = path(placed, today, scale.frame.width)
    for drawn, dashes in ((solid, ""), (dashed, ' stroke-dasharray="5 4"')):
        if drawn:
            yield f'<path d="{drawn}" fill="none" stroke="{DOSE}" stroke-width="2"{dashes}/>'


def path(placed: Sequence[Placed], left: float, right: float) -> str:
    """Return the part of the line between two x, as the commands of an SVG path.

    The line breaks where no step follows at once, over days told in words.
    """
    commands: list[str] = []
    reached: float | None = None
    for step in placed:
        start, end = max(step.left, left), min(step.right, right)
        if start < end or start == step.left == right:
            to_height = "V" if start == reached else f"M{start:.1f} "
            commands.append(f"{to_height}{step.y:.1f}H{end:.1f}")
            reached = end
    return "".join(commands)


def points(placed: Sequence[Placed], picture: Picture, scale: Scale) -> Iterator[str]:
    """Draw one point a step, linked to its row in the table; hollow if it is planned."""
    for step, x, _, y, _ in placed:
        if step.days.since >= scale.first:
            fill = DOSE if step.days.since <= picture.today else SURFACE
            yield link(
                step.href,
                step.title,
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="{DOSE}" fill-opacity="0"/>'
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{fill}" stroke="{DOSE}"/>',
            )


def labels(placed: Sequence[Placed], scale: Scale) -> Iterator[str]:
    """Write daily totals over the line where none overlaps: highest first, then longest held."""
    taken: list[Label] = []
    worded = [(at, number(at.step.total_mg)) for at in placed]
    roomy = [(at, words) for at, words in worded if at.has_room_for(len(words) * LETTER_WIDTH)]
    roomy.sort(key=lambda item: (item[0].step.total_mg, item[0].right - item[0].left), reverse=True)
    for at, words in roomy:
        half = len(words) * LETTER_WIDTH / 2
        middle = at.left + min((at.right - at.left) / 2, half + LABEL_IN)
        middle = max(middle, scale.frame.left + half)
        label = Label(middle - half, middle + half, at.y - LABEL_ABOVE)
        inside = label.right <= scale.plot_right
        if inside and not any(label.touches(other) for other in taken):
            taken.append(label)
            yield haloed(middle, label.baseline, words, scale.frame.small)


class Label(NamedTuple):
    """The space that a label takes: from ``left`` to ``right``, on ``baseline``."""

    left: float
    right: float
    baseline: float

    def touches(self, other: "Label") -> bool:
        """True if two labels would overlap or stand too close."""
        beside = self.left - LABEL_GAP < other.right and other.left - LABEL_GAP < self.right
        return beside and abs(self.baseline - other.baseline) < LABEL_HEIGHT


def now(picture: Picture, scale: Scale) -> Iterator[str]:
    """Write the daily total taken today, or when care ended, beside the end of the line."""
    held = next((step for step in picture.steps if step.days.holds(picture.today)), None)
    if held is not None:
        words = number(held.total_mg)
        x, y = scale.plot_right + NOW_GAP, scale.y(held.total_mg)
        size = min(NOW_SIZE, int((scale.frame.right - NOW_GAP) / len(words) / DIGIT_WIDTH))
        yield text(x, y + 3, words, size, more=f' font-weight="700" fill="{DOSE}"')
        when = "last" if picture.care_ended else "now"
        yield text(x, y + 16, when, scale.frame.small, more=f' fill="{INK_2}"')
