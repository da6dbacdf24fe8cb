"""Fields for names and record numbers accept real names unchanged, and no invisible text."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from patients.web.fields import EmailField, IdentifyingField, WordsField

NAMES = [
    "Nguyễn Thị Ánh",  # Vietnamese
    "İpek Işık ÖRNEK",  # Turkish
    "ნინო მაგალითი",  # Georgian
    "مثال\u200cپور",  # Persian, with a zero-width non-joiner
    "ශ්\u200dරී නිදසුන",  # Sinhala, with a zero-width joiner
    "क्\u200dष उदाहरण",  # Hindi, with a zero-width joiner
    "عبد الرحمن مثال",  # Arabic
    "דוגמה בן־ציון",  # Hebrew
    "例示太郎",  # Japanese
    "葛\U000e0100城 例",  # Japanese, with the selector of one way to write the character
    "예시 한글",  # Korean
    "Ελένη Παραδειγμα",  # Greek
    "Пример Юлія",  # Ukrainian
    "O’Example-Sample, Jr.",
    "Ọláńrewájú Àpẹẹrẹ",  # Yoruba
]
HIDDEN = [
    *("\u00ad", "\u034f", "\u115f", "\u1160", "\u17b4", "\u180e", "\u200b", "\u200c", "\u200d"),
    *("\u200e", "\u2060", "\u202e", "\u2800", "\u3164", "\ufe0f", "\ufeff", "\uffa0"),
    *("\U000e0001", "\U000e0100", "\U0001d159", "\x00", "\x1b", "\ue000"),
]
FAMILY_NAME = IdentifyingField("family name", max_length=100)
NOT_SHOWN = "The family name holds a character that cannot be shown."
NOTHING = "The family name needs a letter or a digit."


def sentences(text: str) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        FAMILY_NAME.clean(text)
    return refusal.value.messages


@pytest.mark.parametrize("name", NAMES)
def test_a_real_name_passes_letter_for_letter(name: str):
    assert FAMILY_NAME.clean(name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_saved_in_one_spelling_however_it_is_typed(name: str):
    assert FAMILY_NAME.clean(unicodedata.normalize("NFD", name)) == FAMILY_NAME.clean(name)


@pytest.mark.parametrize("hidden", HIDDEN, ids=ascii)
def test_a_character_that_shows_nothing_is_refused(hidden: str):
    for text in (f"SAM{hidden}PLE", f"SAMPLE{hidden}", hidden):
        assert sentences(text) == [NOT_SHOWN]


@pytest.mark.parametrize("text", ["-", "...", "\u0301", "·"])
def test_a_name_has_a_letter_or_a_digit(text: str):
    assert sentences(text) == [NOTHING]


def test_a_joiner_beside_anything_but_its_own_script_is_refused():
    for text in ("م\u200cA", "A\u200cم", "م\u200c", "\u200cم", "م\u200c\u200cم"):
        assert sentences(text) == [NOT_SHOWN]


@given(st.text(max_size=30))
def test_what_passes_is_composed_and_never_blank(text: str):
    try:
        kept = IdentifyingField("name", max_length=30, required=False).clean(text)
    except ValidationError:
        return
    assert kept == unicodedata.normalize("NFC", kept)
    assert not kept or any(unicodedata.category(each)[0] in "LN" for each in kept)


@pytest.mark.parametrize(
    "email",
    [
        "\u0430da@clinic.example",  # a Cyrillic a
        "ada@cl\u0456nic.example",  # a Ukrainian i
        "\u212aim@clinic.example",  # the sign of the kelvin, a k in lower case
    ],
)
def test_an_e_mail_is_written_in_ascii(email: str):
    with pytest.raises(ValidationError):
        EmailField().clean(email)


def test_a_note_keeps_what_is_typed():
    note = WordsField("note", max_length=500)

    assert note.clean("Better ❤\ufe0f e\u0301") == "Better ❤\ufe0f e\u0301"
