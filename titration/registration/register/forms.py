"""The form that registers a patient."""

from collections.abc import Sequence
from typing import Any

from patients.models import Clinic
from patients.web.fields import OneOfField
from titration.registration.forms import PatientForm


class RegisterPatientForm(PatientForm):
    """A new patient of one of ``clinics``; the clinic is asked only where there are several."""

    def __init__(self, *args: Any, clinics: Sequence[Clinic], **options: Any) -> None:
        super().__init__(*args, **options)
        self.clinics = {str(clinic.pk): clinic for clinic in clinics}
        if len(clinics) > 1:
            choices = [(pk, clinic.name) for pk, clinic in self.clinics.items()]
            self.fields["clinic"] = OneOfField(choices, missing="Choose the clinic.")
            self.helper.layout.insert(0, "clinic")

    @property
    def arguments(self) -> dict[str, Any]:
        """What ``registrations.register`` takes."""
        (only, *_) = self.clinics
        chosen = self.cleaned_data.get("clinic", only)
        return {**super().arguments, "clinic": self.clinics[chosen]}
