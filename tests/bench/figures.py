"""What is measured, and how it is printed."""

from typing import NamedTuple


class Figure(NamedTuple):
    """One thing measured, its unit, and the most it may be; ``None`` where no goal is set."""

    what: str
    value: float
    unit: str
    goal: float | None = None

    @property
    def is_missed(self) -> bool:
        """Return whether a goal is set and not reached."""
        return self.goal is not None and self.value > self.goal

    def __str__(self) -> str:
        aim = f"goal: at most {self.goal:g} {self.unit}" if self.goal is not None else ""
        return f"{self.what:44}{self.value:10,.2f} {self.unit:10} {aim}".rstrip()
