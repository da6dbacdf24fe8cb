"""Patients are found by names that the keyboard at hand cannot write, and by former names."""

import unicodedata

import pytest
from django.test import Client

from patients.models import Account, Clinic, Patient
from patients.models.folded_names import begins, parts_of
from tests.factories import a_clinic, a_nurse, a_patient
from tests.pages.patient_forms import ada_form
from tests.pages.reading import list_row, listed, text
from tests.pages.searching import found, search
from tests.patients.accounts.actions.calls import change

pytestmark = pytest.mark.django_db

TURKISH = [
    *("Yılmaz, İpek", "Şimşir, Yiğit", "Işık, Çağla", "Gürbüz, Özgür", "Öztürk, Işıl"),
    *("Çelik, Gülşah", "Güneş, Ümit", "Ağaoğlu, İlker", "Ünlü, Şükrü", "İnönü, Çiğdem"),
    *("Kılıç, Ayşegül", "Özdemir, Tuğçe", "Şahin, Doğan", "Aydın, Şeyma", "Doğru, Gökçe"),
    *("Iğdır, Nazlı", "Çakır, İsmail", "Karagöz, Büşra", "Üçok, Ömer", "Bağcı, Oğuzhan"),
]
GEORGIAN = [
    *("გიორგაძე, ნინო", "ბერიძე, გიორგი", "კაპანაძე, თამარ", "მაისურაძე, ლევან", "ლომიძე, მარიამ"),
    *(
        "წიკლაური, ზურაბ",
        "ხუციშვილი, ეკა",
        "ჯაფარიძე, დათო",
        "ღუდუშაური, ქეთევან",
        "ჭავჭავაძე, ილია",
    ),
]
PERSIAN = [
    *("رضایی, آرش", "کریمی, شیرین", "موسوی, پریسا", "نیک\u200cنام, ژاله", "حسینی, گلنار"),
    *("یزدانی, چیستا", "احمدی, زهرا", "صادقی, بهرام", "قاسمی, مهسا", "طاهری, داریوش"),
]
VIETNAMESE = [
    *("Nguyễn, Thị Hồng", "Trần, Văn Đức", "Lê, Ánh Tuyết", "Phạm, Quốc Bảo", "Đặng, Mỹ Linh"),
    *("Bùi, Xuân Trường", "Đỗ, Thùy Dương", "Võ, Hữu Nghĩa", "Ngô, Bích Ngọc", "Dương, Kỳ Anh"),
]
GERMAN = [
    *("Weiß, Zoë", "Müller, Jörg", "Großmann, Käthe", "Schäfer, Jürgen", "Böhm-Lüdke, Änne"),
    *("von der Höh, Götz", "Süß, Bärbel", "Möbius, Übel", "Voß, Hans-Jürgen", "Früh, Ödön"),
]
NAMES = [*TURKISH, *GEORGIAN, *PERSIAN, *VIETNAMESE, *GERMAN]
LANGUAGES = {
    "Turkish": TURKISH,
    "Georgian": GEORGIAN,
    "Persian": PERSIAN,
    "Vietnamese": VIETNAMESE,
    "German": GERMAN,
}
# As an English keyboard writes them.
ENGLISH = str.maketrans({"ı": "i", "đ": "d", "Đ": "D", "ß": "ss"})


def on_an_english_keyboard(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.translate(ENGLISH))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


SPELLED_OUT = str.maketrans({"ä": "ae", "Ä": "Ae", "ö": "oe", "Ö": "Oe", "ü": "ue", "Ü": "Ue"})


def in_turkish_capitals(name: str) -> str:
    return name.replace("i", "İ").replace("ı", "I").upper()


def assert_found(client: Client, name: str, ways: list[str]) -> None:
    """Assert that a text finds the name: the first by the page, the others by what it asks."""
    assert name in found(client, ways[0]), ways[0]
    for typed in ways:
        called = Patient.objects.filter(begins(*parts_of([typed])))
        assert name in [patient.full_name for patient in called], typed


def register(clinic: Clinic, names: list[str]) -> None:
    for name in names:
        family_name, given_name = name.split(", ")
        a_patient(clinic, family_name=family_name, given_name=given_name)


@pytest.mark.parametrize("names", LANGUAGES.values(), ids=LANGUAGES)
def test_a_name_is_registered_shown_letter_for_letter_and_found(as_nurse: Client, names: list[str]):
    for place, name in enumerate(names):
        family_name, given_name = name.split(", ")
        form = ada_form(
            family_name=family_name, given_name=given_name, record_number=f"T-{place + 10}"
        )
        chart = as_nurse.post("/patients/register/", form, follow=True)
        assert f"Registered {name} (T-{place + 10})." in text(chart)

    stored = Patient.objects.values_list("family_name", "given_name")
    assert sorted(", ".join(each) for each in stored) == sorted(names)
    assert sorted(listed(as_nurse.get("/", {"view": "all"}))) == sorted(names)
    for name in names:
        family_name, given_name = name.split(", ")
        backwards = f"{given_name.upper()} {family_name.lower()}"
        assert_found(
            as_nurse,
            name,
            [backwards, name.lower(), name.upper(), in_turkish_capitals(given_name)],
        )


@pytest.mark.parametrize("language", ["Turkish", "Vietnamese", "German"])
def test_a_name_is_found_from_an_english_keyboard(as_nurse: Client, clinic: Clinic, language: str):
    register(clinic, LANGUAGES[language])

    for name in LANGUAGES[language]:
        plain = on_an_english_keyboard(name)
        assert plain.isascii()
        ways = [plain.lower(), plain, plain.upper(), plain[:3], plain.split(", ")[1]]
        assert_found(as_nurse, name, ways)


def test_a_german_name_is_found_with_two_letters_for_one(as_nurse: Client, clinic: Clinic):
    register(clinic, GERMAN)

    for name in GERMAN:
        spelled_out = on_an_english_keyboard(name.translate(SPELLED_OUT))
        backwards = " ".join(reversed(spelled_out.split(", ")))
        ways = [backwards, spelled_out, spelled_out.lower(), spelled_out.upper()]
        assert_found(as_nurse, name, ways)


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("Müller", ["mueller", "MUELLER", "Müller", "muller", "MULLER", "muel"]),
        ("Mueller", ["mueller", "Müller", "MÜLLER", "mu"]),
        ("Ørsted", ["oersted", "OERSTED", "orsted", "Ørsted", "oers"]),
        ("Aagård", ["aagaard", "aagard", "Aagård", "AAGÅRD"]),
        ("Kjær", ["kjaer", "kjær", "KJÆR"]),
        ("Samuel", ["samuel", "sam"]),
        ("Köhlermüller-Häuser", ["koehlermuellerhaeuser", "koehlermullerhaus", "kohlermuell"]),
    ],
)
def test_a_name_is_found_however_its_letters_are_written_out(
    as_nurse: Client, clinic: Clinic, name: str, ways: list[str]
):
    register(clinic, [f"{name}, Bo", "Example, Eva"])

    for typed in ways:
        assert found(as_nurse, typed) == [f"{name}, Bo"], typed


@pytest.mark.parametrize(
    ("typed", "name"), [("muller", "Mueller"), ("ue", "Ulmer"), ("ae", "Ahlers"), ("mue", "Müller")]
)
def test_one_letter_is_not_taken_for_two_and_two_letters_alone_not_for_one(
    as_nurse: Client, clinic: Clinic, typed: str, name: str
):
    a_patient(clinic, family_name=name, given_name="Bo")

    assert found(as_nurse, typed) == []


TYPED_ELSEWHERE = {
    "ipek": "Yılmaz, İpek",
    "IPEK": "Yılmaz, İpek",
    "ıpek": "Yılmaz, İpek",
    "yigit": "Şimşir, Yiğit",
    "muller": "Müller, Jörg",
    "zoe": "Weiß, Zoë",
    "WEISS": "Weiß, Zoë",
    "obrien": "O’Brien, Mary-Ann",
    "O'Brien": "O’Brien, Mary-Ann",
    "maryann": "O’Brien, Mary-Ann",
    "mary ann o brien": "O’Brien, Mary-Ann",
    "نیکنام": "نیک\u200cنام, ژاله",
    "كريمي": "کریمی, شیرین",  # from an Arabic keyboard
}


def test_among_all_a_name_alone_is_found_as_it_is_typed_elsewhere(as_nurse: Client, clinic: Clinic):
    register(clinic, [*NAMES, "O’Brien, Mary-Ann"])

    assert {typed: found(as_nurse, typed) for typed in TYPED_ELSEWHERE} == {
        typed: [name] for typed, name in TYPED_ELSEWHERE.items()
    }


def test_a_person_with_one_name_is_found_by_it_and_sorted_by_it(as_nurse: Client, clinic: Clinic):
    for family_name, given_name in [("Zeta", "Bo"), ("", "Yiğit"), ("Xenia", ""), ("Alpha", "Bo")]:
        a_patient(clinic, family_name=family_name, given_name=given_name)

    in_order = ["Alpha, Bo", "Xenia", "Yiğit", "Zeta, Bo"]
    assert listed(as_nurse.get("/", {"view": "all"})) == in_order
    assert found(as_nurse, "yigit") == ["Yiğit"]
    assert found(as_nurse, "xen") == ["Xenia"]


def test_names_are_sorted_without_their_marks_and_case(as_nurse: Client, clinic: Clinic):
    for family_name in ("Zander", "Özil", "van Aa", "Oz", "Ozon", "Ähre"):
        a_patient(clinic, family_name=family_name, given_name="Bo")

    in_order = ["Ähre, Bo", "Oz, Bo", "Özil, Bo", "Ozon, Bo", "van Aa, Bo", "Zander, Bo"]
    assert listed(as_nurse.get("/", {"view": "all"})) == in_order


def renamed(clinic: Clinic, nurse: Account, *names: tuple[str, str]) -> Patient:
    """Register a patient, then change the name to each of the others."""
    (family_name, given_name), *later = names
    patient = a_patient(clinic, family_name=family_name, given_name=given_name)
    for family_name, given_name in later:
        patient = change(patient, nurse, family_name=family_name, given_name=given_name)
    return patient


@pytest.mark.parametrize("typed", ["Süß", "suss, zoe", "zoe sü", "su"])
def test_a_former_name_finds_the_patient_and_the_row_says_so(
    as_nurse: Client, nurse: Account, clinic: Clinic, typed: str
):
    renamed(clinic, nurse, ("Süß", "Zoë"), ("Weiß", "Zoë"))

    assert list_row(search(as_nurse, typed), "Weiß, Zoë")[0].endswith(" formerly Süß, Zoë")


def test_a_row_names_only_the_former_names_that_begin_as_typed(
    as_nurse: Client, nurse: Account, clinic: Clinic
):
    names = ("Süß", "Zoë"), ("Sander", "Zoë"), ("Other", "Zoë"), ("Weiß", "Zoë")
    renamed(clinic, nurse, *names)

    for typed, told in {"s": "Sander, Zoë; Süß, Zoë", "oth": "Other, Zoë"}.items():
        row = list_row(search(as_nurse, typed), "Weiß, Zoë")
        assert row[0].endswith(f" formerly {told}")
    assert found(as_nurse, "wei") == ["Weiß, Zoë"]


def test_another_spelling_of_the_same_name_is_not_called_a_former_one(
    as_nurse: Client, nurse: Account, clinic: Clinic
):
    renamed(clinic, nurse, ("Weiss", "Zoe"), ("Weiß", "Zoë"))

    assert found(as_nurse, "weiss") == ["Weiß, Zoë"]


def test_former_names_of_another_clinic_find_nobody(as_nurse: Client):
    other = a_clinic()
    renamed(other, a_nurse(other), ("Süß", "Zoë"), ("Weiß", "Zoë"))

    assert found(as_nurse, "sü") == []
