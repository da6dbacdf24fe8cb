"""The form that registers a patient."""

from patients.models import Clinic
from patients.web.clinic_choice import ClinicChoice
from patients.web.posted_form import ValuesForm
from titration.registration.forms import PARTS, PatientForm, ToldOfPatient


class RegisterValues(ToldOfPatient):
    """What is told of a new patient, and whose patient it is."""

    clinic: Clinic


class RegisterPatientForm(ClinicChoice, PatientForm, ValuesForm[RegisterValues]):
    """A new patient of one of ``clinics``."""

    DERIVED = PARTS | {"clinic"}

    @property
    def values(self) -> RegisterValues:
        """What a valid form holds, with the clinic itself."""
        return {**self.told, "clinic": self.chosen_clinic}
