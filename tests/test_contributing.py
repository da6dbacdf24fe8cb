"""The recipes of CONTRIBUTING name files and folders that exist."""

import re

import pytest
from django.conf import settings

TEXT = (settings.BASE_DIR / "CONTRIBUTING.md").read_text(encoding="utf-8")
PATHS = sorted(set(re.findall(r"`((?:titration|patients|tests|templates)/[\w/.]*)`", TEXT)))


def test_it_names_files():
    assert len(PATHS) > 15


@pytest.mark.parametrize("path", PATHS)
def test_every_named_file_exists(path: str):
    assert (settings.BASE_DIR / path).exists()


def test_the_plan_names_exactly_the_folders_that_exist():
    plan = TEXT.partition("```")[2].partition("```")[0]
    for package in ("titration", "patients"):
        folders = {path.name for path in (settings.BASE_DIR / package).iterdir() if path.is_dir()}
        told = set(re.findall(r"\w+", plan))
        assert folders - {"__pycache__", "migrations", "unicode"} <= told
