"""A site's static files, collected."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from pytest_django import Settings


@pytest.fixture
def collected(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """One static file, collected as a clinic's site does; yields the file."""
    file = tmp_path / "here" / "page.css"
    file.parent.mkdir()
    file.write_text("a { color: black }")
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [file.parent]
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "titration.server.static_files.StaticFilesStorage"}
    }
    finders.get_finder.cache_clear()  # type: ignore[attr-defined]
    call_command("collectstatic", interactive=False, verbosity=0)
    yield file
    finders.get_finder.cache_clear()  # type: ignore[attr-defined]
