"""What is recorded from the chart; the most frequent forms are hidden in it, to open at once."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.urls import reverse

from titration.chart.in_page_values import filled
from titration.chart.page import ChartPage
from titration.record.kind import ChartState, InPage, OpenedForm
from titration.record.kinds import KINDS

TO_BE_FETCHED = OpenedForm("", {})


@dataclass(frozen=True, slots=True)
class InPageForm:
    """A button of the chart, and the form that it opens.

    ``name`` is the route of the page that does the same without JavaScript. ``waits`` if the
    form is in the chart; otherwise it is fetched from ``url``, and has no fields here.
    """

    name: str
    key: str
    label: str
    heading: str
    submit: str
    url: str
    is_primary: bool
    waits: bool
    fields: str
    values: str
    seen: str
    beside: Any
    token: uuid.UUID = field(default_factory=uuid.uuid4)


def in_page_forms(page: ChartPage) -> list[InPageForm]:
    """Return the forms that a reader of the chart may send; none on a chart of the past."""
    state = page.lists.state
    chart = reverse("patient-chart", args=[page.patient.patient_id])
    return list(offered(state, chart)) if state else []


def offered(state: ChartState, chart: str) -> Iterator[InPageForm]:
    """Yield the forms in the order of the kinds, for the patient whose chart is at an address."""
    for kind in KINDS.values():
        if kind.in_page and kind.in_page.right in state.rights:
            yield in_page_form(kind.in_page, state, chart)


def in_page_form(offer: InPage, state: ChartState, chart: str) -> InPageForm:
    """Make one form for the patient of a chart."""
    opened = offer.open_form(state) if offer.open_form else TO_BE_FETCHED
    return InPageForm(
        name=offer.route,
        key=offer.key,
        label=opened.label or offer.label,
        heading=offer.heading,
        submit=offer.submit,
        url=f"{chart}{under_the_chart(offer.route)}",
        is_primary=offer.is_primary,
        waits=opened is not TO_BE_FETCHED,
        fields=opened.fields,
        values=filled(opened.values),
        seen=opened.seen,
        beside=opened.beside,
    )


@cache
def under_the_chart(route: str) -> str:
    """Return the address of a patient's page relative to that of their chart, the same for all."""
    chart, page = (reverse(name, args=[1]) for name in ("patient-chart", route))
    return page.removeprefix(chart)
