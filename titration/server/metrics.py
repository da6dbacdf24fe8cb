"""Whether anything is counted: ``METRICS_PORT`` turns it on; else no code of it is loaded."""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from titration.server.meters import Meters


@cache
def meters() -> "Meters | None":
    """Return what this process counts with; ``None`` if nothing is counted."""
    if settings.METRICS is None:
        return None
    made: Meters = import_module("titration.server.meters").Meters()
    return made
