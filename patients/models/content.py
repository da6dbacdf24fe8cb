"""What people said on a form, as the rows it saves hold it: what two sendings are compared by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, Model


@dataclass(frozen=True, slots=True)
class Resending:
    """A form sent a second time: the rows it saved, and the unsaved rows it says now.

    The reasons say why the entry that the rows replace was entered in error.
    """

    saved: Sequence[Model]
    sent: Sequence[Model]
    saved_reason: str = ""
    sent_reason: str = ""

    @property
    def is_repetition(self) -> bool:
        """True if both sendings are by the same author and say the same."""
        return self.saved_reason == self.sent_reason and not any(self.unmatched)

    @property
    def unmatched(self) -> tuple[list[Model], list[Model]]:
        """The saved rows that are not sent now, and the rows sent now that are not saved."""
        return without(self.saved, self.sent), without(self.sent, self.saved)


def content_fields(model: type[Model]) -> "list[Field[Any, Any]]":
    """The columns in which a form says something, its author and its subject included.

    A column counts unless the code alone writes it: ``editable=False``, or named in the
    model's ``OUTCOME``. So one that is added to a model counts by itself. ``replaces`` counts
    too: the address of a form says which entry it replaces.
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
    """What a row says, by column. ``Decimal`` values are equal whatever their scale."""
    return {field.attname: getattr(row, field.attname) for field in content_fields(type(row))}


def without(rows: Sequence[Model], others: Sequence[Model]) -> list[Model]:
    """The rows that say what none of the others says, each of the others used once."""
    left = [(type(other), content(other)) for other in others]
    unmatched = []
    for row in rows:
        typed_content = (type(row), content(row))
        if typed_content in left:
            left.remove(typed_content)
        else:
            unmatched.append(row)
    return unmatched
