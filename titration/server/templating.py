"""Sets up Jinja2 for the pages, with some functions and filters of our own (docs/adr/0013).

Crispy draws the forms with Django's own templates, from ``templates/crispy``.
"""

import re
from functools import cache
from typing import Any

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field, as_crispy_form
from crispy_forms.utils import render_crispy_form
from django.template.defaultfilters import capfirst, pluralize
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape, json_script
from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, StrictUndefined
from jinja2.ext import Extension

from patients.days import day_text
from patients.web.instants import clinic_time

AMOUNT = r"(?<=\s)[\d.,–]+ (?:mg|mcg)\b"
DAY = r"\b\d\d-[A-Z][a-z]{2}-\d{4}\b"
INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
WHOLE = re.compile(f"{AMOUNT}|{DAY}")


class Unindented(Extension):
    """Leaves the indentation of templates out of the pages, but for the space that parts words."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return a template's source with each line's indentation cut to one space."""
        return INDENTATION.sub(" ", source)


def environment(**options: Any) -> Environment:
    """Make the environment that the settings name. A variable missing in a template is an error."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    options |= {"extensions": [Unindented]}
    made = Environment(**options)  # noqa: S701 - Django's options escape  # nosec B701
    made.globals.update(crispy=render_crispy_form, static=cache(static), url=url)
    made.filters.update(
        capfirst=capfirst,
        clock=clinic_time,
        crispy=as_crispy_form,
        crispy_field=as_crispy_field,
        day=day_text,
        json_script=json_script,
        pluralize=pluralize,
        unsplit=unsplit,
    )
    return made


def url(name: str, *arguments: object) -> str:
    """Return the address of a page."""
    return reverse(name, args=arguments) if arguments else fixed_url(name)


@cache
def fixed_url(name: str) -> str:
    """Return the address of a page without arguments; kept, as every page has some ten links."""
    return reverse(name)


def unsplit(words: str) -> SafeString:
    """Keep each amount and its unit, and each date, on one line.

    An amount at the very start is left alone: a line does not break there.
    """
    kept = WHOLE.sub(r'<span class="nowrap">\g<0></span>', escape(words))
    return mark_safe(kept)  # noqa: S308 - the words are escaped before the spans are put in  # nosec B308 B703
