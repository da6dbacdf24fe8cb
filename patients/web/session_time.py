"""How long a session still goes on: it ends unused, or a number of hours after signing in.

The server keeps both times, not the browser; a page tells the browser only how many seconds
are left, so that it can warn before the end.
"""

from typing import NamedTuple

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

BEGAN, SEEN = "signed_in_at", "seen_at"  # in a session, in seconds
# A session is written only this often, so it may end up to this much too early.
SECONDS_BETWEEN_NOTES = 60


class SecondsLeft(NamedTuple):
    """Seconds until a session ends if it stays unused, and until it ends however it is used."""

    unused: int
    at_most: int


def seconds_left(session: SessionBase) -> SecondsLeft:
    """Return how long a session goes on; a negative number if it is over."""
    now = seconds_now()
    return SecondsLeft(
        session.get(SEEN, now) + settings.SESSION_IDLE_SECONDS - now,
        session.get(BEGAN, now) + settings.SESSION_LASTS_SECONDS - now,
    )


def note_use(session: SessionBase) -> None:
    """Record when a session was last used, to the minute."""
    if seconds_now() - session.get(SEEN, 0) > SECONDS_BETWEEN_NOTES:
        renew(session)


def renew(session: SessionBase) -> None:
    """Record that a session is used now."""
    session[SEEN] = now = seconds_now()
    session.setdefault(BEGAN, now)


def seconds_now() -> int:
    """Return the time in whole seconds."""
    return int(timezone.now().timestamp())
