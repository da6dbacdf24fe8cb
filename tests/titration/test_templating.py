"""An amount and its unit, or the parts of a date, are never parted by the end of a line."""

import pytest

from titration.templating import unsplit


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
