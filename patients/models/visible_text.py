"""Text that identifies somebody: one spelling of each letter, and nothing that hides."""

import unicodedata

from django.core.exceptions import ValidationError

from patients.models.look_alikes import UNSEEN

ZERO_WIDTH_JOINERS = "\u200c\u200d"
# Scripts in which a joiner between two letters is spelling: Persian writes «می‌رود» with one.
JOINING_SCRIPTS = (
    *("ARABIC", "SYRIAC", "MONGOLIAN", "NKO", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI"),
    *("ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "MYANMAR", "KHMER"),
    *("TIBETAN", "MANDAIC", "BALINESE", "JAVANESE", "SUNDANESE", "CHAKMA", "GRANTHA"),
)
IDEOGRAPHS = ("CJK UNIFIED IDEOGRAPH", "CJK COMPATIBILITY IDEOGRAPH")


def composed(text: str) -> str:
    """A text in Unicode's form NFC, the one in which it is kept and shown."""
    return unicodedata.normalize("NFC", text)


def refuse_unseen(text: str, sentence: str) -> None:
    """Raise ``ValidationError`` with a sentence where a reader could not see all of a text."""
    if any(is_hidden(text, place) for place in range(len(text))):
        raise ValidationError(sentence, code="not-shown")


def validate_visible(text: str) -> None:
    """Raise ``ValidationError`` where a reader could not see all of a text."""
    refuse_unseen(text, "This holds a character that cannot be shown.")


def is_hidden(text: str, place: int) -> bool:
    """Whether the character at a place shows nothing, and belongs to no letter's spelling."""
    character, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if character in ZERO_WIDTH_JOINERS:
        return not (joins(before) and joins(after))
    if is_variation_selector(character):
        return not unicodedata.name(before or " ", "").startswith(IDEOGRAPHS)
    if "\u180b" <= character <= "\u180d":  # Mongolian has selectors of its own
        return not unicodedata.name(before or " ", "").startswith("MONGOLIAN LETTER")
    return bool(UNSEEN.match(character)) or not character.isprintable()


def joins(character: str) -> bool:
    """Whether a joiner beside this letter, or mark on a letter, is spelling."""
    is_letter = unicodedata.category(character or " ")[0] in "LM"
    return is_letter and unicodedata.name(character, "").startswith(JOINING_SCRIPTS)


def is_variation_selector(character: str) -> bool:
    """Whether a character only chooses how the one before is drawn: Japanese names use them."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def names_something(text: str) -> bool:
    """Whether a text has at least one letter or digit."""
    return any(unicodedata.category(character)[0] in "LN" for character in text)


def validate_ascii_email(email: str) -> None:
    """Raise ``ValidationError`` for an e-mail in other letters than ASCII's.

    They can look like another address, and some become another one in lower case.
    """
    if not email.isascii():
        raise ValidationError(
            "Write the e-mail in the letters a to z, digits and signs of a plain keyboard."
        )
