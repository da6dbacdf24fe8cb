"""The banner of a patient whose entries were read."""

from datetime import date

from patients.models import Patient
from patients.web.banner import Banner, banner
from titration.reading.recorded import Recorded


def recorded_banner(patient: Patient, recorded: Recorded, today: date) -> Banner:
    """Make the banner from what is recorded, now or as known then."""
    if (end := recorded.end_of_care) is None:
        return banner(patient, recorded.dystonia, today)
    return banner(
        patient, recorded.dystonia, today, care_ended=end.words, doubles_id=end.doubles_id
    )
