"""Which tablets add up to an amount: always ``Decimal`` mg, and exactly, or none at all.

It only adds. Which strengths there are, and if they may be halved, the clinician says.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from titration.rules import counted, mg

# The strengths of tablets to choose from, in mg. Each divides the next.
STRENGTHS_MG = (Decimal(5), Decimal(10), Decimal(20))


@dataclass(frozen=True, slots=True)
class Tablets:
    """Tablets of one strength in mg: ``whole`` ones, and a half of one if it ``has_half``."""

    strength_mg: Decimal
    whole: int
    has_half: bool = False

    @property
    def amount_mg(self) -> Decimal:
        """What they hold, in mg."""
        return self.strength_mg * self.whole + (self.strength_mg / 2 if self.has_half else 0)

    @property
    def count(self) -> str:
        """``1 tablet``, ``half a tablet``, ``2 and a half tablets``."""
        if not self.has_half:
            return counted(self.whole, "tablet")
        return f"{self.whole} and a half tablets" if self.whole else "half a tablet"

    @property
    def strength(self) -> str:
        """``10 mg``."""
        return mg(self.strength_mg)


def tablets_for(
    amount_mg: Decimal, strengths_mg: Collection[Decimal], *, may_halve: bool
) -> tuple[Tablets, ...] | None:
    """Return the fewest pieces that add up to an amount in mg, the strongest first.

    ``strengths_mg`` are some of ``STRENGTHS_MG``. Of as few pieces, those with fewer halves are
    returned. ``None`` means that no tablets of these strengths add up to it exactly.
    """
    strongest_first = sorted(set(strengths_mg), reverse=True)
    none = (False,) * len(strongest_first)
    halved = product((False, True), repeat=len(strongest_first)) if may_halve else [none]
    ways = (
        with_halves(amount_mg, dict(zip(strongest_first, each, strict=True))) for each in halved
    )
    return min((way for way in ways if way), key=pieces, default=None)


def with_halves(amount_mg: Decimal, halved: Mapping[Decimal, bool]) -> tuple[Tablets, ...]:
    """Fill an amount up with whole tablets, beside a half of each strength that is ``halved``.

    The strengths come strongest first. As each divides the one before it, as many as fit of the
    strongest are the fewest. Empty if they do not add up to the amount.
    """
    made: list[Tablets] = []
    left_mg = amount_mg - sum((each / 2 for each in halved if halved[each]), Decimal(0))
    if left_mg < 0:
        return ()
    for strength_mg, has_half in halved.items():
        whole, left_mg = divmod(left_mg, strength_mg)
        if whole or has_half:
            made.append(Tablets(strength_mg, int(whole), has_half))
    return () if left_mg else tuple(made)


def pieces(way: tuple[Tablets, ...]) -> tuple[int, int]:
    """Return how many pieces a way has, and how many of them are halves."""
    halves = sum(each.has_half for each in way)
    return sum(each.whole for each in way) + halves, halves
