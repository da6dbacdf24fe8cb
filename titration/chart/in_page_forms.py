"""The forms that wait in the chart page, so that they open without waiting."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from crispy_forms.utils import render_crispy_form
from django.urls import reverse
from django.utils.safestring import mark_safe

from patients.web.posted_form import PostedForm
from titration.chart.in_page_values import filled
from titration.chart.page import ChartPage
from titration.record.dose_steps.forms import DoseStepForm, as_typed
from titration.record.ratings.forms import RatingForm
from titration.record.reviews.forms import ReviewForm
from titration.record.side_effects.forms import SideEffectForm
from titration.record.treatments.forms import TreatmentForm


@dataclass(frozen=True, slots=True)
class InPageForm:
    """A form that opens by one key, to record ``what``.

    ``name`` is also that of its page without JavaScript.
    """

    name: str
    key: str
    what: str
    url: str
    fields: str
    values: str
    seen: str = ""
    is_primary: bool = False
    token: uuid.UUID = field(default_factory=uuid.uuid4)


def in_page_forms(page: ChartPage) -> list[InPageForm]:
    """The forms that a reader of the chart may send; none on a chart as once known."""
    return [] if page.known_at else list(offered(page))


def offered(page: ChartPage) -> Iterator[InPageForm]:
    """Form by form, those sent most often first."""
    if page.may_record_dose:
        values = as_typed(page.current_doses_mg, page.current_phase, page.today)
        yield form(
            page, "record-dose-step", "d", "dose step",
            dose_fields(is_first=page.is_first_dose), values, seen=page.edition, is_primary=True,
        )  # fmt: skip
    yield form(
        page, "record-side-effect", "s", "side effect",
        effect_fields(), {"onset_on": page.today, "reported_on": page.today}, is_primary=True,
    )  # fmt: skip
    yield form(
        page, "record-ratings", "r", "ratings",
        rating_fields(), {"rated_on": page.today},
    )  # fmt: skip
    yield form(
        page, "record-treatment", "t", "other treatment",
        treatment_fields(), {"from_on": page.today},
    )  # fmt: skip
    yield form(
        page, "record-review", "v", "review",
        review_fields(sets_next=page.may_set_review_date), {"reviewed_on": page.today},
    )  # fmt: skip


def form(
    page: ChartPage,
    name: str,
    key: str,
    what: str,
    fields: str,
    values: Mapping[str, Any],
    **more: Any,
) -> InPageForm:
    """One form, opened with some values, for the patient of a chart."""
    url = reverse(name, args=[page.patient.patient_id])
    return InPageForm(name, key, what, url, fields, filled(values), **more)


@lru_cache
def dose_fields(*, is_first: bool) -> str:
    """The fields for a dose step, drawn once: they are the same for every patient."""
    return fields_of(DoseStepForm(is_first=lambda: is_first))


@lru_cache
def effect_fields() -> str:
    """The fields for a side effect, drawn once."""
    return fields_of(SideEffectForm())


@lru_cache
def rating_fields() -> str:
    """The fields for ratings, drawn once."""
    return fields_of(RatingForm())


@lru_cache
def treatment_fields() -> str:
    """The fields for another treatment, drawn once."""
    return fields_of(TreatmentForm())


@lru_cache
def review_fields(*, sets_next: bool) -> str:
    """The fields for a review, drawn once for those who set the next date and once for others."""
    return fields_of(ReviewForm(sets_next=sets_next))


def fields_of(form: PostedForm) -> str:
    """A form's visible fields as markup, escaped by their templates."""
    markup: str = render_crispy_form(form)
    return mark_safe(markup)  # noqa: S308  # nosec B308 B703
