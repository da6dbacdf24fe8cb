"""The result of a proof: a line of the table."""

from typing import NamedTuple


class Figure(NamedTuple):
    """One promise: what was found, what was promised, and whether it was kept."""

    what: str
    found: str
    goal: str
    is_kept: bool


def none_of(what: str, failures: int, tries: int) -> Figure:
    """A figure that promises that none of many tries fails."""
    return Figure(what, f"{failures} of {tries:,}", "0", failures == 0 and tries > 0)
