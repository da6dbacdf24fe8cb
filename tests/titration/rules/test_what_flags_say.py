"""Every flag of the histories that raise all codes, word for word, as a reader meets it.

``said.txt`` was read line by line when it was written. It is made again, to be
read again, with: ``python -m tests.titration.rules.test_what_flags_say``.
"""

from dataclasses import fields
from pathlib import Path

from patients.days import Day, day_text, iso_text
from tests.titration.rules.histories import every_code
from titration.rules import Fact, Flag, flags

SAID = Path(__file__).with_name("said.txt")


def cited(flag: Flag) -> str:
    """Return the ids of the statements that a flag cites."""
    return ", ".join(statement.id for statement in flag.statements)


def paragraph_of(flag: Flag) -> str:
    """Write one flag as a paragraph."""
    until = f" until {day_text(flag.until)}" if flag.until else ""
    return "\n".join(
        (
            f"{flag.code}, {flag.level}, {day_text(flag.since)}{until}",
            f"    {flag.observed};",
            f"    {flag.compared_with}.",
            f"    {flag.arithmetic}",
            f"    from {', '.join(map(briefly, flag.inputs))}; {cited(flag) or flag.source.title}",
        )
    )


def briefly(fact: Fact) -> str:
    """Name a fact by its first field: ``Step 2026-01-05``, ``Precaution epilepsy``."""
    name, *_ = [field.name for field in fields(fact) if field.name != "id"]
    value = getattr(fact, name)
    told = iso_text(value) if isinstance(value, Day) else value
    return f"{type(fact).__name__.removesuffix('Fact')} {told}"


def every_paragraph() -> str:
    """Return the paragraphs of all flags, history by history."""
    told = ["\n".join(map(paragraph_of, flags(recorded))) for recorded in every_code()]
    return "\n\n".join(told) + "\n"


def test_each_flag_says_this() -> None:
    assert every_paragraph() == SAID.read_text(encoding="utf-8")


if __name__ == "__main__":
    SAID.write_text(every_paragraph(), encoding="utf-8")
