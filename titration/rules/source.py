"""Where comparisons come from: sources, and the statements they make.

The only built-in source is one general patient-information article. A source
is plain data, so that another, separately cited one can stand beside it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """One fact of a source, in our own words, with its section heading and figures.

    ``clinician_check`` names who checked it, or says ``none yet``.
    """

    id: str
    section: str
    fact: str
    figures: Mapping[str, tuple[str, ...]]
    clinician_check: str
    review_due: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Source:
    """A publication that rules compare with, identified by title and SHA-256 of its text.

    ``short_name`` is what sentences call it ("the article"), ``label`` what stands
    before a colon ("article"), ``id`` what addresses call it. ``not_given`` names
    what it has no figure for; ``unused`` says, by statement, why no rule compares
    with it. Two sources are equal only where they are the same object.
    """

    id: str
    title: str
    short_name: str
    label: str
    sha256: str
    limits: str
    statements: Mapping[str, Statement]
    not_given: tuple[str, ...] = ()
    unused: Mapping[str, str] = field(default_factory=dict)

    def figures(self, statement: str, name: str) -> tuple[str, ...]:
        """The figures a statement gives under a name. Raises ``KeyError`` where it gives none."""
        return self.statements[statement].figures[name]

    def cited(self, statements: tuple[str, ...]) -> tuple[Statement, ...]:
        """The statements of these ids, in their order. Raises ``KeyError`` for one it lacks."""
        return tuple(self.statements[statement] for statement in statements)


def read_source(path: Path) -> Source:
    """Read a source from its JSON file.

    Raises ``OSError``, ``ValueError``, ``KeyError`` or ``TypeError`` on a file that is not one.
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    statements = {
        entry["id"]: Statement(
            **entry | {"figures": {name: tuple(f) for name, f in entry["figures"].items()}}
        )
        for entry in content["statements"]
    }
    not_given = tuple(content["not_given"])
    return Source(**content | {"statements": statements, "not_given": not_given})


ARTICLE = read_source(Path(__file__).with_name("article.json"))

# Every source that histories are compared with. A second one is a line here and a file.
SOURCES = (ARTICLE,)

# The clinic itself, for what is compared with its own record and with no publication.
CLINIC = Source(
    id="clinic",
    title="the clinic’s own date",
    short_name="the clinic",
    label="the clinic’s own date",
    sha256="",
    limits="",
    statements={},
)
