"""The shape of a kind of entry: what the rest of the house knows of each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from patients.models import Entry
from patients.web.posted_form import PostedForm
from patients.web.requests import SignedInRequest
from titration.rules import Fact

# A form, and the action that takes what it holds.
Answer = tuple[PostedForm, Callable[..., Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of entry.

    ``word`` stands for it in addresses, ``title`` in lists. ``fact`` is what the
    rules read of it. ``correct`` gives the form that records another entry in the
    place of one entered in error; ``None`` where an entry can be marked only.
    """

    word: str
    title: str
    model: type[Entry]
    fact: type[Fact] | None = None
    correct: Callable[[SignedInRequest, Any], Answer] | None = None
