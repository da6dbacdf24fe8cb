"""The amounts written on the dose line: the more telling ones first, and none that touches."""

from collections.abc import Iterator, Sequence

from titration.chart.drawing.dose_line import Placed, held_today, place
from titration.chart.drawing.picture import Picture
from titration.chart.drawing.room import Box, Room, Words, width_of
from titration.chart.drawing.scale import Scale
from titration.chart.drawing.shapes import DOSE, text, xml
from titration.rules import number

POINT, LINE = 5, 2.5  # how far from its middle a point and the line reach
OFF = 7  # from a point to the words beside it
SIZE, NOW_SIZE, NOW_APART = 13, 17, 6
NEAR_NOW = {True: 90, False: 150}  # by whether names stand beside: so near, “now” says it


def labels(placed: Sequence[Placed], picture: Picture, scale: Scale, room: Room) -> Iterator[str]:
    """Write what is taken now, then the totals: highest, stops, first, then newest to oldest.

    Words that find no room beside their point are left out; its title and its row tell them.
    """
    take_line(placed, picture, scale, room)
    take_intended(picture, scale, room)
    if at := room.place(now_words(picture, scale)):
        yield text(at.left, at.baseline, at.words, NOW_SIZE, bold=True, fill=DOSE)
    yield f'<g font-size="{SIZE}" font-weight="600">'
    for step in by_weight(told(placed, picture, scale)):
        if at := room.place(beside(total_words(step), step.left, step.y)):
            yield text(at.left, at.baseline, xml(at.words))
    yield "</g>"


def take_line(placed: Sequence[Placed], picture: Picture, scale: Scale, room: Room) -> None:
    """Note where the line, its points and the line of today are drawn."""
    today = scale.x(picture.today)
    room.take(Box(today - LINE, 0, today + LINE, scale.plot_bottom))
    reached: Placed | None = None
    for step in placed:
        room.take(Box(step.left, step.y - LINE, step.right, step.y + LINE))
        if step.step.days.since >= scale.first:
            room.take(Box(step.left - POINT, step.y - POINT, step.left + POINT, step.y + POINT))
        if reached and reached.right == step.left:
            top, bottom = sorted((reached.y, step.y))
            room.take(Box(step.left - LINE, top, step.left + LINE, bottom))
        reached = step


def take_intended(picture: Picture, scale: Scale, room: Room) -> None:
    """Note where what was planned and not taken so is drawn, up to today."""
    today = scale.x(picture.today)
    for step in place(picture.intended, scale):
        right = max(step.left + POINT, min(step.right, today))
        room.take(Box(step.left - POINT, step.y - POINT, right, step.y + POINT))


def told(placed: Sequence[Placed], picture: Picture, scale: Scale) -> list[Placed]:
    """Return the steps whose point is drawn and at which the total changes.

    The one that holds today is left out if “now” says its total close by.
    """
    totals = [None, *(step.step.total_mg for step in placed)]
    drawn = [
        step
        for step, before in zip(placed, totals, strict=False)
        if step.step.days.since >= scale.first and step.step.total_mg != before
    ]
    held, near = held_today(picture), NEAR_NOW[scale.frame.names_beside]
    return [
        each for each in drawn if each.step is not held or scale.x(picture.today) - each.left > near
    ]


def by_weight(steps: Sequence[Placed]) -> list[Placed]:
    """Return steps in the order in which they get room: the newest of the highest first."""
    newest_first = list(reversed(steps))
    highest = max(newest_first, key=lambda at: at.step.total_mg, default=None)
    first = steps[0] if steps else None
    return sorted(
        newest_first,
        key=lambda at: (at is not highest, at.step.total_mg != 0, at is not first),
    )


def total_words(at: Placed) -> str:
    """``45``, or ``Stopped``: no amount is a stop, not a zero."""
    return number(at.step.total_mg) if at.step.total_mg else "Stopped"


def beside(words: str, x: int, y: int) -> Iterator[Words]:
    """Yield the places of words beside a point: above right, below right, above and below left."""
    left = x - OFF - width_of(words, SIZE, bold=True)
    above, below = y - OFF - 1, y + OFF + SIZE - 3
    yield Words(words, x + OFF, above, SIZE)
    yield Words(words, x + OFF, below, SIZE)
    yield Words(words, left, above, SIZE)
    yield Words(words, left, below, SIZE)


def now_words(picture: Picture, scale: Scale) -> Iterator[Words]:
    """Yield the places of what is taken today: before today's line, above the dose or below.

    Where the line leaves no room there, the words move away from it step by step, then to the
    right of today, where only what is planned is drawn. When care ended, it was the last.
    """
    held = held_today(picture)
    if held is None:
        return
    when = "last" if picture.care_ended else "now"
    words = f"{number(held.total_mg) if held.total_mg else 'Stopped'} {when}"
    today, y = scale.x(picture.today), scale.y(held.total_mg)
    before = today - NOW_APART - width_of(words, NOW_SIZE, bold=True)
    heights = [y - OFF - 2, y + OFF + NOW_SIZE - 4]
    heights += [
        y + away for step in range(1, 8) for away in (-OFF - 10 * step, OFF + NOW_SIZE + 10 * step)
    ]
    for left in (before, today + NOW_APART):
        for baseline in heights:
            yield Words(words, left, baseline, NOW_SIZE)
