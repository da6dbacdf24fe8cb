"""The filters of the access log, from its address or from a form that is posted."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypedDict

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms

from patients.accounts.forms.accounts import LARGEST_ID
from patients.models import Clinic, Outcome, RecordNumber
from patients.models.look_alikes import folded_number
from patients.web.fields import DayField, IdentifyingField

OUTCOMES = [("", "Allowed and refused"), *Outcome.choices]


class QueryFilters(TypedDict):
    """Whose accesses, to which patient, from which day until which, with which outcome."""

    who: str
    patient: int | None
    since: date | None
    until: date | None
    outcome: str


@dataclass(frozen=True, slots=True)
class AccessLogQuery:
    """The filters of the list, and the row after which, or before which, the page begins."""

    who: str = ""
    patient: int | None = None
    since: date | None = None
    until: date | None = None
    outcome: str = ""
    after: int | None = None
    before: int | None = None

    @property
    def filters(self) -> QueryFilters:
        """The filters alone, without the place of the page."""
        return {
            "who": self.who,
            "patient": self.patient,
            "since": self.since,
            "until": self.until,
            "outcome": self.outcome,
        }

    @property
    def in_address(self) -> dict[str, object]:
        """The parameters of an address with these filters; empty ones are left out."""
        return {name: value for name, value in self.filters.items() if value}


class AccessLogForm(forms.Form):
    """The parameters of the log's address. Invalid ones are ignored."""

    who = IdentifyingField("person", is_part=True, max_length=100, required=False)
    patient = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)
    since = DayField(required=False)
    until = DayField(required=False)
    outcome = forms.ChoiceField(choices=OUTCOMES, required=False)
    after = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)
    before = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)

    def asked(self) -> AccessLogQuery:
        """Return the query of the address; without parameters it is for every access."""
        self.full_clean()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return AccessLogQuery(**given)


class ClinicOfForm(forms.Form):
    """Which of ``clinics`` a page is about: the one that the address names, or the first."""

    clinic = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, clinics: Sequence[Clinic]) -> None:
        super().__init__(*args)
        self.clinics = {clinic.pk: clinic for clinic in clinics}
        self.fields["clinic"].choices = [(pk, pk) for pk in self.clinics]  # type: ignore[attr-defined]

    def chosen(self) -> Clinic:
        """Return the clinic."""
        self.full_clean()
        first = next(iter(self.clinics))
        return self.clinics[self.cleaned_data.get("clinic") or first]


class NarrowLogForm(forms.Form):
    """What to look for, as typed. It is posted, so that no address has a record number."""

    use_required_attribute = False

    who = IdentifyingField(
        "person", is_part=True, max_length=100, required=False, help_text="Part of name or e-mail"
    )
    record_number = IdentifyingField("record number", max_length=30, required=False)
    since = DayField(label="From day", required=False)
    until = DayField(label="To day", required=False)
    outcome = forms.ChoiceField(choices=OUTCOMES, required=False)

    def __init__(self, *args: Any, clinic: Clinic, **options: Any) -> None:
        super().__init__(*args, **options)
        self.clinic = clinic
        self.helper = FormHelper()
        self.helper.form_tag = False
        row = ("who", "record_number", "since", "until", "outcome")
        self.helper.layout = Layout(Div(*row, css_class="field-row"))

    def clean(self) -> dict[str, Any] | None:
        """Find the patient. Refuse a number that no patient has, and days in the wrong order."""
        cleaned = super().clean() or {}
        number, since, until = (cleaned.get(name) for name in ("record_number", "since", "until"))
        if number:
            numbers = RecordNumber.objects.filter(
                clinic=self.clinic, number_folded=folded_number(number)
            )
            cleaned["patient"] = numbers.values_list("pk", flat=True).first()
            if cleaned["patient"] is None:
                self.add_error("record_number", f"No patient of {self.clinic} has this number.")
        if since and until and until < since:
            self.add_error("until", "This day is before the first one.")
        return cleaned

    def asked(self) -> AccessLogQuery:
        """Return the query. Use it once the form is valid."""
        names = [field.name for field in fields(AccessLogQuery)]
        given = {name: self.cleaned_data.get(name) for name in names}
        return AccessLogQuery(**{name: value for name, value in given.items() if value})
