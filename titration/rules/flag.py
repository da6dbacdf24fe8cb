"""The result of the rules: informational flags, each over an interval of days."""

from datetime import date
from typing import Literal, NamedTuple

from titration.rules.history import Fact, Step
from titration.rules.rule import Rule
from titration.rules.source import Source, Statement

Level = Literal["context", "notice", "attention"]


class Flag(NamedTuple):
    """An observation beside what it was compared with. It never advises.

    It holds from ``since`` until the day before ``until`` (``None``: it still
    holds). ``statements`` are those of ``source`` that it was compared with; it has
    none if it was compared with the clinic's own record. ``inputs`` are the facts it
    was computed from and ``arithmetic`` says how: with these and the statements a
    reader can redo it by hand.
    """

    rule: Rule
    level: Level
    since: date
    until: date | None
    observed: str
    compared_with: str
    statements: tuple[Statement, ...]
    source: Source
    inputs: tuple[Fact, ...]
    arithmetic: str

    @property
    def code(self) -> str:
        """The code of the rule that raised it."""
        return self.rule.code

    def holds_on(self, day: date) -> bool:
        """True if ``day`` lies within the flag's interval."""
        return self.since <= day and (self.until is None or day < self.until)

    def is_told_on(self, day: date) -> bool:
        """True if a reader is told of it on ``day``: it has begun, or a planned step begins it.

        Any other flag ahead, such as one of an 18th birthday, is no news before its day.
        """
        return self.since <= day or any(
            isinstance(fact, Step) and fact.starts_on == self.since for fact in self.inputs
        )
