"""The form for a clinic's settings."""

from typing import Any, TypedDict
from zoneinfo import available_timezones

from django import forms

from patients.web.fields import NOT_A_CHOICE, IdentifyingField, WordsField
from patients.web.posted_form import ValuesForm


def zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the time zones of the IANA database that are named after a place, by continent."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(available_timezones()):
        area, _, place = name.partition("/")
        if place and area not in {"Etc", "SystemV", "posix", "right", "US"}:
            groups.setdefault(area, []).append((name, name))
    return [*groups.items(), ("Other", [("UTC", "UTC")])]


class ClinicValues(TypedDict):
    """A clinic's settings; ``seen`` is their edition when the form was opened."""

    seen: str
    name: str
    time_zone: str
    contact: str


class ClinicForm(ValuesForm[ClinicValues]):
    """A clinic's name, time zone and contact."""

    seen = forms.CharField(widget=forms.HiddenInput, strip=False)
    name = IdentifyingField("name", max_length=200)
    time_zone = forms.ChoiceField(
        label="Time zone",
        help_text="Decides which day it is: a dose or a report of today is dated by it.",
        error_messages={"required": "Choose the time zone.", "invalid_choice": NOT_A_CHOICE},
    )
    contact = WordsField(
        "contact line",
        max_length=200,
        required=False,
        help_text="One line for printed sheets, for example a telephone number. May stay empty.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known: list[Any] = zones()
        now = self.initial.get("time_zone")
        if not any(now == zone for _, group in known for zone, _ in group):
            known.insert(0, (now, now))
        self.fields["time_zone"].choices = known  # type: ignore[attr-defined]
