"""Draws the plots as SVG, in the colours of the chart, for whatever width they have.

Places across are in thousandths of the width and written as percentages, so that no width has
to be known and no text is scaled; places down are in px. What is not told is not drawn.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from django.utils.safestring import SafeString, mark_safe

from titration.chart.drawing.shapes import BAND, BAND_EDGE, DOSE, INK, INK_2, SURFACE, xml

Fill = Literal["solid", "pale", "hollow"]
# How a bar is filled, and the colour of a number on it; they differ without any colour, too.
FILLS: dict[Fill, tuple[str, str]] = {
    "solid": (f'fill="{DOSE}" stroke="{DOSE}"', SURFACE),
    "pale": (f'fill="#d5dbe0" stroke="{INK_2}"', INK),
    "hollow": (f'fill="{SURFACE}" stroke="{DOSE}"', INK),
}
WHOLE = 1000
SIZE, NUMBER_SIZE = 12, 13
COLUMN_TOP, COLUMN_HEIGHT, AXIS, BESIDE, APART = 24, 132, 40, 30, 8
ROW_HEIGHT, BAR_TOP, BAR_HEIGHT = 46, 19, 18
# How the number over a column is anchored, and at which half of its width: of two columns side
# by side each number has the room on the outer side, too.
OVER = {1: [("middle", 1)], 2: [("end", 2), ("start", 0)]}
WIDEST, ROOM_FOR_NUMBER = 840, 70  # of a bar, which its number follows; of one with it inside


class Series(NamedTuple):
    """Bars of one fill, a number for each row; ``None`` for what is not told."""

    words: str
    fill: Fill
    numbers: Sequence[int | None]


def columns(
    series: Sequence[Series], edges: Sequence[str], in_range: range, label: str
) -> SafeString:
    """Draw the rows as columns over an axis of doses, a source's range behind them.

    ``edges`` are written where one column ends and the next begins; ``in_range`` are the places
    of the columns in the range.
    """
    across, bottom = WHOLE // (len(edges) + 1), COLUMN_TOP + COLUMN_HEIGHT
    room = across - 2 * BESIDE - APART * (len(series) - 1)
    width, most = room // len(series), highest(series)
    parts = [*band(across * in_range.start, across * in_range.stop, bottom)]
    for place, each in enumerate(series):
        for row, number in enumerate(each.numbers):
            left = across * row + BESIDE + (width + APART) * place
            height = COLUMN_HEIGHT * number // most if number else 0
            if number:
                parts.append(bar(left, bottom - height, width, height, each.fill))
            anchor, over = OVER[len(series)][place]
            x = left + width * over // 2
            parts.append(told(number, x, bottom - height - 6, anchor=anchor))
    parts.append(line((0, bottom), (WHOLE, bottom), INK_2))
    for place, edge in enumerate(edges, 1):
        x = across * place
        parts.append(line((x, bottom), (x, bottom + 5), INK_2))
        parts.append(words(edge, x, bottom + 18, anchor="middle", fill=INK_2))
    parts.append(words("mg per day", WHOLE, bottom + 34, anchor="end", fill=INK_2))
    return svg(parts, bottom + AXIS, label)


def bars(rows: Sequence[str], numbers: Sequence[int | None], label: str) -> SafeString:
    """Draw a bar for each row, under its words; its number follows."""
    most = max(filter(None, numbers))
    parts: list[str] = []
    for place, (row, number) in enumerate(zip(rows, numbers, strict=True)):
        top = place * ROW_HEIGHT
        width = WIDEST * number // most if number else 0
        parts.append(words(xml(row), 0, top + 12))
        if number:
            parts.append(bar(0, top + BAR_TOP, width, BAR_HEIGHT, "solid"))
            parts.append(told(number, width, top + BAR_TOP + 14, anchor="start", beside=7))
        else:
            parts.append(words(number_told(None), 0, top + BAR_TOP + 12, fill=INK_2))
    return svg(parts, len(rows) * ROW_HEIGHT, label)


def stacks(rows: Sequence[str], series: Sequence[Series], label: str) -> SafeString:
    """Draw a bar for each row, under its words: what is told of the row, end to end."""
    sums = [sum(filter(None, row)) for row in zip(*(each.numbers for each in series), strict=True)]
    parts: list[str] = []
    for place, row in enumerate(rows):
        top, left = place * ROW_HEIGHT, 0
        parts.append(words(xml(row), 0, top + 12))
        for each in series:
            width = WHOLE * (each.numbers[place] or 0) // max(sums)
            if width:
                parts.append(bar(left, top + BAR_TOP, width, BAR_HEIGHT, each.fill))
            if width >= ROOM_FOR_NUMBER:
                middle, ink = left + width // 2, FILLS[each.fill][1]
                parts.append(told(each.numbers[place], middle, top + BAR_TOP + 14, fill=ink))
            left += width
    return svg(parts, len(rows) * ROW_HEIGHT, label)


def highest(series: Sequence[Series]) -> int:
    """Return the largest number that is told."""
    return max(number for each in series for number in each.numbers if number)


def number_told(number: int | None) -> str:
    """``20+``, for 20 or more; ``not shown``."""
    return f"{number:,}+" if number else "not shown"


def told(
    number: int | None, x: int, y: int, *, anchor: str = "middle", beside: int = 0, fill: str = INK
) -> str:
    """Write the number of a bar; in its place a dash where it is not told."""
    if number:
        more = f' font-size="{NUMBER_SIZE}" font-weight="600"'
        return words(number_told(number), x, y, anchor=anchor, beside=beside, fill=fill, more=more)
    return words("–", x, y, anchor=anchor, fill=INK_2)


def band(left: int, right: int, bottom: int) -> Iterator[str]:
    """Draw a source's range as the chart does: a band between two dashed edges."""
    yield rect(left, 0, right - left, bottom, f'fill="{BAND}"')
    for x in (left, right):
        yield line((x, 0), (x, bottom), BAND_EDGE, ' stroke-dasharray="3 3"')


def bar(left: int, top: int, width: int, height: int, fill: Fill) -> str:
    """Draw a bar of one fill."""
    return rect(left, top, width, height, FILLS[fill][0])


def rect(left: int, top: int, width: int, height: int, more: str) -> str:
    """Draw a rectangle."""
    place = f'x="{at(left)}" y="{top}" width="{at(width)}" height="{height}"'
    return f"<rect {place} {more}/>"


def line(start: tuple[int, int], end: tuple[int, int], stroke: str, more: str = "") -> str:
    """Draw a straight line."""
    places = f'x1="{at(start[0])}" y1="{start[1]}" x2="{at(end[0])}" y2="{end[1]}"'
    return f'<line {places} stroke="{stroke}"{more}/>'


def words(
    text: str, x: int, y: int, *, anchor: str = "", beside: int = 0, fill: str = INK, more: str = ""
) -> str:
    """Write words, which must be escaped already, with their baseline at ``y``."""
    more += f' text-anchor="{anchor}"' if anchor else ""
    more += f' dx="{beside}"' if beside else ""
    return f'<text x="{at(x)}" y="{y}" fill="{fill}"{more}>{text}</text>'


def at(thousandths: int) -> str:
    """``12.5%``."""
    return f"{thousandths // 10}.{thousandths % 10}%"


def svg(parts: Sequence[str], height: int, label: str) -> SafeString:
    """Put a drawing together; ``label`` says what it is, for whom it is not seen."""
    head = f'<svg width="100%" height="{height}" font-size="{SIZE}" role="img"'
    drawing = f'{head} aria-label="{xml(label)}">{"".join(parts)}</svg>'
    return mark_safe(drawing)  # noqa: S308 - every word is escaped  # nosec B308 B703
