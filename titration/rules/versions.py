"""The versions of the rules and of the statements they rest on, oldest first.

Every change of what a flag or a statement says is a new version.
"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its date, what changed, and a fingerprint.

    The fingerprint covers the statements, and the flags that a fixed set of histories
    raises; a test compares the last version's with them.
    """

    number: int
    on: date
    changes: tuple[str, ...]
    fingerprint: str


def read_versions(path: Path) -> tuple[Version, ...]:
    """Read the versions that a file lists. Raises ``OSError``, ``ValueError`` or ``KeyError``."""
    return tuple(
        Version(
            number=entry["number"],
            on=date.fromisoformat(entry["on"]),
            changes=tuple(entry["changes"]),
            fingerprint=entry["fingerprint"],
        )
        for entry in json.loads(path.read_text(encoding="utf-8"))
    )


VERSIONS = read_versions(Path(__file__).with_name("versions.json"))
VERSION = VERSIONS[-1]
