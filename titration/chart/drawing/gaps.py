"""Gaps in the dose line: hatched days on which no daily total is known, with the words told."""

from collections.abc import Iterator
from textwrap import wrap

from titration.chart.drawing.picture import DrawnGap, Picture
from titration.chart.drawing.room import Box, Room, width_of
from titration.chart.drawing.scale import Scale
from titration.chart.drawing.shapes import INK_2, SURFACE, lines, rect, text, xml
from titration.chart.drawing.words import day_link, span

ROW, MOST_ROWS, MARGIN, LETTER = 15, 5, 6, 7


def gaps(picture: Picture, scale: Scale, room: Room) -> Iterator[str]:
    """Draw each gap that has a day within the range."""
    for gap in picture.gaps:
        if scale.reaches(gap.days):
            shape = "".join(shapes(gap, scale, room))
            yield day_link(gap, picture.links, span(gap.days, scale), shape)


def shapes(gap: DrawnGap, scale: Scale, room: Room) -> Iterator[str]:
    """Draw one gap: the hatched days between dotted edges, and its words where they have room.

    White lies under the lines: on these days the dose is compared with no band.
    """
    left, right = scale.x(gap.days.since), scale.x(gap.days.until or scale.last)
    top, height = scale.frame.plot_top, scale.frame.plot_height
    room.take(Box(left, top, right, scale.plot_bottom))
    for fill in (SURFACE, "url(#hatching)"):
        yield rect(left, top, right - left, height, fill)
    edges = "".join(f"M{x} {top}V{scale.plot_bottom}" for x in (left, right))
    yield lines(edges, INK_2, ' stroke-dasharray="2 3"')
    yield from words(gap.says, left, right - left, scale)


def words(said: str, left: int, width: int, scale: Scale) -> Iterator[str]:
    """Write words on white in the middle of a gap, over some rows; none if they do not fit."""
    rows = wrap(said, max((width - 2 * MARGIN) // LETTER, 1), break_long_words=False)
    widest = max((width_of(row, bold=True) for row in rows), default=0) + MARGIN
    if not rows or len(rows) > MOST_ROWS or widest > width:
        return
    middle, tall = left + width // 2, ROW * len(rows) + 4
    top = scale.frame.plot_top + (scale.frame.plot_height - tall) // 2
    yield rect(middle - widest // 2, top, widest, tall, SURFACE)
    for row, each in enumerate(rows, start=1):
        yield text(middle, top + ROW * row - 2, xml(each), anchor="middle", bold=True)
