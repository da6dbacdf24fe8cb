"""Links to rows, and the days on which what they stand for held, for the line under the pointer."""

from html import escape

from titration.chart.drawing.picture import Drawn, RowLinks
from titration.chart.drawing.scale import Scale
from titration.chart.drawing.shapes import xml
from titration.rules import Days


def day_link(drawn: Drawn, links: RowLinks, days: str, shape: str) -> str:
    """Link a shape to its row. The page's script reads ``days`` and the title's first line."""
    return (
        f'<a href="{escape(links.to(drawn.row))}" data-days="{days}">'
        f"<title>{xml(drawn.says)}\n{xml(drawn.title)}</title>{shape}</a>"
    )


def told_only(drawn: Drawn, days: str, y: int) -> str:
    """Tell the script of a step that has no point at its height, so no link."""
    return f'<g data-days="{days}" data-y="{y}"><title>{xml(drawn.says)}</title></g>'


def span(days: Days, scale: Scale) -> str:
    """``12 40``: the number of the first day, and that of the first day after, if there is one."""
    since = scale.number_of(days.since)
    return f"{since} {scale.number_of(days.until)}" if days.until else f"{since}"
