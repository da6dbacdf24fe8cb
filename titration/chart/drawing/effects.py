"""Side effects: a lane a severity, a bar a stretch, and the bars of one effect joined."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from titration.chart.drawing.picture import DrawnEffect, Picture
from titration.chart.drawing.room import Box, Room, Words, width_of
from titration.chart.drawing.scale import Scale
from titration.chart.drawing.shapes import (
    GRID,
    INK,
    INK_2,
    SEVERITY_COLOURS,
    SEVERITY_FILLS,
    SURFACE,
    lines,
    mark,
    rect,
    text,
    xml,
)
from titration.chart.drawing.tracks import DrawnPart, tracks
from titration.chart.drawing.words import day_link
from titration.rules import Days

SEVERITIES = ("severe", "moderate", "mild")
HEADING, ROW, BAR, UNDER = 22, 22, 16, 8
MARK_HALF, ARROW, INSIDE = 8, 8, 14  # INSIDE: from the left of a bar to its name
NARROWEST_BAR, MARK_FITS = 3, 20


class Bar(NamedTuple):
    """A stretch of an effect, ``since`` x ``until`` x; with its mark it takes a little more."""

    effect: int
    severity: str
    since: int
    until: int
    has_mark: bool
    is_open: bool

    @property
    def left(self) -> int:
        """Where its mark begins."""
        return self.since - MARK_HALF if self.has_mark else self.since

    @property
    def right(self) -> int:
        """Where its arrow ends, or its mark if that is wider than the bar."""
        return max(self.until + (ARROW if self.is_open else 0), self.since + MARK_HALF) + 1


def effect_lanes(picture: Picture, scale: Scale, top: int) -> DrawnPart:
    """Draw the lanes downwards from ``top``, then each effect across those it runs through."""
    parts = [text(0, top + 14, "Side effects", 13, bold=True)]
    bars = sorted(bars_of(picture, scale), key=lambda bar: (bar.left, bar.effect))
    heights: dict[Bar, int] = {}
    bottom = top + HEADING
    for severity in SEVERITIES:
        in_lane = tracks([bar for bar in bars if bar.severity == severity])
        bottom += 0 if scale.frame.names_beside else ROW - 4
        parts += lane(severity, bottom + ROW // 2, scale)
        last = max(in_lane.values(), default=0)
        for bar, track in in_lane.items():
            # The first track lies nearest the next lane, so that joints are short.
            down = last - track if severity == SEVERITIES[0] else track
            heights[bar] = bottom + ROW // 2 + ROW * down
        bottom += ROW * (last + 1)
    found = by_effect(heights)
    shown = [(picture.effects[number], found[number]) for number in sorted(found)]
    named = names(shown, heights, scale, Box(scale.frame.left, top, scale.frame.width, bottom))
    drawings = [
        drawn(effect, bars, named.get(effect, []), picture, scale) for effect, bars in shown
    ]
    parts += ['<g stroke-width="1.4">', *drawings, "</g>"]
    return DrawnPart(parts, bottom + UNDER)


def bars_of(picture: Picture, scale: Scale) -> Iterator[Bar]:
    """Yield a bar for each stretch of an effect that has a day within the range."""
    for number, effect in enumerate(picture.effects):
        for stretch in effect.stretches:
            until = stretch.days.until or picture.today
            if stretch.days.since <= scale.last and until > scale.first:
                since, end = scale.x(stretch.days.since), scale.x(until)
                yield Bar(
                    number,
                    stretch.severity,
                    since,
                    max(end, since + NARROWEST_BAR),
                    has_mark=scale.shows(stretch.days.since),
                    is_open=stretch.days.until is None,
                )


def by_effect(heights: dict[Bar, int]) -> dict[int, list[tuple[Bar, int]]]:
    """Return the bars of each effect in order, each with the y of its middle."""
    found: dict[int, list[tuple[Bar, int]]] = defaultdict(list)
    for bar in sorted(heights, key=lambda bar: bar.since):
        found[bar.effect].append((bar, heights[bar]))
    return found


def lane(severity: str, y: int, scale: Scale) -> Iterator[str]:
    """Draw an empty lane with its name: left of it, or above it where the drawing is narrow."""
    name = severity.capitalize()
    yield lines(f"M{scale.frame.left} {y}H{scale.frame.width}", GRID)
    baseline = y + 4 if scale.frame.names_beside else y - ROW // 2 - 2
    yield mark(severity, 6, baseline - 4)
    yield text(18, baseline, name, fill=INK_2)


def drawn(
    effect: DrawnEffect,
    bars: list[tuple[Bar, int]],
    words: list[str],
    picture: Picture,
    scale: Scale,
) -> str:
    """Draw one effect: its bars, the lines from lane to lane, its marks and its name."""
    parts: list[str] = []
    for (_, above), (bar, below) in pairwise(bars):
        parts.append(lines(f"M{bar.since} {above}V{below}", INK_2))
    for bar, y in bars:
        parts += shape(bar, y, effect.uncertain, scale)
    for bar, y in bars:
        if bar.has_mark:
            inside = bar.severity == "severe" and bar.until - bar.since >= MARK_FITS
            shift, name = (9, "severe-inside") if inside else (0, bar.severity)
            parts.append(mark(name, bar.since + shift, y))
    return day_link(effect, picture.links, severities(effect, scale), "".join(parts + words))


def shape(bar: Bar, y: int, uncertain: Days | None, scale: Scale) -> Iterator[str]:
    """Draw a bar, faded over the days of which it is not known if the effect had begun.

    A bar that its mark would hide is not drawn: the mark stands for both.
    """
    is_hidden = bar.has_mark and not bar.is_open and bar.until - bar.since <= MARK_HALF
    if is_hidden and uncertain is None:
        return
    colour, top = SEVERITY_COLOURS[bar.severity], y - BAR // 2
    known = known_from(bar, uncertain, scale)
    if known > bar.since:
        dotted = f' stroke="{colour}" stroke-dasharray="2 2"'
        yield rect(bar.since, top, known - bar.since, BAR, "url(#fades)", dotted)
    if known < bar.until:
        outline = f' stroke="{colour}"'
        yield rect(known, top, bar.until - known, BAR, SEVERITY_FILLS[bar.severity], outline)
    if bar.is_open:
        yield f'<path d="M{bar.until} {top}l{ARROW} 8-{ARROW} 8z" fill="{colour}"/>'


def severities(effect: DrawnEffect, scale: Scale) -> str:
    """``12 mild 20 severe 35``: numbers of days and the severity from each; a last day ends it."""
    told = [f"{scale.number_of(one.days.since)} {one.severity}" for one in effect.stretches]
    until = effect.stretches[-1].days.until
    return " ".join([*told, str(scale.number_of(until))] if until else told)


def names(
    shown: list[tuple[DrawnEffect, list[tuple[Bar, int]]]],
    heights: dict[Bar, int],
    scale: Scale,
    bounds: Box,
) -> dict[DrawnEffect, list[str]]:
    """Write the name of each effect on its bars or beside them, where it touches nothing.

    Open effects come first, then the newest. A name stands inside every bar that has room;
    if none has, beside the severest, right of it or left.
    """
    room = Room(bounds)
    for bar, y in heights.items():
        room.take(Box(bar.left, y - BAR / 2, bar.right, y + BAR / 2))
    found: dict[DrawnEffect, list[str]] = {}
    newest_first = list(reversed(shown))
    for effect, bars in sorted(newest_first, key=lambda told: not told[0].is_open):
        inside = [words for bar, y in bars for words in on_bar(effect, bar, y, scale)]
        bar, y = min(bars, key=lambda placed: SEVERITIES.index(placed[0].severity))
        if not inside and (at := room.place(beside(effect, bar, y))):
            inside = [text(at.left, at.baseline, xml(at.words))]
        found[effect] = inside
    return found


def name_of(effect: DrawnEffect) -> Iterator[str]:
    """Yield the name with its detail, then alone."""
    if effect.detail:
        yield f"{effect.says}, {effect.detail}"
    yield effect.says


def on_bar(effect: DrawnEffect, bar: Bar, y: int, scale: Scale) -> Iterator[str]:
    """Write the name inside a bar, after its mark and uncertain days, if it has room."""
    left = bar.since + INSIDE + (6 if bar.severity == "severe" else 0)
    left = max(left, known_from(bar, effect.uncertain, scale) + 6)
    fill = SURFACE if bar.severity == "severe" else INK
    for words in name_of(effect):
        if left + width_of(words) <= bar.until - 4:
            yield text(left, y + 4, xml(words), fill=fill)
            return


def known_from(bar: Bar, uncertain: Days | None, scale: Scale) -> int:
    """Return the x from which it is known that the effect had begun."""
    known = scale.x(uncertain.until) if uncertain and uncertain.until else bar.since
    return min(max(known, bar.since), bar.until)


def beside(effect: DrawnEffect, bar: Bar, y: int) -> Iterator[Words]:
    """Yield the places of the name beside a bar: right of it, then left."""
    for words in name_of(effect):
        yield Words(words, bar.right + 4, y + 4, bold=False)
        yield Words(words, bar.left - 4 - width_of(words), y + 4, bold=False)
