"""Defines a rule once: every list and page of rules derives from it."""

from collections.abc import Callable
from dataclasses import dataclass

from titration.rules.source import Source


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One code: its label, the statements it rests on, and when its flag is raised.

    ``statements`` are ids, in the order in which a flag cites them; if there are none,
    ``why_none`` says why. ``also_needs`` are statements whose figures it reads without
    citing them. ``when`` says in words, with a source's figures, when the flag is raised,
    and ``levels`` at which level. ``beside_step`` is what the table of dose steps says of
    it; empty if nothing.
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
