"""A text with one slip fits one of the few patterns that the index of trigrams is asked for."""

import re

import pytest

from patients.models.like_patterns import beginning, kept_by_a_slip, slips

TEXTS = ["anna", "maria", "sample", "testers", "beispiel", "o_neill%s", "annaanna", "გიორგაძე"]


def fits(text: str, pattern: str) -> bool:
    """True if a text is LIKE a pattern."""
    parts = re.findall(r"\\.|.", pattern)
    meant = {"%": ".*", "_": "."}
    return bool(re.fullmatch("".join(meant.get(p, re.escape(p[-1])) for p in parts), text))


def with_one_slip(text: str) -> set[str]:
    """Every text that begins as one typed but for one slip, written anew letter by letter."""
    places = range(len(text))
    wrong = [f"{text[:p]}z{text[p + 1 :]}" for p in places]
    missing = [f"{text[:p]}z{text[p:]}" for p in places]
    extra = [text[:p] + text[p + 1 :] for p in places]
    swapped = [f"{text[:p]}{text[p + 1]}{text[p]}{text[p + 2 :]}" for p in places[:-1]]
    return {*wrong, *missing, *extra, *swapped}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("rest", ["", "son"])
def test_each_text_that_is_found_is_among_those_looked_up(text: str, rest: str):
    found = [
        slip + rest
        for slip in with_one_slip(text)
        if any(fits(slip + rest, pattern) for pattern in slips(text))
    ]

    assert len(found) > 2 * len(text)
    assert [slip for slip in found if not any(fits(slip, p) for p in kept_by_a_slip(text))] == []


@pytest.mark.parametrize("text", ["sample", "testers", "beispiel"])
def test_of_a_longer_name_five_patterns_are_looked_up(text: str):
    assert len(kept_by_a_slip(text)) == 5
    assert beginning(text) not in kept_by_a_slip(text)
