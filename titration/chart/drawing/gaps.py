"""Gaps in the dose line: hatched days on which no daily total is known, with the words told."""

from collections.abc import Iterator
from textwrap import wrap

from titration.chart.drawing.picture import DrawnGap, Picture
from titration.chart.drawing.scale import Frame, Scale
from titration.chart.drawing.shapes import INK, INK_2, SURFACE, line, link, text, xml

LETTER = 0.6  # the width of a letter, as a part of the font size
ROW, MOST_ROWS, MARGIN = 14, 4, 6


def gaps(picture: Picture, scale: Scale) -> Iterator[str]:
    """Draw each gap that has a day within the range, under the pattern that hatches it."""
    shown = [gap for gap in picture.gaps if scale.reaches(gap.days)]
    if shown:
        yield hatching(scale.frame)
    for gap in shown:
        yield link(gap.href, gap.title, "".join(shapes(gap, scale)))


def shapes(gap: DrawnGap, scale: Scale) -> Iterator[str]:
    """Draw one gap: the hatched days between dotted edges, and its words where they have room.

    White lies under the lines: on these days the dose is compared with no band.
    """
    left, width = scale.x(gap.days.since), width_of(gap, scale)
    top, height = scale.frame.plot_top, scale.frame.plot_height
    for fill in (SURFACE, f"url(#{pattern_of(scale.frame)})"):
        yield (
            f'<rect x="{left:.1f}" y="{top}" width="{width:.1f}" height="{height}" fill="{fill}"/>'
        )
    for x in (left, left + width):
        yield line(x, top, x, scale.plot_bottom, INK_2, ' stroke-dasharray="1 3"')
    yield from words(gap.words, left, width, scale)


def words(said: str, left: float, width: float, scale: Scale) -> Iterator[str]:
    """Write words on white in the middle of a gap, over some rows; none if they do not fit."""
    size, letters = scale.frame.small, int((width - 2 * MARGIN) / (scale.frame.small * LETTER))
    rows = wrap(said, letters, break_long_words=False) if letters > 0 else []
    if not rows or len(rows) > MOST_ROWS or max(map(len, rows)) > letters:
        return
    middle = left + width / 2
    room = max(map(len, rows)) * size * LETTER + MARGIN
    first = scale.frame.plot_top + (scale.frame.plot_height - ROW * len(rows)) / 2
    yield (
        f'<rect x="{middle - room / 2:.1f}" y="{first - 2:.1f}" width="{room:.1f}"'
        f' height="{ROW * len(rows) + 4}" fill="{SURFACE}"/>'
    )
    for row, each in enumerate(rows):
        yield text(middle, first + ROW * row + 11, xml(each), size, anchor="middle")


def width_of(gap: DrawnGap, scale: Scale) -> float:
    """Return the width of the days of a gap that lie within the range."""
    return scale.x(gap.days.until or scale.last) - scale.x(gap.days.since)


def hatching(frame: Frame) -> str:
    """Define the pattern of thin slanted lines."""
    return (
        f'<defs><pattern id="{pattern_of(frame)}" width="6" height="6"'
        f' patternUnits="userSpaceOnUse"><path d="M0 6 6 0" stroke="{INK}"'
        ' stroke-opacity="0.25"/></pattern></defs>'
    )


def pattern_of(frame: Frame) -> str:
    """The pattern's id: a page holds a drawing in several frames, and no id twice."""
    return f"hatching-{frame.name}"
