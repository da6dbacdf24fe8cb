"""A person's own account in words: its sessions, and its sign-ins."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from allauth.usersessions.models import UserSession

from patients.accounts.presenters.browsers import browser_of
from patients.models import Outcome

# The words for each action about signing in: if it was allowed, and if it was refused.
HAPPENED = {
    "sign-in": ("Signed in", "A sign-in failed"),
    "second-factor": ("Second step", "The second step failed"),
    "sign-out": ("Signed out", ""),
    "time-out": ("Signed out for the time it took", ""),
    "change-password": ("Password changed", ""),
    "choose-password": ("Password chosen by a link", ""),
    "add-second-factor": ("Second factor set up", ""),
    "remove-second-factor": ("Second factor removed", ""),
    "renew-recovery-codes": ("Recovery codes made anew", ""),
    "tie-identity": ("Account at the hospital tied", ""),
    "end-identity": ("Account at the hospital untied", ""),
}


class SessionRow(NamedTuple):
    """A session: its browser, its start, and if it is the reader's own."""

    browser: str
    since: datetime
    address: str
    is_this: bool


class OwnEventRow(NamedTuple):
    """A sign-in, a failed one, or a change of a password or second factor."""

    at: datetime
    happened: str
    address: str


def session_rows(sessions: Iterable[UserSession], this: str | None) -> list[SessionRow]:
    """Sessions in words; ``this`` is the key of the reader's own session."""
    return [
        SessionRow(
            browser_of(session.user_agent),
            session.created_at,
            session.ip,
            session.session_key == this,
        )
        for session in sessions
    ]


def event_rows(events: Iterable[Any]) -> list[OwnEventRow]:
    """The events of ``sign_ins.history`` in words."""
    return [
        OwnEventRow(
            event.at,
            HAPPENED[event.action][event.outcome == Outcome.REFUSED],
            event.address or "not known",
        )
        for event in events
    ]
