"""Draws the titration chart as SVG on the server: it works without JavaScript and on paper."""

from html import escape
from itertools import chain

from django.utils.safestring import SafeString, mark_safe

from titration.chart.drawing.dose_line import (
    band,
    dose_line,
    grid,
    labels,
    now,
    place_steps,
    points,
    today_line,
)
from titration.chart.drawing.gaps import gaps
from titration.chart.drawing.lanes import Lanes
from titration.chart.drawing.panels import Panels
from titration.chart.drawing.picture import (
    DrawnEffect,
    DrawnGap,
    DrawnMeasure,
    DrawnRating,
    DrawnStep,
    DrawnStretch,
    DrawnTreatment,
    Picture,
)
from titration.chart.drawing.scale import NARROW, WIDE, Frame, Scale, rounded_top
from titration.chart.drawing.shapes import INK

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
    "draw",
]

ROOM_FOR_DATES = 22


def draw(picture: Picture, frame: Frame, label: str) -> SafeString:
    """Draw a chart as an ``svg`` element whose accessible name is ``label``.

    SVG paints in order: what lies under the line comes first, points and amounts later.
    """
    shown_mg = [step.total_mg for step in picture.steps]
    top_mg = rounded_top(max([*shown_mg, picture.high_mg]))
    scale = Scale(frame, picture.first, picture.last, top_mg)
    placed = place_steps(picture, scale)
    lanes = Lanes(picture, scale, scale.plot_bottom)
    in_lanes = list(lanes.draw())
    panels = Panels(picture, scale, lanes.bottom)
    on_panels = list(panels.draw())
    parts = chain(
        band(picture, scale),
        grid(scale, panels.bottom),
        gaps(picture, scale),
        today_line(picture, scale, panels.bottom),
        dose_line(placed, picture, scale),
        labels(placed, scale),
        points(placed, picture, scale),
        now(picture, scale),
        in_lanes,
        on_panels,
    )
    head = (
        f'<svg class="{frame.name}" viewBox="0 0 {frame.width} {panels.bottom + ROOM_FOR_DATES}"'
        f' role="group" aria-label="{escape(label)}" fill="{INK}">'
    )
    return mark_safe(head + "".join(parts) + "</svg>")  # noqa: S308 - each part escapes its words  # nosec B308 B703
