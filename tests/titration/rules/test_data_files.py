"""The rules hold exactly what the data files beside them say."""

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
