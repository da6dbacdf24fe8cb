"""Patterns of SQL's ``LIKE``: the texts that begin as one that was typed, or nearly so."""

import re
from itertools import pairwise

ANYTHING = "%"
ONE_LETTER = "_"
LETTERS_OF_A_TRIGRAM = 3
FEWEST_LETTERS = 4  # of a text in which a slip is tolerated: of three letters half is another name
HAS_A_MEANING = re.compile(r"([\\%_])")


def literal(text: str) -> str:
    """Return a text in which ``%`` and ``_`` mean themselves."""
    return HAS_A_MEANING.sub(r"\\\1", text)


def beginning(text: str) -> str:
    """The texts that begin with ``text``."""
    return literal(text) + ANYTHING


def slips(text: str) -> list[str]:
    """The texts that begin with ``text`` but for one slip; none for fewer than four letters.

    A slip is one letter wrong, missing or extra, or two neighbours swapped. Where the last
    letter is wrong or extra the text has to end there, or all that begins with the other letters
    would be found. A text that begins with ``text`` itself may fit a pattern too.
    """
    if len(text) < FEWEST_LETTERS:
        return []
    letters = [literal(letter) for letter in text]
    all_but_last = "".join(letters[:-1])
    found = {all_but_last, all_but_last + ONE_LETTER}
    for place, letter in enumerate(letters):
        before, after = letters[:place], letters[place + 1 :]
        found.add("".join([*before, ONE_LETTER, letter, *after, ANYTHING]))  # missing
        if after:
            found.add("".join([*before, ONE_LETTER, *after, ANYTHING]))  # wrong
            found.add("".join([*before, *after, ANYTHING]))  # extra
            found.add("".join([*before, after[0], letter, *after[1:], ANYTHING]))  # swapped
    return sorted(found - {beginning(text)})


def kept_by_a_slip(text: str) -> list[str]:
    """A few patterns, of which each text with one slip fits one: for an index of trigrams.

    A slip falls into one third of a text and leaves the others as typed, or it swaps the two
    letters where two thirds meet. The last third has a trigram at least; of fewer than six
    letters too little is left, and the patterns are those of ``slips``.
    """
    length = len(text)
    if length < 2 * LETTERS_OF_A_TRIGRAM:
        return slips(text)
    third = length // 3
    edges = (0, third, length - max(third, LETTERS_OF_A_TRIGRAM), length)
    kept = [beginning(text[:first]) + beginning(text[last:]) for first, last in pairwise(edges)]
    return kept + [
        beginning(f"{text[: edge - 1]}{text[edge]}{text[edge - 1]}{text[edge + 1 :]}")
        for edge in edges[1:-1]
    ]
