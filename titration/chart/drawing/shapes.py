"""The pieces of SVG that make up a chart. They use presentation attributes only, no style."""

import re
from html import escape

INK, INK_2, HAIRLINE, SURFACE = "#1d2b36", "#52616b", "#d5dbe0", "#ffffff"
DOSE, BAND, BAND_EDGE = "#12405f", "#dfeae4", "#5f8a74"
RATING, TREATMENT = INK_2, INK_2
SEVERITY_COLOURS = {"mild": "#3f6f95", "moderate": "#a86200", "severe": "#a3123a"}

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def line(x1: float, y1: float, x2: float, y2: float, colour: str, more: str = "") -> str:
    """Draw a straight line, one unit wide."""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"{more}/>'
    )


def text(
    x: float, y: float, words: str, size: int, *, anchor: str = "start", more: str = ""
) -> str:
    """Write words, which must be escaped already, with their baseline at ``y``."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"{more}>'
        f"{words}</text>"
    )


def haloed(x: float, y: float, words: str, size: int) -> str:
    """Write words that can be read over lines: a white copy with a thick stroke lies beneath.

    Two elements, because some renderers to PDF do not know ``paint-order``.
    """
    halo = f' stroke="{SURFACE}" stroke-width="3" stroke-linejoin="round" aria-hidden="true"'
    return text(x, y, words, size, anchor="middle", more=halo) + text(
        x, y, words, size, anchor="middle"
    )


def link(href: str, title: str, shape: str) -> str:
    """Link a shape to its table row; the title says what it stands for."""
    return f'<a href="{escape(href)}"><title>{xml(title)}</title>{shape}</a>'


def xml(words: str) -> str:
    """Escape words that a person typed, without the characters that XML forbids."""
    return escape(NOT_XML.sub("\ufffd", words))


def severity_mark(severity: str, x: float, y: float) -> str:
    """Draw a hollow circle, a diamond or a triangle with an exclamation mark, by severity.

    A larger circle, not visible, is the target for the pointer.
    """
    colour = SEVERITY_COLOURS[severity]
    target = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="{SURFACE}" fill-opacity="0"/>'
    at = f'transform="translate({x:.1f} {y:.1f})"'
    if severity == "mild":
        return f'{target}<circle {at} r="4.5" fill="{SURFACE}" stroke="{colour}" stroke-width="2"/>'
    if severity == "moderate":
        return f'{target}<path {at} d="M0-6.2 6.2 0 0 6.2-6.2 0z" fill="{colour}"/>'
    return (
        f'{target}<g {at}><path d="M0-7 7 6H-7z" fill="{colour}"/>'
        f'<path d="M0-2.5V1.8M0 3.2V4.8" stroke="{SURFACE}" stroke-width="1.6"/></g>'
    )
