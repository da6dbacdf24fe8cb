"""What is put to the proof: the demo's settings, and a database of its own."""

import os

from titration.settings import *  # noqa: F403
from titration.settings import DATABASES

# A server that a proof starts is told which database that is.
NAME = os.environ.get("TRUST_DATABASE", "titration_trust")
DATABASES = {alias: database | {"NAME": NAME} for alias, database in DATABASES.items()}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
