"""Comparing a form that is sent again with what it saved before, row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, Model


@dataclass(frozen=True, slots=True)
class Resending:
    """A form sent a second time: the rows it saved, and the unsaved rows that were sent now.

    The reasons say why the entry that the rows replace was marked as entered in error.
    """

    saved: Sequence[Model]
    sent: Sequence[Model]
    saved_reason: str = ""
    sent_reason: str = ""

    @property
    def is_repetition(self) -> bool:
        """True if author and content are the same both times."""
        return self.saved_reason == self.sent_reason and not any(self.unmatched)

    @property
    def unmatched(self) -> tuple[list[Model], list[Model]]:
        """The saved rows that are not sent now, and the rows sent now that are not saved."""
        return without(self.saved, self.sent), without(self.sent, self.saved)


def content_fields(model: type[Model]) -> "list[Field[Any, Any]]":
    """The columns that a form fills in, its author and its patient included.

    A column counts unless only the code writes it: ``editable=False``, or named in the
    model's ``OUTCOME``. So a column that is added to a model counts without further work.
    ``replaces`` counts too, because the address of a form names the entry it replaces.
    """
    outcome = getattr(model, "OUTCOME", ())
    return [
        field
        for field in model._meta.concrete_fields
        if (field.editable or field.name == "replaces")
        and not field.primary_key
        and field.name not in outcome
    ]


def content(row: Model) -> Mapping[str, Any]:
    """The values of a row by column. Two ``Decimal`` values of different scale can be equal."""
    return {field.attname: getattr(row, field.attname) for field in content_fields(type(row))}


def without(rows: Sequence[Model], others: Sequence[Model]) -> list[Model]:
    """The rows that have no row of the same content among the others; each other matches once."""
    left = [(type(other), content(other)) for other in others]
    unmatched = []
    for row in rows:
        typed_content = (type(row), content(row))
        if typed_content in left:
            left.remove(typed_content)
        else:
            unmatched.append(row)
    return unmatched
