"""Where comparisons come from: sources, and the statements they make.

The only built-in source is one general patient-information article. A source
is plain data, so that another, separately cited one can stand beside it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A publication that rules compare with, identified by title and SHA-256 of its text.

    Two sources are equal only where they are the same object.
    """

    title: str
    short_name: str
    sha256: str
    limits: str
    statements: Mapping[str, Statement]

    def figures(self, statement: str, name: str) -> tuple[str, ...]:
        """The figures a statement gives under a name. Raises ``KeyError`` where it gives none."""
        return self.statements[statement].figures[name]


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
    return Source(**content | {"statements": statements})


ARTICLE = read_source(Path(__file__).with_name("article.json"))
