"""Reading one patient: for a page about the patient, and locked for an action that writes.

The statements about one patient are written out: to compose the first took the ORM ten times
as long as PostgreSQL takes to answer it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import F, Model, Q, QuerySet

from patients.models import Account, Clinic, FormerDetails, Patient
from patients.models.inexact_days import InexactDayField

M = TypeVar("M", bound=Model)


def find_patient(
    patient_id: int, *, reader: Account, since: datetime
) -> tuple[Patient, int] | None:
    """Return a patient of the reader's clinics, and how many others the reader opened since.

    The count is of openings after ``since``. Returns ``None`` if there is no such patient.
    The patient's clinic is loaded with them.
    """
    values: dict[str, Any] = {
        "patient": patient_id,
        "clinics": list(reader.roles),
        "reader": reader.pk,
        "since": since,
        "this_one": [patient_id],
    }
    with connection.cursor() as cursor:
        cursor.execute(find_patient_sql(), values)
        row = cursor.fetchone()
    if row is None:
        return None
    others_read, *of_patient_and_clinic = row
    return patient_from(of_patient_and_clinic), others_read


def hold_patient(patient_id: int) -> Patient:
    """Read a patient, locked against other writers until the transaction ends.

    The patient's clinic is loaded with them. Raises ``Patient.DoesNotExist``.
    """
    with connection.cursor() as cursor:
        cursor.execute(hold_patient_sql(), [patient_id])
        row = cursor.fetchone()
    if row is None:
        raise Patient.DoesNotExist
    return patient_from(row)


def former_names_of(patient_ids: Sequence[int], called: Q) -> dict[int, str]:
    """Former names of some patients that are ``called`` so, which are not their names now.

    By the patient's id, with ``; `` between several, the latest first. ``called`` is what
    ``begins`` returns.
    """
    is_name_now = Q(family_folded=F("patient__family_folded"))
    is_name_now &= Q(given_folded=F("patient__given_folded"))
    former = FormerDetails.objects.filter(called, patient__in=patient_ids).exclude(is_name_now)
    return latest_first(former, "full_name")


def former_numbers_of(patient_ids: Sequence[int], numbered: Q) -> dict[int, str]:
    """Former record numbers of some patients that are ``numbered`` so, and not theirs now.

    By the patient's id, with ``; `` between several, the latest first. ``numbered`` is what
    ``begins_number`` returns.
    """
    is_number_now = Q(number_folded=F("patient__number_folded"))
    former = FormerDetails.objects.filter(numbered, patient__in=patient_ids).exclude(is_number_now)
    return latest_first(former, "record_number")


def latest_first(former: QuerySet[FormerDetails], name: str) -> dict[int, str]:
    """What former details say under a name, by the patient's id: each once, the latest first."""
    told: dict[int, dict[str, None]] = {}
    for details in former.order_by("-version"):
        told.setdefault(details.patient_id, {})[getattr(details, name)] = None
    return {patient_id: "; ".join(each) for patient_id, each in told.items()}


def clinic_of(patient_id: int) -> int | None:
    """The id of a patient's clinic if the acting account is a member of it, in any role."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app_clinic_of(%s)", [patient_id])
        clinic_id: int | None = cursor.fetchone()[0]
    return clinic_id


@cache
def find_patient_sql() -> str:
    """The SQL of ``find_patient``; it counts what ``AuditEvent.objects.openings()`` keeps."""
    return f"""
        SELECT (
            SELECT count(DISTINCT patient_ids) FROM patients_auditevent
            WHERE account_id = %(reader)s AND at > %(since)s
                AND action = 'read' AND outcome = 'allowed'
                AND patient_ids <> %(this_one)s::bigint[]
        ), {selected_columns()}
        FROM patients_patient patient JOIN patients_clinic clinic ON clinic.id = patient.clinic_id
        WHERE patient.id = %(patient)s AND patient.clinic_id = ANY(%(clinics)s::bigint[])
    """  # noqa: S608 - the names are the models' own  # nosec B608


@cache
def hold_patient_sql() -> str:
    """The SQL of ``hold_patient``; it locks the patient's row and not the clinic's."""
    return f"""
        SELECT {selected_columns()}
        FROM patients_patient patient JOIN patients_clinic clinic ON clinic.id = patient.clinic_id
        WHERE patient.id = %s
        FOR NO KEY UPDATE OF patient
    """  # noqa: S608  # nosec B608


def selected_columns() -> str:
    """The columns to select: those of the patient, then those of the clinic."""
    of_patient = [f"patient.{name}" for name in columns(Patient)]
    return ", ".join([*of_patient, *(f"clinic.{name}" for name in columns(Clinic))])


@cache
def columns(model: type[Model]) -> list[str]:
    """The columns of a model's table, in the order of its fields."""
    return [field.attname for field in model._meta.concrete_fields]


def patient_from(row: Sequence[Any]) -> Patient:
    """A patient with the clinic, from the values that ``selected_columns()`` names."""
    width = len(columns(Patient))
    patient = from_row(Patient, row[:width])
    patient.clinic = from_row(Clinic, row[width:])
    return patient


def from_row(model: type[M], values: Sequence[Any]) -> M:
    """An object of a model from the values of its columns, as the database gives them."""
    read = list(values)
    for place, reader in readers(model):
        read[place] = reader(read[place])
    return model.from_db(DEFAULT_DB_ALIAS, columns(model), read)


@cache
def readers(model: type[Model]) -> list[tuple[int, Callable[[Any], Any]]]:
    """The places of the columns that Python reads as something else, each with how."""
    fields = enumerate(model._meta.concrete_fields)
    return [
        (place, field.from_db_value)
        for place, field in fields
        if isinstance(field, InexactDayField)
    ]
