"""The tests' settings, with a separate database for the demo whose pages are checked."""

from tests.settings import *  # noqa: F403
from tests.settings import DATABASES

DATABASES["default"]["TEST"] = {"NAME": "titration_markup"}
ALLOWED_HOSTS = ["testserver"]
