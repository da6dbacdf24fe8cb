"""Settings of the proofs: the demo's, with a database of their own."""

import os

from titration.settings import *  # noqa: F403
from titration.settings import DATABASES

# The servers that a proof starts get the database's address.
NAME = os.environ.get("TRUST_DATABASE", "titration_trust")
DATABASES = {alias: database | {"NAME": NAME} for alias, database in DATABASES.items()}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
