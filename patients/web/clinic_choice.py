"""The base of a form about one of several clinics."""

from collections.abc import Sequence
from typing import Any

from patients.models import Clinic
from patients.web.fields import OneOfField
from patients.web.posted_form import PostedForm


class ClinicChoice(PostedForm):
    """A form about one of ``clinics``; it has a field for the clinic only if there are several.

    Name it as the first base class, so that the clinic comes before the other fields.
    """

    def __init__(self, *args: Any, clinics: Sequence[Clinic], **options: Any) -> None:
        super().__init__(*args, **options)
        self.clinics = {str(clinic.pk): clinic for clinic in clinics}
        if len(clinics) > 1:
            choices = [(pk, clinic.name) for pk, clinic in self.clinics.items()]
            self.fields["clinic"] = OneOfField(choices, missing="Choose the clinic.")
            self.helper.layout.insert(0, "clinic")

    @property
    def chosen_clinic(self) -> Clinic:
        """The clinic chosen, or the only one. Use it once the form is valid."""
        only = next(iter(self.clinics))
        return self.clinics[self.cleaned_data.get("clinic", only)]
