"""The page around the form that edits a patient."""

from collections.abc import Iterable
from dataclasses import dataclass

from patients.days import Day
from patients.models import FormerDetails, Patient
from patients.web.banner import Banner
from patients.web.instants import clinic_time
from titration.reading.banner import patient_banner


@dataclass(frozen=True, slots=True)
class Former:
    """Details that held until a person changed them at ``until``, in the clinic's time zone."""

    full_name: str
    record_number: str
    born_on: Day | None
    sex_label: str
    changed_by: str
    until: str


@dataclass(frozen=True, slots=True)
class EditPage:
    """The patient whose record is edited, and former details, latest first."""

    patient: Banner
    former_details: list[Former]


def edit_page(patient: Patient) -> EditPage:
    """Read from the database what the page of one patient shows."""
    kept = FormerDetails.objects.filter(patient=patient).select_related("changed_by")
    return EditPage(
        patient=patient_banner(patient),
        former_details=list(former(kept.order_by("-version"), patient.clinic.time_zone)),
    )


def former(kept: Iterable[FormerDetails], time_zone: str) -> Iterable[Former]:
    """Put former details in words."""
    for details in kept:
        yield Former(
            full_name=details.full_name,
            record_number=details.record_number,
            born_on=details.born_on,
            sex_label=details.get_sex_display(),
            changed_by=details.changed_by.name_at(details.believed_until),
            until=clinic_time(details.believed_until, time_zone),
        )
