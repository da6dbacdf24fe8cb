"""The pieces of SVG that make up a chart. They use presentation attributes only, no style."""

import re
from html import escape

INK, INK_2, GRID, SURFACE, PLANNED = "#1d2b36", "#52616b", "#e6eaed", "#ffffff", "#f6f8fa"
DOSE, BAND, BAND_EDGE = "#12405f", "#dfeae4", "#5f8a74"
RATING, TREATMENT = "#3b4d59", "#7a8892"
SEVERITY_COLOURS = {"mild": "#3f6f95", "moderate": "#a86200", "severe": "#a3123a"}
SEVERITY_FILLS = {"mild": SURFACE, "moderate": "#f7ead6", "severe": "#a3123a"}
SIZE = 12  # of text, unless it says another

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

TARGET = '<circle r="9" fill-opacity="0"/>'  # larger than the mark, for the pointer and a finger
TRIANGLE = '<path d="M0-7 7 6H-7z" fill="{}" stroke="{}"/><path d="M0-2.5V1.8M0 3.2V4.8" '


def warning_triangle(fill: str, sign: str) -> str:
    """Draw a triangle with an exclamation mark."""
    return (
        f'<path d="M0-7 7 6H-7z" fill="{fill}"/>'
        f'<path d="M0-2.5V1.8M0 3.2V4.8" stroke="{sign}" stroke-width="1.6"/>'
    )


# Marks are used where they stand. No two kinds share a shape.
MARKS = {
    "taken": f'<circle r="3.5" fill="{DOSE}" stroke="{SURFACE}"/>',
    "planned": f'<circle r="3.5" fill="{SURFACE}" stroke="{DOSE}" stroke-width="1.5"/>',
    "intended": f'<circle r="2.5" fill="{SURFACE}" stroke="{INK_2}"/>',
    "mild": (
        f'<circle r="4.5" fill="{SURFACE}" stroke="{SEVERITY_COLOURS["mild"]}" stroke-width="2"/>'
    ),
    "moderate": f'<path d="M0-6.2 6.2 0 0 6.2-6.2 0z" fill="{SEVERITY_COLOURS["moderate"]}"/>',
    "severe": warning_triangle(SEVERITY_COLOURS["severe"], SURFACE),
    "severe-inside": warning_triangle(SURFACE, SEVERITY_COLOURS["severe"]),
    "rated": f'<path d="M-3-3h6v6h-6z" fill="{SURFACE}" stroke="{RATING}" stroke-width="1.3"/>',
    "rated-told": f'<path d="M-3.5-3.5h7v7h-7z" fill="{INK}"/>',
    "given": f'<path d="M-2-7h4V7h-4z" fill="{INK}"/>',
}
# What is defined once in a drawing, by the attribute's value where it is used.
DEFINED = {
    f'"#mark-{name}"': f'<g id="mark-{name}">{TARGET}{MARKS[name]}</g>' for name in MARKS
} | {
    # What fades in over days of which it is not known if it had begun.
    "url(#fades)": (
        '<linearGradient id="fades"><stop stop-color="#3f6f95" stop-opacity="0"/>'
        '<stop offset="1" stop-color="#3f6f95" stop-opacity="0.4"/></linearGradient>'
    ),
    "url(#hatching)": (
        '<pattern id="hatching" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<path d="M0 6 6 0" stroke="{INK}" stroke-opacity="0.25"/></pattern>'
    ),
}


def definitions(drawing: str) -> str:
    """Return the definitions of what a drawing uses."""
    return f"<defs>{''.join(DEFINED[use] for use in DEFINED if use in drawing)}</defs>"


def mark(name: str, x: int, y: int) -> str:
    """Draw one of the ``MARKS``, centred."""
    return f'<use href="#mark-{name}" x="{x}" y="{y}"/>'


def rect(left: int, top: int, width: int, height: int, fill: str, more: str = "") -> str:
    """Draw a filled rectangle."""
    return f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="{fill}"{more}/>'


def lines(commands: str, stroke: str, more: str = "") -> str:
    """Draw straight lines, each a command to move and one to draw, one unit wide."""
    return f'<path d="{commands}" stroke="{stroke}"{more}/>'


def path(commands: str, stroke: str, more: str = "") -> str:
    """Draw a line along the commands of an SVG path, which may turn."""
    return lines(commands, stroke, f' fill="none"{more}')


def text(
    x: int, y: int, words: str, size: int = SIZE, *, anchor: str = "", bold: bool = False,
    fill: str = INK,
) -> str:  # fmt: skip
    """Write words, which must be escaped already, with their baseline at ``y``."""
    more = "" if size == SIZE else f' font-size="{size}"'
    more += f' text-anchor="{anchor}"' if anchor else ""
    more += ' font-weight="600"' if bold else ""
    more += "" if fill == INK else f' fill="{fill}"'
    return f'<text x="{x}" y="{y}"{more}>{words}</text>'


def xml(words: str) -> str:
    """Escape words that a person typed, without the characters that XML forbids."""
    return escape(NOT_XML.sub("\ufffd", words))
