"""Prove each promise, print a table, and exit 1 where one is not kept.

Names of proofs as arguments run only those: ``python -m tests.trust races``.
"""

import logging
import os
import sys
import time
from collections.abc import Callable, Iterable

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.trust.settings"
django.setup()

from django.conf import settings  # noqa: E402 - settings come first
from django.db import connections  # noqa: E402

from tests.bench.scene import fresh_database  # noqa: E402
from tests.trust import (  # noqa: E402
    backup,
    behind_nginx,
    boundaries,
    crash,
    failover,
    full_disk,
    hygiene,
    instant,
    load,
    over_http,
    pooler,
    races,
    sign_ins,
    slow_clients,
)
from tests.trust.figures import Figure  # noqa: E402

Proof = Callable[[], Iterable[Figure]]

# Each begins with an empty, migrated database; one module each.
PROOFS: dict[str, Proof] = {
    "boundary": boundaries.proof,
    "races": races.proof,
    "bad-input": over_http.proof,
    "nginx": behind_nginx.proof,
    "hygiene": hygiene.proof,
    "sign-in": sign_ins.proof,
    "slow": slow_clients.proof,
    "load": load.proof,
    "crash": crash.proof,
    "full-disk": full_disk.proof,
    "backup": backup.proof,
    "instant": instant.proof,
    "failover": failover.proof,
    "pooler": pooler.proof,
}


def prove(name: str) -> bool:
    """Print each figure of one proof as it is found; return whether all promises were kept."""
    fresh_database()
    kept = True
    start = time.monotonic()
    for what, found, goal, is_kept in PROOFS[name]():
        seconds = time.monotonic() - start
        verdict = "kept" if is_kept else "MISSED"
        print(f"{name:10}{what:58}{found:>18}  goal: {goal:16}{verdict:7}{seconds:6.0f} s")
        sys.stdout.flush()
        kept = kept and is_kept
    connections.close_all()  # the next proof drops the database
    return kept


def main(names: list[str]) -> int:
    """Run the proofs named, or all; return 1 if a promise is not kept, 2 for an unknown name."""
    if unknown := set(names) - set(PROOFS):
        print(f"No proof is called {', '.join(sorted(unknown))}; there are {', '.join(PROOFS)}.")
        return 2
    logging.disable(logging.INFO)  # a proof opens pages in this process, and each would be logged
    if settings.EMBEDDED_DATABASE:
        settings.EMBEDDED_DATABASE.start()
    verdicts = [prove(name) for name in names or PROOFS]
    return int(not all(verdicts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
