"""The form that marks an entry as entered in error."""

import uuid

import pytest

from titration.record.corrections.forms import MarkInErrorForm


def form_with(reason: str) -> MarkInErrorForm:
    return MarkInErrorForm({"error_reason": reason, "form_token": str(uuid.uuid4())})


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("", "Enter why this was entered in error."),
        (" \n ", "Enter why this was entered in error."),
        ("x" * 301, "The reason is at most 300 characters; this has 301."),
        ("Ty\x00po", "The reason holds a character that cannot be shown."),
    ],
)
def test_a_reason_is_refused_in_words(reason: str, sentence: str):
    assert form_with(reason).errors == {"error_reason": [sentence]}


@pytest.mark.parametrize("reason", ["Typo", "-1", "0", "1e9", "12.345", "31-Feb", "x" * 300])
def test_any_words_are_a_reason(reason: str):
    form = form_with(f" {reason} ")

    assert form.is_valid()
    assert form.reason_of_error == reason
