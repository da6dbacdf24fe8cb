"""How doses, days and severities stand in a line of text."""

import re
from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from titration.rules import day_text

register = template.Library()

AMOUNT = r"(?<=\s)[\d.,–]+ (?:mg|mcg)\b"
DAY = r"\b\d\d-[A-Z][a-z]{2}-\d{4}\b"
WHOLE = re.compile(f"{AMOUNT}|{DAY}")


@register.filter
def unsplit(words: str) -> SafeString:
    """Keep each amount and its unit, and each date, on one line.

    An amount at the very start cannot part from its unit anyway.
    """
    kept = WHOLE.sub(r'<span class="nowrap">\g<0></span>', escape(words))
    return mark_safe(kept)  # noqa: S308 - the words are escaped before the spans are put in  # nosec B308 B703


# ``06-Nov-2025``. Django's own filter reads the format anew for each date of a chart.
register.filter("day", day_text)


@register.simple_tag
@cache
def severity(name: str) -> SafeString:
    """The mark and word of a severity, drawn once for each of the three."""
    return render_to_string("components/_severity.html", {"severity": name})
