"""The latest searches of a session, by a random token that stands for each in its address.

What was typed is a patient's name more often than not, so it stays in the session on the
server: neither the address, the browser's history nor a log holds it. It ends with the session.
"""

import secrets

from django.contrib.sessions.backends.base import SessionBase

KEPT = "searches"
MOST_KEPT = 20  # a person goes back a few steps; the session is read with every page
TOKEN_BYTES = 9


def keep(session: SessionBase, text: str) -> str:
    """Keep a search and return its token; the oldest ones are forgotten."""
    searches: dict[str, str] = session.get(KEPT, {})
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session[KEPT] = dict([*searches.items(), (token, text)][-MOST_KEPT:])
    return token


def text_of(session: SessionBase, token: str) -> str | None:
    """Return what was searched for; ``None`` for a token that this session does not keep."""
    text: str | None = session.get(KEPT, {}).get(token)
    return text
