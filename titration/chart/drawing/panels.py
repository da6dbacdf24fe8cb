"""Ratings, each measure on a panel of its own: no two scales share an axis."""

from collections.abc import Iterator
from decimal import Decimal

from titration.chart.drawing.picture import DrawnMeasure, DrawnRating, Picture
from titration.chart.drawing.scale import Frame, Scale
from titration.chart.drawing.shapes import HAIRLINE, INK_2, RATING, SURFACE, line, link, text, xml
from titration.rules import number

HEADING, HEIGHT, GAP = 22, 32, 8
LETTER = 0.62  # the width of a wide letter, as a part of the font size


class Panels:
    """Draws panels downwards from ``top``; ``bottom`` is where the last one ends."""

    def __init__(self, picture: Picture, scale: Scale, top: int) -> None:
        self.picture = picture
        self.scale = scale
        self.bottom = top

    def draw(self) -> Iterator[str]:
        """Draw a panel for each measure rated within the range, all on the same time axis."""
        for measure in self.picture.measures:
            shown = [rating for rating in measure.ratings if self.scale.shows(rating.on)]
            if shown:
                yield from self._panel(measure, shown)

    def _panel(self, measure: DrawnMeasure, shown: list[DrawnRating]) -> Iterator[str]:
        left, right, size = self.scale.frame.left, self.scale.plot_right, self.scale.frame.small
        self.bottom += HEADING
        heading = fitted(measure, self.scale.frame)
        yield text(left, self.bottom - 6, xml(heading), size, more=' font-weight="600"')
        for value in (measure.low, measure.high):
            y = self._y(measure, value)
            yield line(left, y, right, y, HAIRLINE)
            yield text(left - 8, y + 4, number(value), size, anchor="end", more=f' fill="{INK_2}"')
        at = [(self.scale.x(rating.on), self._y(measure, rating.value)) for rating in shown]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in at)
        yield f'<path d="M{path}" fill="none" stroke="{RATING}" stroke-opacity="0.6"/>'
        for rating, (x, y) in zip(shown, at, strict=True):
            yield link(rating.href, rating.title, mark(x, y))
        self.bottom += HEIGHT + GAP

    def _y(self, measure: DrawnMeasure, value: Decimal) -> float:
        above, span = (int(100 * one) for one in (value - measure.low, measure.high - measure.low))
        return self.bottom + HEIGHT - HEIGHT * above / span


def fitted(measure: DrawnMeasure, frame: Frame) -> str:
    """Return the heading of a panel; a long name is cut short, so that the scale has room."""
    room = int((frame.width - frame.left) / (frame.small * LETTER)) - len(measure.scale) - 2
    name = measure.name if len(measure.name) <= room else f"{measure.name[: room - 1]}…"
    return f"{name}, {measure.scale}"


def mark(x: float, y: float) -> str:
    """Draw a square, which no other mark of the chart is, on a larger target for the pointer."""
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="{SURFACE}" fill-opacity="0"/>'
        f'<rect x="{x - 3:.1f}" y="{y - 3:.1f}" width="6" height="6" fill="{RATING}"/>'
    )
