"""What an action raises when the record is no longer what the form was filled in against."""

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
AT_ONCE = "Somebody else saved something about this at the same moment. Nothing was saved here."


class ChangedMeanwhile(Exception):
    """The record changed after the form was opened; the message says what is there now."""


class AlreadySaved(ChangedMeanwhile):
    """The form was sent before, by another author or saying something else, and saved that.

    ``resending`` holds both, or ``None`` where the author may not see what was saved.
    """

    def __init__(self, sentence: str, resending: Resending | None = None) -> None:
        super().__init__(sentence)
        self.resending = resending


def retried(action: Callable[P, T]) -> Callable[P, T]:
    """Repeat an action once if a row that was saved at the same moment stood in its way.

    By then the action can see that row, so it finds what the same form saved, or refuses
    in words. Each try needs an ``atomic()`` inside the action. Raises ``ChangedMeanwhile``
    or ``AlreadySaved`` if a row still stands in the way.
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
    """True if another row stood in the way, and no value was refused for itself."""
    return isinstance(problem.__cause__, UniqueViolation | ExclusionViolation)


def repetition(
    saved: Sequence[M], sent: Sequence[M], *, saved_reason: str = "", sent_reason: str = ""
) -> Sequence[M]:
    """Return the rows that the form saved before, if it says the same again.

    ``sent`` are the unsaved rows that it says now. Raises ``AlreadySaved`` if they
    are by another author or say anything else.
    """
    resending = Resending(saved, sent, saved_reason.strip(), sent_reason.strip())
    if not resending.is_repetition:
        raise AlreadySaved(
            "This form was already saved. What was sent now is not the same, and was not saved.",
            resending,
        )
    return saved


def refuse_hidden(by: Account | None, clinic_id: int, right: Right) -> None:
    """Raise ``AlreadySaved``, telling nothing, where ``by`` may not see what the form saved."""
    if by is not None and not access.may(by, clinic_id, right):
        raise AlreadySaved("This form was already sent for another clinic. Nothing was saved now.")


def who_has(author: Account | None, reader: Account) -> str:
    """Name the author of a change as a sentence for a reader begins."""
    return "You have" if author == reader else "Somebody else has"


def breaks_a_form_token(problem: IntegrityError) -> bool:
    """True if the form saved a row that row-level security hides from the author."""
    diagnosis = getattr(problem.__cause__, "diag", None)
    return "form_token" in (getattr(diagnosis, "constraint_name", None) or "")
