"""Pictures to draw by hand, and drawings read back from their markup.

In ``SQUARED`` a day is one unit wide and a milligram one unit high, so that a
place can be worked out on paper: ``x = 10 + days since 1 January``, ``y = 94 - mg``.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree as ET

from titration.chart.drawing import DrawnEffect, DrawnStep, Frame, Picture, draw
from titration.chart.drawing.shapes import BAND, DOSE
from titration.rules import Days

NEW_YEAR = date(2026, 1, 1)
ALWAYS, NEVER = Days(date.min, None), Days(date.max, date.max)
SQUARED = Frame(
    "squared", 134, left=10, right=24, plot_top=34, plot_height=60, tick_gap=50, small=11
)
SLIM = " .,:()filrt-"  # letters of Inter about a third as wide as high; most others are 0.62

ANCHORS = {"start": Decimal(0), "middle": Decimal("0.5"), "end": Decimal(1)}


def on(day: int) -> date:
    """The day so many days after New Year."""
    return NEW_YEAR + timedelta(days=day)


def steps(*totals: tuple[int, str]) -> tuple[DrawnStep, ...]:
    """``steps((10, "15"), (30, "0"))``: on day and total in mg, each held until the next."""
    ends = [on(day) for day, _ in totals[1:]]
    return tuple(
        DrawnStep(Days(on(day), until), Decimal(total), f"{total} mg", f"#step-{day}")
        for (day, total), until in zip(totals, [*ends, None], strict=True)
    )


def effect(term: str, severity: str, first: int, last: int | None = None) -> DrawnEffect:
    """A side effect from its first day to its last."""
    until = None if last is None else on(last + 1)
    return DrawnEffect(Days(on(first), until), severity, term, f"#effect-{first}")


def picture(
    *drawn_steps: DrawnStep,
    effects: tuple[DrawnEffect, ...] = (),
    histories: tuple[str, ...] = (),
    today: int = 100,
    compared: Days = ALWAYS,
) -> Picture:
    """A hundred days from New Year on, of which the last is today unless said otherwise.

    Its axis ends at 60 mg, as the band of 20 to 50 mg and a tenth of room give.
    """
    return Picture(
        first=on(0),
        last=on(100),
        today=on(today),
        steps=drawn_steps,
        effects=effects,
        histories=histories,
        compared=compared,
        low_mg=Decimal(20),
        high_mg=Decimal(50),
        band_label="Usual",
    )


class Words(NamedTuple):
    """Words on a drawing, and about how much room they take."""

    words: str
    left: Decimal
    right: Decimal
    top: Decimal
    baseline: Decimal

    def covers(self, other: "Words") -> bool:
        """Whether the two could not both be read."""
        beside = self.left < other.right and other.left < self.right
        return beside and self.top < other.baseline and other.top < self.baseline


class Point(NamedTuple):
    """A point or a bar that leads somewhere."""

    href: str
    title: str
    shape: ET.Element


class Drawing:
    """A drawing, read back. Raises ``ParseError`` where it is not well-formed."""

    def __init__(self, svg: str) -> None:
        self.root = ET.fromstring(svg)  # noqa: S314 - our own drawing

    @property
    def line(self) -> str:
        """The commands of the solid part of the dose line."""
        return self._path(dashed=False)

    @property
    def planned_line(self) -> str:
        """The commands of its dashed part."""
        return self._path(dashed=True)

    def _path(self, *, dashed: bool) -> str:
        lines = self.root.findall(f"path[@stroke='{DOSE}'][@fill='none']")
        found = [line for line in lines if ("stroke-dasharray" in line.attrib) is dashed]
        assert len(found) <= 1
        return found[0].get("d", "") if found else ""

    @property
    def band(self) -> tuple[str, str, str, str] | None:
        """Left, top, width and height of the band; the small one of its label left out."""
        for rect in self.root.findall(f"rect[@fill='{BAND}']"):
            if "stroke" not in rect.attrib:
                left, top, width, height = (rect.get(n, "") for n in ("x", "y", "width", "height"))
                return left, top, width, height
        return None

    @property
    def points(self) -> list[Point]:
        """Everything that leads to a row, in the order in which a reader meets it."""
        return [
            Point(a.get("href", ""), a.findtext("title", ""), a) for a in self.root.findall("a")
        ]

    @property
    def texts(self) -> list[Words]:
        """All that is written, but for the halos under it."""
        return [read(text) for text in self.root.iter("text") if "aria-hidden" not in text.attrib]

    def written(self) -> list[str]:
        """The words alone."""
        return [text.words for text in self.texts]

    @property
    def amounts(self) -> list[Words]:
        """The totals written over the line: those that have a halo beneath them."""
        return [
            read(above)
            for below, above in pairwise(self.root.iter("text"))
            if "aria-hidden" in below.attrib
        ]


def read(text: ET.Element) -> Words:
    """A text element with about the room it takes."""
    words = text.text or ""
    x, y, size = (Decimal(text.get(name, "")) for name in ("x", "y", "font-size"))
    width = size * sum(Decimal("0.33" if letter in SLIM else "0.62") for letter in words)
    left = x - width * ANCHORS[text.get("text-anchor", "")]
    return Words(words, left, left + width, y - size * Decimal("0.73"), y)


def drawn(shown: Picture, frame: Frame = SQUARED) -> Drawing:
    """A picture, drawn and read back."""
    return Drawing(draw(shown, frame, "Titration history"))


def collisions(drawing: Drawing) -> Iterator[tuple[str, str]]:
    """Each two texts of which one covers the other."""
    texts = drawing.texts
    for index, one in enumerate(texts):
        for other in texts[index + 1 :]:
            if one.covers(other):
                yield one.words, other.words
