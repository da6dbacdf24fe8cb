"""Make chart pictures from plain values, and parse drawings from their markup.

In the frame ``SQUARED`` a day is one unit wide and a milligram one unit high, so that
positions can be worked out on paper: ``x = 10 + days since 1 January``, ``y = 94 - mg``.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
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
from titration.chart.drawing.shapes import BAND, DOSE
from titration.rules import Days

NEW_YEAR = date(2026, 1, 1)
ALWAYS, NEVER = Days(date.min, None), Days(date.max, date.max)
SQUARED = Frame(
    "squared", 134, left=10, right=24, plot_top=34, plot_height=60, tick_gap=50, small=11
)
SLIM = (
    " .,:()filrt-"  # letters of Inter about a third as wide as they are high; most others are 0.62
)

ANCHORS = {"start": Decimal(0), "middle": Decimal("0.5"), "end": Decimal(1)}


def on(day: int) -> date:
    """Return the day so many days after 1 January."""
    return NEW_YEAR + timedelta(days=day)


def steps(*totals: tuple[int, str]) -> tuple[DrawnStep, ...]:
    """``steps((10, "15"), (30, "0"))``: day and total in mg, each held until the next."""
    ends = [on(day) for day, _ in totals[1:]]
    return tuple(
        DrawnStep(Days(on(day), until), Decimal(total), f"{total} mg", f"#step-{day}")
        for (day, total), until in zip(totals, [*ends, None], strict=True)
    )


def effect(term: str, severity: str, first: int, last: int | None = None) -> DrawnEffect:
    """Make a side effect of one severity from its first day to its last."""
    until = None if last is None else on(last + 1)
    stretch = DrawnStretch(Days(on(first), until), severity)
    return DrawnEffect((stretch,), term, f"#effect-{first}")


def picture(
    *drawn_steps: DrawnStep,
    effects: tuple[DrawnEffect, ...] = (),
    gaps: tuple[DrawnGap, ...] = (),
    histories: tuple[str, ...] = (),
    today: int = 100,
    compared: Days = ALWAYS,
) -> Picture:
    """Make a picture of 100 days from 1 January, by default with today as the last.

    Its axis ends at 60 mg: the band ends at 50 mg, and a tenth is left free above it.
    """
    return Picture(
        first=on(0),
        last=on(100),
        today=on(today),
        steps=drawn_steps,
        effects=effects,
        gaps=gaps,
        histories=histories,
        compared=compared,
        low_mg=Decimal(20),
        high_mg=Decimal(50),
        band_label="Usual",
    )


class Words(NamedTuple):
    """Words on a drawing, and the space they take, roughly."""

    words: str
    left: Decimal
    right: Decimal
    top: Decimal
    baseline: Decimal

    def covers(self, other: "Words") -> bool:
        """Return whether the two overlap, so that not both could be read."""
        beside = self.left < other.right and other.left < self.right
        return beside and self.top < other.baseline and other.top < self.baseline


class Point(NamedTuple):
    """A point or a bar that is a link."""

    href: str
    title: str
    shape: ET.Element


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
    def band(self) -> tuple[str, str, str, str] | None:
        """Return left, top, width and height of the band, not of its sample beside the label."""
        for rect in self.root.findall(f"rect[@fill='{BAND}']"):
            if "stroke" not in rect.attrib:
                left, top, width, height = (rect.get(n, "") for n in ("x", "y", "width", "height"))
                return left, top, width, height
        return None

    @property
    def points(self) -> list[Point]:
        """Return every link to a row, in reading order."""
        return [
            Point(a.get("href", ""), a.findtext("title", ""), a) for a in self.root.findall("a")
        ]

    @property
    def texts(self) -> list[Words]:
        """Return all texts, without the halos under them."""
        return [read(text) for text in self.root.iter("text") if "aria-hidden" not in text.attrib]

    def written(self) -> list[str]:
        """Return the words of all texts."""
        return [text.words for text in self.texts]

    @property
    def amounts(self) -> list[Words]:
        """Return the totals written over the line: the texts that have a halo."""
        return [
            read(above)
            for below, above in pairwise(self.root.iter("text"))
            if "aria-hidden" in below.attrib
        ]


def read(text: ET.Element) -> Words:
    """Read a text element and the space it takes, roughly."""
    words = text.text or ""
    x, y, size = (Decimal(text.get(name, "")) for name in ("x", "y", "font-size"))
    width = size * sum(Decimal("0.33" if letter in SLIM else "0.62") for letter in words)
    left = x - width * ANCHORS[text.get("text-anchor", "")]
    return Words(words, left, left + width, y - size * Decimal("0.73"), y)


def drawn(shown: Picture, frame: Frame = SQUARED) -> Drawing:
    """Draw a picture, and parse the drawing."""
    return Drawing(draw(shown, frame, "Titration history"))


def collisions(drawing: Drawing) -> Iterator[tuple[str, str]]:
    """Return the pairs of texts that overlap."""
    texts = drawing.texts
    for index, one in enumerate(texts):
        for other in texts[index + 1 :]:
            if one.covers(other):
                yield one.words, other.words
