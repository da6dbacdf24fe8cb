"""The form that registers a patient."""

from patients.models import Clinic
from patients.web.clinic_choice import ClinicChoice
from patients.web.posted_form import ValuesForm
from titration.registration.forms import PARTS, PatientForm, PatientFormValues


class RegisterValues(PatientFormValues):
    """What the form says of a new patient, and the clinic."""

    clinic: Clinic


class RegisterPatientForm(ClinicChoice, PatientForm, ValuesForm[RegisterValues]):
    """A new patient of one of ``clinics``."""

    DERIVED = PARTS | {"clinic"}

    @property
    def values(self) -> RegisterValues:
        """What a valid form holds, with the clinic itself."""
        return {**self.patient_values, "clinic": self.chosen_clinic}
