"""An attacker who tries every clinic that there could be, and keeps those that show what is seen.

A world says how many patients are of each type. What a type is depends on the attack: the groups
of one plot, those of two plots, or those of one plot in two months. The attacker knows how many
patients there are in all, how the numbers told are made, and every page.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

World = tuple[int, ...]  # how many patients there are of each type
Part = frozenset[int]  # some of the types, by their places
Shown = tuple[Any, ...]  # all that the pages tell


def worlds(types: int, patients: int) -> Iterator[World]:
    """Yield every way in which so many patients can be of so many types."""
    if types == 1:
        yield (patients,)
        return
    for first in range(patients + 1):
        for others in worlds(types - 1, patients - first):
            yield (first, *others)


def sizes_left_open(
    possible: Iterable[World], pages: Callable[[World], Shown], parts: Sequence[Part]
) -> dict[Shown, dict[Part, set[int]]]:
    """Return, by what the pages show, the sizes that each part of the patients could still have."""
    left: dict[Shown, dict[Part, set[int]]] = defaultdict(lambda: defaultdict(set))
    for world in possible:
        sizes = left[pages(world)]
        for part in parts:
            sizes[part].add(sum(world[place] for place in part))
    return left


def every_part(types: int) -> list[Part]:
    """Every choice of some of the types, but not of none or all."""
    return [
        frozenset(some) for many in range(1, types) for some in combinations(range(types), many)
    ]


def is_known_to_be_small(sizes: set[int]) -> bool:
    """True if a part is known to be there, and to be of fewer than five patients."""
    return sizes <= {1, 2, 3, 4}
