"""What the rules answer: informational flags, each an interval on the whole timeline."""

from datetime import date
from typing import Literal, NamedTuple

from titration.rules.history import Fact

Level = Literal["context", "notice", "attention"]


class Flag(NamedTuple):
    """An observation beside what it was compared with. It never advises.

    It holds from ``since`` until the day before ``until`` (``None``: it still
    holds). ``statement`` is the id of the statement compared with, several ids
    separated by a comma, or empty; ``source`` names where those statements
    stand. ``inputs`` are the facts it was computed from, ``arithmetic`` how: with
    both and the statement a reader can redo it by hand.
    """

    code: str
    level: Level
    since: date
    until: date | None
    observed: str
    compared_with: str
    statement: str
    source: str
    inputs: tuple[Fact, ...]
    arithmetic: str

    def holds_on(self, day: date) -> bool:
        """Whether ``day`` lies within the flag's interval."""
        return self.since <= day and (self.until is None or day < self.until)
