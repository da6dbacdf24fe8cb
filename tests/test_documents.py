"""The tests that the documents on safety and threats name exist."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

DOCUMENTS = ("safety", "threats")
A_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def text_of(name: str) -> str:
    return Path(settings.BASE_DIR / "docs" / f"{name}.md").read_text()


@cache
def held_by(file: str) -> frozenset[str]:
    """Return the names of a file's tests; none where there is no such file."""
    path = settings.BASE_DIR / file
    tree = ast.parse(path.read_text()) if path.is_file() else ast.Module([], [])
    found = (node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    return frozenset(name for name in found if name.startswith("test_"))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_named_test_exists(document: str):
    named = A_TEST.findall(text_of(document))

    assert [f"{file}::{test}" for file, test in named if test not in held_by(file)] == []
    assert len(named) == text_of(document).count("::test_")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_hazard_and_threat_names_a_test(document: str):
    letter = document[0].upper() if document == "threats" else "H"
    sections = re.split(rf"^## (?={letter}\d)", text_of(document), flags=re.MULTILINE)[1:]

    assert [section.split()[0] for section in sections] == [
        f"{letter}{number}" for number in range(1, len(sections) + 1)
    ]
    assert [section.split("\n")[0] for section in sections if not A_TEST.search(section)] == []
