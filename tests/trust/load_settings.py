"""Settings of the server under load: the proofs', with the empty page that is the yardstick."""

from tests.trust.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
