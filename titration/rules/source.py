"""The sources that rules compare with, and the statements they make.

The only built-in source is one general patient-information article. A source
is plain data, so that another one, cited separately, can stand beside it.
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

    Sentences call it ``short_name`` ("the article"), a colon follows ``label``
    ("article"), and addresses hold ``id``. ``not_given`` names what it has no figure
    for; ``unused`` says, by statement, why no rule compares with it. Two sources are
    equal only if they are the same object.
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
        """Return the figures of a statement by name. Raises ``KeyError`` if it gives none."""
        return self.statements[statement].figures[name]

    def cited(self, statements: tuple[str, ...]) -> tuple[Statement, ...]:
        """Return the statements with these ids, in order. Raises ``KeyError`` for one it lacks."""
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

# Every source that histories are compared with. To add one: a JSON file and a line here.
SOURCES = (ARTICLE,)

# The clinic, as the source of a flag that is compared with its own record, not a publication.
CLINIC = Source(
    id="clinic",
    title="the clinic’s own date",
    short_name="the clinic",
    label="the clinic’s own date",
    sha256="",
    limits="",
    statements={},
)
