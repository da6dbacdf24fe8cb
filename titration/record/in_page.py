"""The fields of a form that is hidden in the chart until it is opened."""

from crispy_forms.utils import render_crispy_form
from django.utils.safestring import mark_safe

from patients.web.posted_form import PostedForm


def fields_of(form: PostedForm) -> str:
    """Return a form's visible fields as markup, escaped by their templates."""
    markup: str = render_crispy_form(form)
    return mark_safe(markup)  # noqa: S308  # nosec B308 B703
