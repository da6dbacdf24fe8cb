"""The form that changes what is known of a patient."""

from collections.abc import Mapping
from typing import Any

from django import forms

from patients.models import Dystonia, Patient
from titration.forms.patients import HISTORIES, PatientForm

LARGEST_VERSION = 2**31 - 1


class EditPatientForm(PatientForm):
    """A patient as recorded, to be changed. ``version`` tells which record the form shows."""

    version = forms.IntegerField(min_value=0, max_value=LARGEST_VERSION, widget=forms.HiddenInput)

    @property
    def arguments(self) -> dict[str, Any]:
        """What ``registrations.change`` takes."""
        return {**super().arguments, "version": self.cleaned_data["version"]}


def as_recorded(
    patient: Patient, dystonia: Dystonia | None, answers: Mapping[str, str]
) -> dict[str, Any]:
    """What the form shows at first: the details, dystonia and answers that count now."""
    known: dict[str, Any] = {
        name: answers[what] for name, what in HISTORIES.items() if what in answers
    }
    if dystonia is not None:
        known |= {
            "kind": f"{dystonia.distribution}:{dystonia.site}",
            "cause": dystonia.cause,
            "since_on": dystonia.since_on,
        }
    return {**patient.details, **known, "version": patient.version}
