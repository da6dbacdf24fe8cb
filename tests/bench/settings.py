"""Settings of the server that is timed: the demo's, with its own database and an empty page."""

from titration.settings import *  # noqa: F403
from titration.settings import DATABASES

ROOT_URLCONF = "tests.bench.urls"
DATABASES = {alias: database | {"NAME": "titration_bench"} for alias, database in DATABASES.items()}
