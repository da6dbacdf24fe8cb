"""The sentences that refuse documents, word for word: their authors see nothing else."""

from pathlib import Path

import pytest

from titration.rules.json_values import NotAHistory
from titration.rules.reading import read_history

# Each document on a line, and below it the sentence.
LINES = Path(__file__).with_name("refusals.txt").read_text(encoding="utf-8").splitlines()
REFUSALS = list(zip(LINES[::2], map(str.strip, LINES[1::2]), strict=True))


@pytest.mark.parametrize(("document", "sentence"), REFUSALS)
def test_a_refusal(document: str, sentence: str) -> None:
    with pytest.raises(NotAHistory) as refused:
        read_history(document)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ('{"a": 1, "b": 2, "b": 3}', "'b' stands twice in one object"),
        ("{", "the file is not JSON (Expecting property name enclosed in double quotes"),
    ],
)
def test_what_is_no_document_at_all(document: str, sentence: str) -> None:
    with pytest.raises(NotAHistory) as refused:
        read_history(document)
    assert str(refused.value).startswith(sentence)
