"""Settings of a server that keeps nothing: each chart is opened as if for the first time."""

from tests.bench.settings import *  # noqa: F403

HISTORIES_KEPT = 0
