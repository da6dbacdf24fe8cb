"""Fill in a page's forms as a browser would, and with nonsense that no person would send."""

import uuid
from html.parser import HTMLParser
from random import Random
from typing import NamedTuple

NONSENSE = [
    *("", " ", "0", "-1", "00", "1e9999", "NaN", "Infinity", "12,5", "10mg", "9" * 19, "9" * 400),
    *("1.005", "0.001", "999.999", "1000", "٣", "½", "true", "null", "None", "[]", "{}", "on"),
    *("0001-01-01", "9999-12-31", "2026-02-30", "31-Feb-2026", "2026-13-01", "29-Feb-2027"),
    *("2026-05-01T10:00", "9999-12-31T23:59:59", "0001-01-01T00:00", "2026-03-29T01:30", "T", "-"),
    *("\x00", "a\x00b", "\u202egnp.exe", "\ufeff", "\U0001f9ea" * 40, "é" * 300, "x" * 5000),
    *(
        "' OR 1=1 --",
        '"; DROP TABLE patients_patient; --',
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
    ),
    *("../../etc/passwd", "//evil.example/", "https://evil.example/", "javascript:alert(1)"),
    *("\r\nSet-Cookie: a=b", "%00", "%s%n", "\\", "a" * 65, "\ud7ff", "ß", "İ"),
    *(
        str(uuid.UUID(int=0)),
        "not-a-uuid",
        "2147483648",
        "9223372036854775807",
        "-9223372036854775809",
    ),
]
SENSE = {
    "input-date": (
        *("2026-01-05", "06-Nov-2025", "2026-02-02", "2026-03-09"),
        *("31-Dec-9999", "0001-01-01", "1900-01-01", "31-Dec-2199"),
    ),
    "input-dose": ("5", "10", "12.5", "20"),
}
WORDS = ("Sample", "EXAMPLE", "drowsiness", "a note", "2026-01-05", "7", "T-00001")


class Field(NamedTuple):
    """A named control: its unchanged value, and the other values it may send."""

    default: str | None
    others: tuple[str, ...]


class Forms(HTMLParser):
    """The posted forms of a page: their fields by name, by the form's action."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, dict[str, Field]] = {}
        self.fields: dict[str, Field] = {}
        self.select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.fields = {}
            if given.get("method", "").lower() == "post":
                self.fields = self.found.setdefault(given.get("action", ""), {})
        elif tag == "select":
            self.select = given.get("name", "")
        elif tag == "option":
            self.add(self.select, given.get("value", ""), is_set="selected" in given)
        elif tag == "textarea":
            self.add(given.get("name", ""), "", is_set=True, others=WORDS)
        elif tag in {"input", "button"}:
            choice = given.get("type") in {"radio", "checkbox", "submit"} or tag == "button"
            is_set = "checked" in given or not choice
            hidden = given.get("type") == "hidden"
            classes = given.get("class", "").split()
            sense = next((SENSE[name] for name in classes if name in SENSE), WORDS)
            others = () if choice or hidden else sense
            value = given.get("value", "on" if choice else "")
            self.add(given.get("name", ""), value, is_set=is_set, others=others)

    def add(self, name: str, value: str, *, is_set: bool, others: tuple[str, ...] = ()) -> None:
        """Note one value a control may send."""
        if name:
            known = self.fields.get(name, Field(None, ()))
            default = value if is_set else known.default
            self.fields[name] = Field(default, (*known.others, value, *others))


def filled_in(fields: dict[str, Field], random: Random) -> dict[str, list[str]]:
    """Fill in a form: mostly valid values, some left out, some sent twice, some nonsense."""
    spoilt, changed = random.choice((0.0, 0.1, 0.4)), random.choice((0.1, 0.6))
    sent: dict[str, list[str]] = {}
    for name, field in fields.items():
        value = field.default
        if field.others and random.random() < (changed if value else 0.9):
            value = random.choice(field.others)
        if name == "form_token" and random.random() < 0.7:
            value = str(uuid.UUID(int=random.getrandbits(128), version=4))
        values = [] if value is None else [value]
        if random.random() < spoilt:
            values = random.choice(([], [nonsense(random)], [*values, nonsense(random)]))
        sent[name] = values
    if random.random() < 0.1:
        sent[nonsense(random)] = [nonsense(random)]
    return sent


def nonsense(random: Random) -> str:
    """Return a value from the list, or random characters."""
    if random.random() < 0.8:
        return random.choice(NONSENSE)
    length = random.randrange(1, 60)
    # No surrogates: those cannot be sent at all.
    return "".join(chr(random.randrange(0xD800)) for _ in range(length))
