"""The banner that names the patient at the top of every page about them."""

from dataclasses import dataclass
from datetime import date

from patients.models import Dystonia, Patient, age_on


@dataclass(frozen=True, slots=True)
class Banner:
    """What identifies a patient, ready to show."""

    patient_id: int
    full_name: str
    born_on: date | None
    age: int | None
    sex_label: str
    record_number: str
    dystonia_label: str


def banner(patient: Patient, dystonia: Dystonia | None, today: date | None = None) -> Banner:
    """The banner of a patient, with their age on ``today``, the clinic's date by default."""
    born_on, today = patient.born_on, today or patient.clinic.today()
    return Banner(
        patient_id=patient.pk,
        full_name=patient.full_name,
        born_on=born_on,
        age=None if born_on is None else age_on(today, born_on),
        sex_label=patient.get_sex_display(),
        record_number=patient.record_number,
        dystonia_label=str(dystonia) if dystonia else "",
    )


def patient_banner(patient: Patient) -> Banner:
    """The banner of a patient; reads the dystonia from the database."""
    return banner(patient, Dystonia.objects.of(patient).live().first())
