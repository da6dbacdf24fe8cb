"""What a flag's code stands for, told once: every list and page of rules derives from it."""

from collections.abc import Callable
from dataclasses import dataclass

from titration.rules.source import Source


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One code: its label, the statements it rests on, and when it is raised.

    ``statements`` are ids, in the order in which a flag cites them. ``why_none``
    says why there are none. ``also_needs`` are statements whose figures it reads
    without citing them. ``when`` tells, in words and with a source's figures,
    when the code is raised, and ``levels`` at which level. ``beside_step`` is how
    the table of dose steps tells it, where it does.
    """

    code: str
    label: str
    statements: tuple[str, ...]
    when: Callable[[Source], str]
    levels: str
    also_needs: tuple[str, ...] = ()
    beside_step: str = ""
    why_none: str = ""

    @property
    def needs(self) -> frozenset[str]:
        """The statements that a source must make for this rule to be raised."""
        return frozenset((*self.statements, *self.also_needs))
