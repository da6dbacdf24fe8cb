"""What an action raises when the record changed after the form was opened."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import IntegrityError
from django.db.models import Model
from psycopg2.errors import ExclusionViolation, UniqueViolation

from patients import access
from patients.access import Right
from patients.models import Account, Resending

M = TypeVar("M", bound=Model)
P = ParamSpec("P")
T = TypeVar("T")

SENT_ELSEWHERE = "This form was already sent for something else. Nothing was saved now."
AT_ONCE = "Another person saved something about this at the same moment. Nothing was saved here."


class ChangedMeanwhile(Exception):
    """The record changed after the form was opened; the message says what is there now."""


class AlreadySaved(ChangedMeanwhile):
    """The form was saved before, with another author or other content.

    ``resending`` holds what was saved and what was sent now, or ``None`` where the author
    may not see what was saved.
    """

    def __init__(self, sentence: str, resending: Resending | None = None) -> None:
        super().__init__(sentence)
        self.resending = resending


def retried(action: Callable[P, T]) -> Callable[P, T]:
    """Repeat an action once if it collided with a row that was saved at the same moment.

    The second time the action can see that row, so it finds what the same form saved, or
    refuses with a sentence. The action opens its own ``atomic()``, one for each try. Raises
    ``ChangedMeanwhile`` or ``AlreadySaved`` if the second try collides too.
    """

    @wraps(action)
    def tried_twice(*args: P.args, **options: P.kwargs) -> T:
        try:
            return action(*args, **options)
        except IntegrityError as problem:
            if not is_collision(problem):
                raise
        try:
            return action(*args, **options)
        except IntegrityError as problem:
            if not is_collision(problem):
                raise
            if breaks_a_form_token(problem):
                raise AlreadySaved(SENT_ELSEWHERE) from problem
            raise ChangedMeanwhile(AT_ONCE) from problem

    return tried_twice


def is_collision(problem: IntegrityError) -> bool:
    """True if a unique or exclusion constraint failed: another row was in the way."""
    return isinstance(problem.__cause__, UniqueViolation | ExclusionViolation)


def repetition(
    saved: Sequence[M], sent: Sequence[M], *, saved_reason: str = "", sent_reason: str = ""
) -> Sequence[M]:
    """Return the rows that the form saved before, if it was sent again with the same content.

    ``sent`` are the unsaved rows that the form would save now. Raises ``AlreadySaved`` if
    they have another author or other content.
    """
    resending = Resending(saved, sent, saved_reason.strip(), sent_reason.strip())
    if not resending.is_repetition:
        raise AlreadySaved(
            "This form was already saved. What was sent now is not the same, and was not saved.",
            resending,
        )
    return saved


def refuse_hidden(by: Account | None, clinic_id: int, right: Right) -> None:
    """Raise ``AlreadySaved`` without what the form saved, where ``by`` may not see that."""
    if by is not None and not access.may(by, clinic_id, right):
        raise AlreadySaved("This form was already sent for another clinic. Nothing was saved now.")


def who_has(author: Account | None, reader: Account) -> str:
    """The first words of a sentence about a change: who made it, as the reader is told."""
    return "You have" if author == reader else "Another person has"


def breaks_a_form_token(problem: IntegrityError) -> bool:
    """True if the form saved a row before that row-level security hides from the author."""
    diagnosis = getattr(problem.__cause__, "diag", None)
    return "form_token" in (getattr(diagnosis, "constraint_name", None) or "")
