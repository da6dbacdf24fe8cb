"""Draws the titration chart as SVG on the server: it works without JavaScript and on paper."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from itertools import chain

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from titration.chart.drawing.dose_labels import labels
from titration.chart.drawing.dose_line import (
    MONTHS_BELOW,
    band,
    dose_line,
    grid,
    heading,
    intended_line,
    months,
    place_steps,
    planned_ground,
    points,
    today_line,
)
from titration.chart.drawing.effects import effect_lanes
from titration.chart.drawing.gaps import gaps
from titration.chart.drawing.lanes import treatment_rows
from titration.chart.drawing.panels import rating_panels
from titration.chart.drawing.picture import (
    DrawnEffect,
    DrawnGap,
    DrawnMeasure,
    DrawnRating,
    DrawnStep,
    DrawnStretch,
    DrawnTreatment,
    Picture,
    RowLinks,
)
from titration.chart.drawing.room import Box, Room
from titration.chart.drawing.scale import NARROW, WIDE, Frame, Scale
from titration.chart.drawing.shapes import INK, SIZE, definitions

__all__ = [
    "NARROW",
    "WIDE",
    "DrawnEffect",
    "DrawnGap",
    "DrawnMeasure",
    "DrawnRating",
    "DrawnStep",
    "DrawnStretch",
    "DrawnTreatment",
    "Frame",
    "Picture",
    "RowLinks",
    "draw",
]

LABELS_FROM = 22  # the y from which amounts may be written: the line above says which day is today


@lru_cache(maxsize=settings.HISTORIES_KEPT)
def draw(picture: Picture, frame: Frame, label: str) -> SafeString:
    """Draw a chart as an ``svg`` element whose accessible name is ``label``.

    SVG paints in order: what lies under the line comes first, points and amounts later. From
    the top: dose, side effects, ratings, treatments, histories, so that dose, harm and benefit
    are seen together.
    """
    scale = Scale.of(picture, frame)
    placed = place_steps(picture, scale)
    room = Room(Box(frame.left, LABELS_FROM, frame.width, scale.plot_bottom + 2))
    effects = effect_lanes(picture, scale, scale.plot_bottom + MONTHS_BELOW + 6)
    ratings = rating_panels(picture, scale, effects.bottom)
    rows = treatment_rows(picture, scale, ratings.bottom)
    parts = chain(
        planned_ground(picture, scale, rows.bottom),
        grid(scale, rows.bottom),
        band(picture, scale),
        heading(scale, room),
        group("dose", gaps(picture, scale, room)),
        today_line(picture, scale, rows.bottom),
        group("dose", intended_line(picture, scale)),
        dose_line(placed, picture, scale),
        group("dose", points(placed, picture, scale)),
        labels(placed, picture, scale, room),
        months(scale, scale.plot_bottom + MONTHS_BELOW),
        group("effects", effects.parts),
        ratings.parts,
        group("treatments", rows.parts),
        months(scale, rows.bottom + MONTHS_BELOW),
    )
    height = rows.bottom + MONTHS_BELOW + 4
    size = f'width="{frame.width}" height="{height}" viewBox="0 0 {frame.width} {height}"'
    head = (
        f'<svg class="history" {size} role="group" aria-label="{escape(label)}" fill="{INK}"'
        f' font-size="{SIZE}"{for_the_script(picture, scale)}>'
    )
    drawn = "".join(parts)
    return mark_safe(head + definitions(drawn) + drawn + "</svg>")  # noqa: S308 - each part escapes its words  # nosec B308 B703


def group(tells: str, parts: Iterable[str]) -> Iterator[str]:
    """Group the links that tell of one thing, for the script that says what held on a day."""
    yield f'<g data-tells="{tells}">'
    yield from parts
    yield "</g>"


def for_the_script(picture: Picture, scale: Scale) -> str:
    """Return what the script of the page needs to find the day under the pointer."""
    return (
        f' data-first="{scale.first.isoformat()}" data-left="{scale.frame.left}"'
        f' data-right="{scale.plot_right}" data-days="{scale.days}"'
        f' data-today="{scale.number_of(picture.today)}" data-top="{scale.frame.plot_top}"'
        f' data-bottom="{scale.plot_bottom}"'
    )
