"""The form that changes what is known of a patient."""

from collections.abc import Mapping
from typing import Any

from django import forms

from patients.models import Dystonia, DystoniaValues, Patient
from patients.web.posted_form import ValuesForm
from titration.registration.forms import HISTORIES, PARTS, PatientForm, PatientFormValues

LARGEST_VERSION = 2**31 - 1


class EditValues(PatientFormValues):
    """What the form says of a patient, and the record that it showed when it was opened."""

    version: int
    seen: str


class EditPatientForm(PatientForm, ValuesForm[EditValues]):
    """A patient as recorded, to be changed. ``version`` and ``seen`` identify the record shown."""

    DERIVED = PARTS

    version = forms.IntegerField(min_value=0, max_value=LARGEST_VERSION, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=50, widget=forms.HiddenInput)

    @property
    def values(self) -> EditValues:
        """What a valid form holds, with the record that it showed."""
        version, seen = self.cleaned_data["version"], self.cleaned_data["seen"]
        return {**self.patient_values, "version": version, "seen": seen}

    def renew(self) -> None:
        """Reset the form as if opened now; where another value was typed, say what is recorded."""
        super().renew()
        for bound in map(self.__getitem__, self.changed_data):
            if not bound.is_hidden:
                bound.help_text = f"Recorded now: {in_words(bound) or 'nothing'}"


def in_words(bound: forms.BoundField) -> str:
    """Return a field's recorded value as the field shows it."""
    if isinstance(bound.field, forms.ChoiceField):
        labels = {one.data["value"]: one.choice_label for one in bound.subwidgets}
        chosen = bound.initial if isinstance(bound.initial, list) else [bound.initial]
        return ", ".join(str(labels[each]) for each in chosen if each in labels)
    return str(bound.field.widget.format_value(bound.field.prepare_value(bound.initial)) or "")


def as_recorded(
    patient: Patient, dystonia: Dystonia | None, answers: Mapping[str, str]
) -> dict[str, Any]:
    """Return what the form shows at first: the details, dystonia and answers that count now."""
    known: dict[str, Any] = {
        name: answers[what] for name, what in HISTORIES.items() if what in answers
    }
    if dystonia is not None:
        known |= {name: getattr(dystonia, name) for name in DystoniaValues.__annotations__}
    return {**patient.details, **known}
