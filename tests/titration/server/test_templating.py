"""Templates keep amounts and dates on one line, escape text, and fail on missing names."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.template import engines
from jinja2 import UndefinedError

from titration.server.templating import unsplit


@pytest.mark.parametrize(
    ("words", "markup"),
    [
        ("10 mg three times a day", "10 mg three times a day"),
        ("Recorded 12.5 mg", 'Recorded <span class="nowrap">12.5 mg</span>'),
        ("is 10–20 mg per dose", 'is <span class="nowrap">10–20 mg</span> per dose'),
        ("of 2,000 mcg a day", 'of <span class="nowrap">2,000 mcg</span> a day'),
        ("5 mg, 10 mg a day", '5 mg, <span class="nowrap">10 mg</span> a day'),
        ("Stopped", "Stopped"),
        ("on 5 mgs", "on 5 mgs"),
        ("06-Nov-2025", '<span class="nowrap">06-Nov-2025</span>'),
        ("since 06-Nov-2025.", 'since <span class="nowrap">06-Nov-2025</span>.'),
        ("DEMO-06-Nov-20256", "DEMO-06-Nov-20256"),
    ],
)
def test_an_amount_or_a_date_stays_whole(words: str, markup: str):
    assert unsplit(words) == markup


def test_words_are_escaped():
    escaped = "&lt;b&gt; &amp;"

    assert unsplit("<b> & 5 mg") == f'{escaped} <span class="nowrap">5 mg</span>'


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("{{ date(2025, 11, 6)|day }}", "06-Nov-2025"),
        ("{{ date(2025, 9, 30)|day }}", "30-Sep-2025"),
        ("{{ instant|clock('UTC') }}", "06-Nov-2025 23:05"),
        ("{{ instant|clock('Europe/Berlin') }}", "07-Nov-2025 00:05"),
    ],
)
def test_dates_are_shown_with_the_month_in_letters(markup: str, shown: str):
    context = {"date": date, "instant": datetime(2025, 11, 6, 23, 5, tzinfo=UTC)}

    assert page(markup).render(context) == shown


def test_what_is_shown_is_escaped():
    assert page("{{ words }}").render({"words": "<b>"}) == "&lt;b&gt;"


@pytest.mark.parametrize("markup", ["{{ patiend }}", "{% if patiend %}{% endif %}"])
def test_a_name_that_is_missing_is_an_error(markup: str):
    with pytest.raises(UndefinedError):
        page(markup).render({"patient": "EXAMPLE"})


def page(markup: str) -> Any:
    return engines["jinja2"].from_string(markup)
