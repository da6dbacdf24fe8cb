"""The data files beside the rules, read again: what the rules hold is what stands in them."""

from dataclasses import asdict
from pathlib import Path

from titration import rules
from titration.rules import ARTICLE, VERSIONS
from titration.rules.source import read_source
from titration.rules.versions import read_versions

RULES = Path(rules.__file__).parent


def test_the_article() -> None:
    assert asdict(read_source(RULES / "article.json")) == asdict(ARTICLE)


def test_the_versions() -> None:
    assert read_versions(RULES / "versions.json") == VERSIONS
