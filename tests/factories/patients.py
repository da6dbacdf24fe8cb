"""Make patients, their dystonia, and answers about the histories named for caution."""

import uuid

from patients.models import Account, Care, CareState, Clinic, Dystonia, Patient, Precaution
from tests.factories.people import an_account
from tests.factories.values import Day, numbers, on, told_or_none
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


def an_end_of_care(
    patient: Patient, *, on_: Day, reason: str = "died", note: str = "", by: Account | None = None
) -> Care:
    """End care on a day, by default because the patient died."""
    ended = CareState.ENDED
    return written(Care, patient, by, state=ended, from_on=on(on_), reason=reason, note=note)


def a_reopening(patient: Patient, *, from_: Day, by: Account | None = None) -> Care:
    """Reopen care from a day on."""
    return written(Care, patient, by, state=CareState.REOPENED, from_on=on(from_))


def a_duplicate(
    patient: Patient, *, of: Patient, on_: Day, note: str = "One letter", by: Account | None = None
) -> Care:
    """Mark a patient as a duplicate of another, on a day."""
    return written(
        Care,
        patient,
        by,
        state=CareState.ENDED,
        from_on=on(on_),
        reason="duplicate",
        note=note,
        doubles=of,
    )
