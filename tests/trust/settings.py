"""What is put to the proof: the demo's settings, and a database of its own."""

from titration.settings import *  # noqa: F403
from titration.settings import DATABASES

DATABASES = {"default": DATABASES["default"] | {"NAME": "titration_trust"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
