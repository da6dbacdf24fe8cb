"""The room that words take on a drawing, so that no label touches anything else."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from titration.chart.drawing.shapes import SIZE

# Widths of Inter's letters, as parts of the font size; bold is a little wider.
SLIM, WIDE = frozenset(" .,:;'|()[]!ijlrtfI-"), frozenset("mwMWQO@%—…")
SLIM_WIDTH, SMALL_WIDTH, WIDE_WIDTH, BOLD = 0.34, 0.58, 0.92, 1.05
CAPITAL_WIDTH = 0.66  # of capitals, digits and what is neither slim nor a small letter
ASCENT, DESCENT = 0.75, 0.22  # how far letters reach over and under their baseline
IDEOGRAPHS = "\u2e80"  # the letters from here on are as wide as they are high
COLUMN = 64  # how wide the strips are by which what is taken is looked up


def width_of_letter(letter: str) -> float:
    """Return the width of a letter, as a part of the font size."""
    if letter in SLIM:
        return SLIM_WIDTH
    if letter in WIDE or letter >= IDEOGRAPHS:
        return WIDE_WIDTH
    return SMALL_WIDTH if letter.islower() else CAPITAL_WIDTH


@lru_cache(maxsize=4096)
def width_of(words: str, size: int = SIZE, *, bold: bool = False) -> int:
    """Return the width that words take, in pixels, rather more than less.

    It is kept: the same amounts and names are measured again and again.
    """
    parts = sum(map(width_of_letter, words))
    return int(parts * size * (BOLD if bold else 1)) + 1


def cut(words: str, room: int, size: int = SIZE, *, bold: bool = False) -> str:
    """Return words, cut short where they are wider than the room."""
    if width_of(words, size, bold=bold) <= room:
        return words
    while words and width_of(f"{words}…", size, bold=bold) > room:
        words = words[:-1]
    return f"{words}…"


class Box(NamedTuple):
    """A rectangle on the drawing; ``top`` is less than ``bottom``."""

    left: float
    top: float
    right: float
    bottom: float

    def within(self, other: "Box") -> bool:
        """True if it lies wholly in the other."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


class Words(NamedTuple):
    """Words, and where they would stand: from ``left``, on ``baseline``."""

    words: str
    left: int
    baseline: int
    size: int = SIZE
    bold: bool = True

    @property
    def box(self) -> Box:
        """The room that they take."""
        width = width_of(self.words, self.size, bold=self.bold)
        top, bottom = self.size * ASCENT, self.size * DESCENT
        return Box(self.left, self.baseline - top, self.left + width, self.baseline + bottom)


class Room:
    """Remembers what is taken within ``bounds``, and finds words a place that touches none of it.

    What is taken is kept by strips of the drawing, so that looking for a place costs the
    same beside one step and beside hundreds.
    """

    def __init__(self, bounds: Box) -> None:
        self._bounds = bounds
        self._taken: dict[int, list[Box]] = defaultdict(list)

    def take(self, box: Box) -> None:
        """Note that something is drawn in a box."""
        for strip in strips(box):
            self._taken[strip].append(box)

    def is_free(self, box: Box) -> bool:
        """True if a box lies within the bounds and touches nothing that is drawn."""
        if not box.within(self._bounds):
            return False
        for strip in strips(box):
            for left, top, right, bottom in self._taken[strip]:
                beside = box.left < right and left < box.right
                if beside and box.top < bottom and top < box.bottom:
                    return False
        return True

    def place(self, tried: Iterable[Words]) -> Words | None:
        """Return the first words that have a free place, which is taken then, or ``None``."""
        for words in tried:
            if self.is_free(words.box):
                self.take(words.box)
                return words
        return None


def strips(box: Box) -> range:
    """The strips of the drawing in which a box lies."""
    return range(int(box.left // COLUMN), int(box.right // COLUMN) + 1)
