"""How doses and severities stand in a line of text."""

import re
from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

AMOUNT = re.compile(r"(?<=\s)[\d.,–]+ (?:mg|mcg)\b")


@register.filter
def unsplit(words: str) -> SafeString:
    """Keep each amount and its unit on one line. At the very start they cannot part anyway."""
    kept = AMOUNT.sub(r'<span class="nowrap">\g<0></span>', escape(words))
    return mark_safe(kept)  # noqa: S308 - the words are escaped before the spans are put in


@register.simple_tag
@cache
def severity(name: str) -> SafeString:
    """The mark and word of a severity, drawn once for each of the three."""
    return render_to_string("components/_severity.html", {"severity": name})
