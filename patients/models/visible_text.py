"""Text that identifies a person or a thing: one spelling of each letter, nothing invisible."""

import unicodedata

from django.core.exceptions import ValidationError

from patients.models.look_alikes import UNSEEN

ZERO_WIDTH_JOINERS = "\u200c\u200d"
# Scripts that spell words with a joiner between two letters, as Persian does in «می‌رود».
JOINING_SCRIPTS = (
    *("ARABIC", "SYRIAC", "MONGOLIAN", "NKO", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI"),
    *("ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "MYANMAR", "KHMER"),
    *("TIBETAN", "MANDAIC", "BALINESE", "JAVANESE", "SUNDANESE", "CHAKMA", "GRANTHA"),
)
IDEOGRAPHS = ("CJK UNIFIED IDEOGRAPH", "CJK COMPATIBILITY IDEOGRAPH")


def composed(text: str) -> str:
    """A text in Unicode's form NFC, in which it is kept and shown."""
    return unicodedata.normalize("NFC", text)


def refuse_unseen(text: str, sentence: str) -> None:
    """Raise ``ValidationError`` with a sentence if a character of a text is invisible."""
    if any(is_hidden(text, place) for place in range(len(text))):
        raise ValidationError(sentence, code="not-shown")


def validate_visible(text: str) -> None:
    """Raise ``ValidationError`` if a character of a text is invisible."""
    refuse_unseen(text, "This holds a character that cannot be shown.")


def is_hidden(text: str, place: int) -> bool:
    """True if the character at a place is invisible and not part of the spelling of a word."""
    character, before = text[place], text[place - 1 : place]
    if character in ZERO_WIDTH_JOINERS:
        return not is_spelled_joiner(text, place)
    if is_variation_selector(character):
        return not unicodedata.name(before or " ", "").startswith(IDEOGRAPHS)
    if "\u180b" <= character <= "\u180d":  # Mongolian has selectors of its own
        return not unicodedata.name(before or " ", "").startswith("MONGOLIAN LETTER")
    return bool(UNSEEN.match(character)) or not character.isprintable()


def is_spelled_joiner(text: str, place: int) -> bool:
    """True if the character at a place is a joiner that a script needs to spell a word."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return text[place] in ZERO_WIDTH_JOINERS and joins(before) and joins(after)


def joins(character: str) -> bool:
    """True if a joiner beside this letter, or this mark on a letter, is part of the spelling."""
    is_letter = unicodedata.category(character or " ")[0] in "LM"
    return is_letter and unicodedata.name(character, "").startswith(JOINING_SCRIPTS)


def is_variation_selector(character: str) -> bool:
    """True if a character only chooses how the one before is drawn, as in Japanese names."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def names_something(text: str) -> bool:
    """True if a text has at least one letter or digit."""
    return any(unicodedata.category(character)[0] in "LN" for character in text)


def validate_ascii_email(email: str) -> None:
    """Raise ``ValidationError`` for an e-mail in other letters than ASCII's.

    Other letters can make two addresses look the same, and some become other letters in
    lower case.
    """
    if not email.isascii():
        raise ValidationError(
            "Write the e-mail in the letters a to z, digits and signs of a plain keyboard."
        )
