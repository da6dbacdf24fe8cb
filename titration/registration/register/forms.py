"""The form that registers a patient."""

from collections.abc import Sequence
from typing import cast

from django import forms
from django.http import QueryDict

from patients.models import Clinic, Patient
from patients.web.clinic_choice import ClinicChoice
from patients.web.posted_form import ValuesForm
from titration.registration.forms import PARTS, PatientForm, PatientFormValues

IS_ANOTHER = "is_another_person"
IDS = r"^[1-9][0-9]{0,17}(,[1-9][0-9]{0,17})*$"


class RegisterValues(PatientFormValues):
    """What the form says of a new patient, the clinic, and the ids of patients who are others."""

    clinic: Clinic
    other_than: frozenset[int]


class RegisterPatientForm(ClinicChoice, PatientForm, ValuesForm[RegisterValues]):
    """A new patient of one of ``clinics``.

    Where patients may be the same person, the page shows them, and the form asks if this is
    another one. ``others_shown`` are their ids, so that an answer counts for those shown.
    """

    DERIVED = PARTS | {"clinic", "other_than"}

    others_shown = forms.RegexField(IDS, required=False, widget=forms.HiddenInput)
    is_another_person = forms.BooleanField(required=False, label="This is another person")

    registered_already: Sequence[Patient] = ()

    @property
    def values(self) -> RegisterValues:
        """What a valid form holds, with the clinic itself."""
        shown = self.cleaned_data["others_shown"] if self.cleaned_data[IS_ANOTHER] else ""
        other_than = frozenset(int(each) for each in shown.split(",") if each)
        return {**self.patient_values, "clinic": self.chosen_clinic, "other_than": other_than}

    def ask_about(self, patients: Sequence[Patient]) -> None:
        """Show a box to tick, first in the form, that says that these are others."""
        self.registered_already = patients
        asked = cast(QueryDict, self.data).copy()
        asked["others_shown"] = ",".join(str(patient.pk) for patient in patients)
        asked.pop(IS_ANOTHER, None)
        self.data = asked
        self.helper.layout.insert(0, IS_ANOTHER)
