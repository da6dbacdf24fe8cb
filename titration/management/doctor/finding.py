"""What a check found, how bad that is, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """How bad a finding is. With a fault a clinic should not be served."""

    OK = 0
    LOOK = 1
    FAULT = 2

    @property
    def word(self) -> str:
        """The level as the command prints it."""
        return self.name.lower()


@dataclass(frozen=True)
class Finding:
    """What a check found and expected, and what to do; nothing is to do where all is well."""

    level: Level
    found: str
    to_do: str = ""


def ok(found: str) -> Finding:
    """Return the finding that all is well."""
    return Finding(Level.OK, found)


def look(found: str, to_do: str) -> Finding:
    """Return the finding of something that a person should look at."""
    return Finding(Level.LOOK, found, to_do)


def fault(found: str, to_do: str) -> Finding:
    """Return the finding of something that is wrong."""
    return Finding(Level.FAULT, found, to_do)


def together(problems: Sequence[Finding], *, otherwise: str) -> Finding:
    """Return several problems as one finding: the worst level and all sentences, each once.

    Without a problem it is that all is well, in the words of ``otherwise``.
    """
    if not problems:
        return ok(otherwise)
    return Finding(
        max(problem.level for problem in problems),
        " ".join(dict.fromkeys(problem.found for problem in problems)),
        " ".join(dict.fromkeys(problem.to_do for problem in problems)),
    )
