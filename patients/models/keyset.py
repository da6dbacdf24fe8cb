"""Pages of a long list, each found by the row before or after it instead of by an offset."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet, Subquery

Order = Sequence[str]
"""Names as ``order_by`` takes them, none of them NULL in any row, the last unique.

All are ascending or all are descending, so that PostgreSQL compares whole rows by one index.
"""

Row = partial(Func, template="(%(expressions)s)")


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list in its order, with a mark if there are rows before and after them."""

    rows: list[Any]
    has_previous: bool
    has_next: bool


def page(
    rows: QuerySet[Any, Any],
    order: Order,
    *,
    size: int,
    after: int | None = None,
    before: int | None = None,
) -> Page:
    """The rows after one row, or before one; the first rows if there are none there.

    ``after`` and ``before`` are primary keys. O(size) for an order that has an index.
    """
    if before is not None:
        found = list(beyond(rows, backwards(order), before)[: size + 1])
        result = Page(found[size - 1 :: -1], has_previous=len(found) > size, has_next=True)
    else:
        found = list(beyond(rows, order, after)[: size + 1])
        result = Page(found[:size], has_previous=after is not None, has_next=len(found) > size)
    leads_nowhere = not found and (before is not None or after is not None)
    return page(rows, order, size=size) if leads_nowhere else result


def beyond(rows: QuerySet[Any, Any], order: Order, edge: int | None) -> QuerySet[Any, Any]:
    """The rows in order, from the start or after the row whose primary key is ``edge``.

    PostgreSQL reads the values of that row, so an address carries its key only.
    """
    if edge is None:
        return rows.order_by(*order)
    keys = [F(name.removeprefix("-")) for name in order]
    values = [Subquery(rows.filter(pk=edge).values(edge=key)) for key in keys]
    is_beyond = Func(
        Row(*keys),
        Row(*values),
        template="%(expressions)s",
        arg_joiner=" < " if order[0].startswith("-") else " > ",
        output_field=BooleanField(),
    )
    return rows.filter(is_beyond).order_by(*order)


def backwards(order: Order) -> Order:
    """The same order from its end."""
    return [name[1:] if name.startswith("-") else f"-{name}" for name in order]
