"""How doses stand in a line of text."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

AMOUNT = re.compile(r"(?<=\s)[\d.,–]+ (?:mg|mcg)\b")


@register.filter
def unsplit(words: str) -> SafeString:
    """Keep each amount and its unit on one line. At the very start they cannot part anyway."""
    kept = AMOUNT.sub(r'<span class="nowrap">\g<0></span>', escape(words))
    return mark_safe(kept)  # noqa: S308 - the words are escaped before the spans are put in
