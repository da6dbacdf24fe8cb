"""The forms that are hidden in the chart page, so that they open at once."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import reverse

from titration.chart.in_page_values import filled
from titration.chart.page import ChartPage
from titration.record.kind import ChartState, InPage, OpenedForm
from titration.record.kinds import KINDS


@dataclass(frozen=True, slots=True)
class InPageForm:
    """A form that one key opens, to record ``what``.

    ``name`` is the route of the page that does the same without JavaScript.
    """

    name: str
    key: str
    what: str
    url: str
    fields: str
    values: str
    seen: str
    is_primary: bool
    token: uuid.UUID = field(default_factory=uuid.uuid4)


def in_page_forms(page: ChartPage) -> list[InPageForm]:
    """Return the forms that a reader of the chart may send; none on a chart of the past."""
    return list(offered(page.state, page.patient.patient_id)) if page.state else []


def offered(state: ChartState, patient_id: int) -> Iterator[InPageForm]:
    """Yield the forms in the order of the kinds."""
    for kind in KINDS.values():
        if kind.in_page and (opened := kind.in_page.open_form(state)):
            yield waiting(kind.in_page, opened, patient_id)


def waiting(offer: InPage, opened: OpenedForm, patient_id: int) -> InPageForm:
    """Make one form for the patient of a chart."""
    return InPageForm(
        name=offer.route,
        key=offer.key,
        what=offer.what,
        url=reverse(offer.route, args=[patient_id]),
        fields=opened.fields,
        values=filled(opened.values),
        seen=opened.seen,
        is_primary=offer.is_primary,
    )
