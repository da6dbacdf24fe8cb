"""Spreads what one lane shows over tracks, so that nothing covers anything else."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypeVar


class Extent(Protocol):
    """What takes the room of its lane from ``left`` to ``right``."""

    @property
    def left(self) -> int:
        """Where it begins."""
        ...

    @property
    def right(self) -> int:
        """Where it ends."""
        ...


E = TypeVar("E", bound=Extent)


class DrawnPart(NamedTuple):
    """A part of the drawing, and the y at which it ends."""

    parts: list[str]
    bottom: int


def tracks(shown: Sequence[E]) -> dict[E, int]:
    """Give each a track, the first free one, and as few tracks as keep them apart.

    ``shown`` must be in order of ``left``.
    """
    ends: list[int] = []
    given: dict[E, int] = {}
    for one in shown:
        free = next((track for track, end in enumerate(ends) if end <= one.left), None)
        if free is None:
            free = len(ends)
            ends.append(0)
        ends[free] = one.right
        given[one] = free
    return given
