"""A second database connection, for what stays written even if the request fails.

When a request fails, its transaction is rolled back. A count of wrong passwords must stay,
so the shared cache is read and written over ``OUTSIDE_REQUEST``.
"""

from typing import Any

from django.conf import settings
from django.db.models import Model

CACHE = "django_cache"  # the app label under which Django routes its DatabaseCache


class CacheRouter:
    """Read and write the shared cache outside the request's transaction."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        return settings.OUTSIDE_REQUEST if model._meta.app_label == CACHE else None

    db_for_write = db_for_read
