"""Makes a PDF of a page in a short-lived process, a few at a time (docs/adr/0036)."""

import logging
import os
import subprocess  # nosec B404
import sys
from pathlib import Path
from threading import BoundedSemaphore

from django.conf import settings

RENDER = Path(__file__).with_name("render.py")
LACKS_A_LIBRARY = 3  # the exit status of ``render.py``, which the web server must not import

# Each takes some 100 MB while it works. Waiting and working together stay below the time after
# which the database ends a transaction that does nothing.
AT_ONCE, WAIT_SECONDS, WORK_SECONDS = 2, 4, 24
# Of the server's environment, with its passwords, the process gets this much: where fontconfig
# keeps its cache, and on a Mac where Homebrew keeps libraries.
PASSED_ON = ("HOME", "XDG_CACHE_HOME", "DYLD_FALLBACK_LIBRARY_PATH")

MISSING = (
    "The server lacks Pango, with which PDFs are made. On Debian and Ubuntu the packages"
    " libpangoft2-1.0-0 and libharfbuzz-subset0 bring it, with Homebrew it is pango."
)
BUSY = "Other PDFs are being made at the moment. Wait a few seconds, then open this one again."
TOO_LONG = "This PDF took too long to make, so it was given up."
FAILED = "This PDF could not be made. The fault is ours, and it has been noted."

logger = logging.getLogger(__name__)
_turns = BoundedSemaphore(AT_ONCE)


class NoPdf(Exception):
    """No PDF was made; the message says why, in a sentence to show."""


def pdf_of(html: str) -> bytes:
    """Return a document as PDF/UA-1; its addresses are relative to ``static/``.

    Raises ``NoPdf``.
    """
    if not _turns.acquire(timeout=WAIT_SECONDS):
        raise NoPdf(BUSY)
    try:
        done = subprocess.run(  # nosec B603
            [sys.executable, "-I", RENDER, settings.BASE_DIR / "static"],
            input=html.encode(),
            capture_output=True,
            check=False,
            env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
            timeout=WORK_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise NoPdf(TOO_LONG) from None
    finally:
        _turns.release()
    if done.returncode == LACKS_A_LIBRARY:
        raise NoPdf(MISSING)
    if done.returncode:
        # What the process said may quote the page, so it is not logged.
        logger.error("A PDF could not be made: exit status %d", done.returncode)
        raise NoPdf(FAILED)
    return done.stdout
