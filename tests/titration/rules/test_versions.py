"""A change of a flag's words needs a new version with a line about it."""

import hashlib
import json
from dataclasses import asdict
from itertools import pairwise

from tests.titration.rules.test_what_flags_say import every_paragraph
from titration.rules import ARTICLE, RULES, VERSION, VERSIONS


def fingerprint() -> str:
    """Hash every statement, every code, and every flag of histories that raise all codes."""
    said = [
        [asdict(statement) for statement in ARTICLE.statements.values()],
        {rule.code: (rule.label, rule.statements, rule.why_none) for rule in RULES.values()},
        every_paragraph(),
    ]
    return hashlib.sha256(json.dumps(said, default=dict).encode()).hexdigest()


def test_the_last_version_is_what_is_said_now() -> None:
    """If this fails on purpose: add a version to titration/rules/versions.json."""
    assert VERSION.fingerprint == fingerprint()


def test_versions_are_numbered_dated_and_explained() -> None:
    assert [version.number for version in VERSIONS] == list(range(1, len(VERSIONS) + 1))
    assert all(earlier.on <= later.on for earlier, later in pairwise(VERSIONS))
    assert all(version.changes and all(version.changes) for version in VERSIONS)
