"""Ratings, each measure on a panel of its own: no two scales share an axis."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from patients.days import day_text
from titration.chart.drawing.picture import DrawnMeasure, DrawnRating, Picture
from titration.chart.drawing.room import Box, Room, Words, cut, width_of
from titration.chart.drawing.scale import Scale
from titration.chart.drawing.shapes import GRID, INK_2, RATING, lines, mark, path, text, xml
from titration.chart.drawing.tracks import DrawnPart
from titration.chart.drawing.words import day_link
from titration.rules import number

HEIGHT, ABOVE, NAME_ABOVE, NAME_BASELINE, UNDER = 64, 20, 20, 12, 12
SIZE, NEWEST_SIZE, POINT = 12, 20, 4
YEAR = -5  # where the year of ``24-Nov-2026`` begins


class Point(NamedTuple):
    """A rating with its place on the drawing."""

    rating: DrawnRating
    x: int
    y: int


def rating_panels(picture: Picture, scale: Scale, top: int) -> DrawnPart:
    """Draw a panel for each measure rated within the range, all on the same time axis."""
    parts: list[str] = []
    for measure in picture.measures:
        shown = [rating for rating in measure.ratings if scale.shows(rating.on)]
        if shown:
            top += ABOVE + (0 if scale.frame.names_beside else NAME_ABOVE)
            inside = "".join(panel(measure, shown, picture, scale, top))
            parts.append(f'<g data-measure="{xml(measure.name)}">{inside}</g>')
            top += HEIGHT
    return DrawnPart(parts, top + UNDER)


def panel(
    measure: DrawnMeasure, shown: list[DrawnRating], picture: Picture, scale: Scale, top: int
) -> Iterator[str]:
    """Draw one panel: its name, its two ends, the line, the values told, and the newest."""
    at = [Point(each, scale.x(each.on), height(measure, each.value, top)) for each in shown]
    yield from name(measure, scale, top)
    yield lines(
        "".join(f"M{scale.frame.left} {y}H{scale.frame.width}" for y in (top, top + HEIGHT)), GRID
    )
    yield path("M" + "L".join(f"{x} {y}" for _, x, y in at), RATING, ' stroke-width="2"')
    telling = told(at)
    for each in at:
        shape = "rated-told" if each in telling or each is at[-1] else "rated"
        day = str(scale.number_of(each.rating.on))
        yield day_link(each.rating, picture.links, day, mark(shape, each.x, each.y))
    yield from values(at, telling, scale, top)
    yield from newest(at[-1], measure.ratings[0], picture, scale, top)


def name(measure: DrawnMeasure, scale: Scale, top: int) -> Iterator[str]:
    """Write name and scale left of the panel, or above it where the drawing is narrow."""
    left = scale.frame.left
    for y, end in ((top + 4, measure.high), (top + HEIGHT + 4, measure.low)):
        yield text(left - 8, y, number(end), anchor="end", fill=INK_2)
    if scale.frame.names_beside:
        yield text(0, top + 26, xml(cut(measure.name, left - 8, 13, bold=True)), 13, bold=True)
        yield text(0, top + 42, xml(cut(measure.scale, left - 8)), fill=INK_2)
        return
    words = cut(measure.name, scale.frame.width - width_of(measure.scale) - 12, bold=True)
    yield text(0, top - NAME_BASELINE, xml(words), bold=True)
    yield text(width_of(words, bold=True) + 8, top - NAME_BASELINE, xml(measure.scale), fill=INK_2)


def height(measure: DrawnMeasure, value: Decimal, top: int) -> int:
    """Return the y of a value on a panel. Values are whole hundredths until here."""
    above, span = (int(100 * one) for one in (value - measure.low, measure.high - measure.low))
    return round(top + HEIGHT - HEIGHT * above / span)


def told(at: Sequence[Point]) -> list[Point]:
    """Return the points whose value is written: the first, the latest highest and lowest.

    The last is written larger beside the panel; an extreme that equals it is not repeated.
    """
    latest_first = list(reversed(at))
    extremes = [most(latest_first, key=lambda point: point.rating.value) for most in (max, min)]
    last = at[-1].rating.value
    telling = [each for each in extremes if each.rating.value != last]
    return [each for each in at[:-1] if each is at[0] or each in telling]


def values(at: Sequence[Point], telling: Sequence[Point], scale: Scale, top: int) -> Iterator[str]:
    """Write the values told over their points, or under them, where they touch nothing."""
    highest = top - (ABOVE if scale.frame.names_beside else NAME_BASELINE - 2)
    room = Room(Box(scale.frame.left - 20, highest, scale.frame.width, top + HEIGHT + 14))
    for _, x, y in at:
        room.take(Box(x - POINT, y - POINT, x + POINT, y + POINT))
    for each in telling:
        words = number(each.rating.value)
        left = each.x - width_of(words, SIZE, bold=True) // 2
        over, under = each.y - POINT - 4, each.y + POINT + SIZE
        lower_half = each.y > top + HEIGHT // 2
        places = (under, over) if lower_half and under < top + HEIGHT else (over, under)
        if found := room.place(Words(words, left, y, SIZE) for y in places):
            yield text(found.left, found.baseline, words, bold=True)


def newest(
    last: Point, first: DrawnRating, picture: Picture, scale: Scale, top: int
) -> Iterator[str]:
    """Write the newest value right of today at its height, with its day and the first value."""
    value, left = number(last.rating.value), scale.x(picture.today) + 10
    baseline = min(max(last.y + 7, top + 14), top + HEIGHT + 4)
    size = NEWEST_SIZE if scale.frame.names_beside else 17
    yield text(left, baseline, value, size, bold=True)
    if scale.frame.names_beside:
        beside = left + width_of(value, size, bold=True) + 6
        yield text(beside, baseline - 8, day_text(last.rating.on)[:YEAR], fill=INK_2)
        if first is not last.rating:
            yield text(beside, baseline + 6, f"first {number(first.value)}", fill=INK_2)
