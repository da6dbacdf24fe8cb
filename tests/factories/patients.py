"""Make patients, their dystonia, and answers about the histories named for caution."""

import uuid

from patients.days import Day
from patients.models import Account, Clinic, Dystonia, Patient, Precaution
from tests.factories.people import an_account
from tests.factories.values import numbers, told_or_none
from tests.factories.writing import written
from titration.standing.derivation import rebuild_standing


def a_patient(
    clinic: Clinic,
    *,
    family_name: str = "EXAMPLE",
    given_name: str = "Eva",
    record_number: str = "",
    born_on: Day | str | None = "1980-05-01",
    sex: str = "female",
    by: Account | None = None,
) -> Patient:
    """Register a patient, by default an adult, with nothing else recorded."""
    patient = Patient.objects.create(
        clinic=clinic,
        registered_by=by or an_account("Rae REGISTRAR"),
        form_token=uuid.uuid4(),
        record_number=record_number or f"T-{next(numbers):05}",
        family_name=family_name,
        given_name=given_name,
        born_on=told_or_none(born_on),
        sex=sex,
    )
    rebuild_standing(patient)
    return patient


def a_dystonia(
    patient: Patient,
    *sites: str,
    distribution: str = "focal",
    cause: str = "idiopathic",
    age_at_onset: int | None = None,
    since_on: Day | str | None = None,
    edition: str = "MDS 2025",
    by: Account | None = None,
) -> Dystonia:
    """Record a dystonia of some sites; a focal one is cervical by default."""
    usual = ("cervical",) if distribution == "focal" else ()
    return written(
        Dystonia,
        patient,
        by,
        distribution=distribution,
        sites=list(sites or usual),
        cause=cause,
        age_at_onset=age_at_onset,
        since_on=told_or_none(since_on),
        edition=edition,
    )


def a_precaution(
    patient: Patient, condition: str, answer: str = "present", *, by: Account | None = None
) -> Precaution:
    """``a_precaution(patient, "epilepsy", "absent")``."""
    return written(Precaution, patient, by, condition=condition, answer=answer)
