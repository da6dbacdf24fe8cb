"""Make chart pictures from plain values, and parse drawings from their markup.

In the frame ``SQUARED`` a day is one unit wide and a milligram one unit high as long as nothing
is planned, so that positions can be worked out on paper: ``x = 10 + days since 1 January``,
``y = 94 - mg``.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple
from xml.etree import ElementTree as ET

from titration.chart.drawing import (
    DrawnEffect,
    DrawnGap,
    DrawnStep,
    DrawnStretch,
    Frame,
    Picture,
    draw,
)
from titration.chart.drawing.shapes import BAND, DOSE, INK_2
from titration.rules import Days

NEW_YEAR = date(2026, 1, 1)
ALWAYS, NEVER = Days(date.min, None), Days(date.max, date.max)
SQUARED = Frame(
    134, left=10, after_today=24, after_planned=24, plot_top=34, plot_height=60, tick_gap=50,
    names_beside=False,
)  # fmt: skip
# Letters of Inter about a third as wide as they are high; other small letters are 0.57 on average.
SLIM = " .,:()fijlrt-"
SIZE = "12"  # of text that says no other

ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


def on(day: int) -> date:
    """Return the day so many days after 1 January."""
    return NEW_YEAR + timedelta(days=day)


def steps(*totals: tuple[int, str]) -> tuple[DrawnStep, ...]:
    """``steps((10, "15"), (30, "0"))``: day and total in mg, each held until the next."""
    ends = [on(day) for day, _ in totals[1:]]
    return tuple(
        DrawnStep(
            Days(on(day), until), Decimal(total), title=f"{total} mg", row=f"step-{day}",
            says=f"{total} mg per day",
        )
        for (day, total), until in zip(totals, [*ends, None], strict=True)
    )  # fmt: skip


def effect(term: str, *told: tuple[int, str], last: int | None = None) -> DrawnEffect:
    """``effect("drowsiness", (20, "mild"), (40, "severe"))``: severities, each until the next."""
    ends = [on(day) for day, _ in told[1:]]
    over = None if last is None else on(last + 1)
    each = tuple(
        DrawnStretch(Days(on(day), until), severity)
        for (day, severity), until in zip(told, [*ends, over], strict=True)
    )
    return DrawnEffect(each, title=f"{term}, all of it", row=f"effect-{told[0][0]}", says=term)


def picture(
    *drawn_steps: DrawnStep,
    effects: tuple[DrawnEffect, ...] = (),
    gaps: tuple[DrawnGap, ...] = (),
    histories: tuple[str, ...] = (),
    today: int = 100,
    compared: Days = ALWAYS,
) -> Picture:
    """Make a picture from 1 January, by default of 100 days. Its axis ends at 60 mg."""
    starts = [step.days.since for step in drawn_steps]
    return Picture(
        first=on(0),
        last=max([*starts, on(today)]),
        today=on(today),
        steps=drawn_steps,
        effects=effects,
        gaps=gaps,
        histories=histories,
        compared=compared,
        low_mg=Decimal(20),
        high_mg=Decimal(50),
    )


class Box(NamedTuple):
    """A rectangle on a drawing, with what is in it."""

    what: str
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: "Box") -> bool:
        """Return whether the two overlap."""
        beside = self.left < other.right and other.left < self.right
        return beside and self.top < other.bottom and other.top < self.bottom


class Point(NamedTuple):
    """A mark or a bar that is a link. Its title's first line is what it ``says``."""

    href: str
    said: str
    shape: ET.Element

    @property
    def says(self) -> str:
        """Return what is told of it on one day."""
        return self.said.partition("\n")[0]

    @property
    def title(self) -> str:
        """Return the rest of what is told of it."""
        return self.said.partition("\n")[2]

    @property
    def marks(self) -> list[tuple[str, int, int]]:
        """Return the name and the place of each mark."""
        uses = self.shape.findall("use")
        return [(use.get("href", "")[6:], at(use, "x"), at(use, "y")) for use in uses]


class Drawing:
    """A parsed drawing. Raises ``ParseError`` where it is not well-formed."""

    def __init__(self, svg: str) -> None:
        self.root = ET.fromstring(svg)  # noqa: S314 - our own drawing

    @property
    def line(self) -> str:
        """Return the path commands of the solid part of the dose line."""
        return self._path(dashed=False)

    @property
    def planned_line(self) -> str:
        """Return the path commands of its dashed part."""
        return self._path(dashed=True)

    def _path(self, *, dashed: bool) -> str:
        lines = self.root.findall(f"path[@stroke='{DOSE}'][@fill='none']")
        found = [line for line in lines if ("stroke-dasharray" in line.attrib) is dashed]
        assert len(found) <= 1
        return found[0].get("d", "") if found else ""

    @property
    def bands(self) -> list[tuple[int, int, int, int]]:
        """Return left, top, width and height of each part of the band."""
        rects = self.root.findall(f"rect[@fill='{BAND}']")
        return [
            (at(rect, "x"), at(rect, "y"), at(rect, "width"), at(rect, "height")) for rect in rects
        ]

    @property
    def points(self) -> list[Point]:
        """Return every link to a row, in reading order."""
        return [Point(a.get("href", ""), a.findtext("title", ""), a) for a in self.root.iter("a")]

    @property
    def texts(self) -> list[Box]:
        """Return all words with the space they take."""
        return [
            box_of(text, group.get("font-size", SIZE))
            for group in self.root.iter()
            for text in group.findall("text")
        ]

    def written(self) -> list[str]:
        """Return all words."""
        return [text.what for text in self.texts]

    @property
    def amounts(self) -> list[Box]:
        """Return the words on the dose line in the order in which they got room, “now” first."""
        now = self.root.findall("text[@font-size='17']")
        others = self.root.findall("g[@font-weight='600']/text")
        return [box_of(text, "13") for text in now + others]

    @property
    def obstacles(self) -> Iterator[Box]:
        """Yield what no word on the dose line may touch: line, points, today and gaps."""
        for command in (self.line, self.planned_line):
            yield from segments(command)
        for point in self.points:
            for name, x, y in point.marks:
                if name in ("taken", "planned"):
                    yield Box(point.title, x - 3.5, y - 3.5, x + 3.5, y + 3.5)
        for today in self.root.findall(f"path[@stroke='{INK_2}'][@stroke-dasharray='2 3']"):
            x, _, bottom = re.findall(r"[\d.]+", today.get("d", ""))[:3]
            yield Box("today", float(x), 0, float(x), float(bottom))
        for rect in self.root.iter("rect"):
            if rect.get("fill") == "url(#hatching)":
                left, top = at(rect, "x"), at(rect, "y")
                yield Box("gap", left, top, left + at(rect, "width"), top + at(rect, "height"))


def segments(commands: str) -> Iterator[Box]:
    """Yield the straight pieces of a path."""
    x = y = 0.0
    for letter, told in re.findall(r"([MVH])([\d. ]+)", commands):
        numbers = [float(number) for number in told.split()]
        before = x, y
        if letter == "M":
            x, y = numbers
            continue
        x, y = (numbers[0], y) if letter == "H" else (x, numbers[0])
        (left, right), (top, bottom) = sorted((before[0], x)), sorted((before[1], y))
        yield Box("line", left - 1, top - 1, right + 1, bottom + 1)


def at(element: ET.Element, name: str) -> int:
    """Return an attribute that is a whole number."""
    return int(element.get(name, ""))


def box_of(text: ET.Element, usual: str) -> Box:
    """Read a text element and the space it takes, roughly; ``usual`` is the size around it."""
    words, size = text.text or "", float(text.get("font-size", usual))
    width = size * sum(
        0.33 if letter in SLIM else 0.57 if letter.islower() else 0.63 for letter in words
    )
    left = at(text, "x") - width * ANCHORS[text.get("text-anchor", "start")]
    baseline = at(text, "y")
    return Box(words, left, baseline - size * 0.73, left + width, baseline)


def drawn(shown: Picture, frame: Frame = SQUARED) -> Drawing:
    """Draw a picture, and parse the drawing."""
    return Drawing(draw(shown, frame, "Titration history"))


def collisions(drawing: Drawing) -> Iterator[tuple[str, str]]:
    """Yield the pairs of texts that overlap, and the words on the dose line that touch it."""
    texts = drawing.texts
    for index, one in enumerate(texts):
        for other in texts[index + 1 :]:
            if one.covers(other):
                yield one.what, other.what
    obstacles = list(drawing.obstacles)
    for words in drawing.amounts:
        for obstacle in obstacles:
            if words.covers(obstacle):
                yield words.what, obstacle.what
