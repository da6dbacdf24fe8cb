"""The change history: every version of every row and its author; the app cannot read it."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, ProgrammingError, models
from django.urls import reverse
from django.utils import timezone

from patients.actions import entries
from patients.models import (
    Account,
    AuditEvent,
    Change,
    Clinic,
    FormerDetails,
    FormerName,
    Membership,
    OutsideIdentity,
    Patient,
    Precaution,
)
from tests.acting import acting_as, run_sql
from tests.factories import (
    a_former_name,
    a_membership,
    a_nurse,
    a_patient,
    a_precaution,
    an_outside_identity,
)
from tests.fixtures import signed_in
from tests.patients.models.kinds import ENTRIES, execute_sql, former_details, name

pytestmark = pytest.mark.django_db


def emergency_access(patient: Patient) -> Membership:
    """Emergency access in another clinic, taken by the account that registered the patient."""
    now = timezone.now()
    return Membership.objects.create(
        account=patient.registered_by,
        clinic=Clinic.objects.exclude(pk=patient.clinic_id).get(),
        role="neurologist",
        since=now,
        until=now + timedelta(hours=1),
        is_emergency=True,
        emergency_reason="The patient is here",
    )


WRITTEN: dict[type[models.Model], Callable[[Patient], models.Model]] = {
    **ENTRIES,
    FormerDetails: former_details,
    Patient: lambda patient: a_patient(patient.clinic, by=patient.registered_by),
    Membership: emergency_access,
    FormerName: lambda patient: a_former_name(patient.registered_by),
    OutsideIdentity: lambda patient: an_outside_identity(patient.registered_by),
}
DENIED = r"permission denied|must be owner"
every_table = pytest.mark.parametrize("model", WRITTEN, ids=name)


@pytest.fixture
def patient(clinic: Clinic, neurologist: Account) -> Patient:
    return a_patient(clinic, by=neurologist)


def changes(row: models.Model) -> list[tuple[str, int | None, Any]]:
    """Return a row's history: operation, account, and some of the columns' values."""
    of_row = Change.objects.filter(table_name=row._meta.db_table, row_id=row.pk).order_by("pk")
    return list(of_row.values_list("operation", "account_id", "became"))


@every_table
def test_the_history_holds_every_row_as_it_was_written(
    model: type[models.Model], patient: Patient, neurologist: Account, outsider: Account
):
    with acting_as(neurologist):
        row = WRITTEN[model](patient)

    ((operation, account_id, became),) = changes(row)
    assert (operation, account_id) == ("INSERT", neurologist.pk)
    assert became.keys() == {field.column for field in model._meta.concrete_fields}
    assert became["id"] == row.pk


def test_a_page_without_an_acting_account_writes_nothing(clinic: Clinic):
    newcomer = a_nurse()
    # This trigger would refuse it first; test_guards_of_memberships tests it.
    run_sql(
        "ALTER TABLE patients_membership DISABLE TRIGGER patients_membership_checks_who_and_when"
    )

    with (
        pytest.raises(ProgrammingError, match="INSERT refused in patients_membership: nobody"),
        acting_as(AnonymousUser()),
    ):
        a_membership(newcomer, clinic, "nurse")


def test_the_history_distinguishes_what_a_command_wrote(patient: Patient):
    ((_, account_id, _),) = changes(patient)

    assert account_id is None
    assert set(Change.objects.values_list("role", flat=True)) == set(run_sql("SELECT session_user"))


def test_a_marking_is_one_more_row_with_its_own_author(patient: Patient, nurse: Account):
    precaution = a_precaution(patient, "epilepsy")

    with acting_as(nurse):
        entries.mark_in_error(precaution, by=nurse, reason="Typed by mistake")

    before, after = changes(precaution)
    assert (before[0], before[2]["status"]) == ("INSERT", "live")
    assert (after[0], after[1], after[2]["status"]) == ("UPDATE", nurse.pk, "entered-in-error")


def test_bulk_and_raw_writes_are_in_the_history_too(patient: Patient, neurologist: Account):
    rows = [
        Precaution(
            patient=patient,
            recorded_by=neurologist,
            form_token=uuid.uuid4(),
            condition=condition,
            answer="absent",
        )
        for condition in ("epilepsy", "kidney disease")
    ]
    with acting_as(neurologist):
        Precaution.objects.bulk_create(rows)
        execute_sql(
            "UPDATE patients_precaution SET status = 'superseded', marked_at = now(),"
            " marked_by_id = %s",
            neurologist.pk,
        )

    for row in rows:
        assert [operation for operation, *_ in changes(row)] == ["INSERT", "UPDATE"]


def test_the_history_has_the_request_id_of_the_audit_log(patient: Patient, nurse: Account):
    url = reverse("record-no-side-effects", args=[patient.pk])
    sent = {"asked_on": "2026-01-05", "form_token": uuid.uuid4()}

    assert signed_in(nurse).post(url, sent).status_code == 302

    event = AuditEvent.objects.exclude(action="read").get()
    change = Change.objects.get(table_name="titration_sideeffectcheck")
    assert (change.account_id, change.request_id) == (nurse.pk, event.request_id)
    assert change.role == "titration_app"


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) FROM patients_change",
        "INSERT INTO patients_change (table_name) VALUES ('patients_patient')",
        "UPDATE patients_change SET account_id = 1",
        "DELETE FROM patients_change",
        "TRUNCATE patients_change",
        "ALTER TABLE patients_precaution DISABLE TRIGGER patients_precaution_keeps_history",
        "DROP FUNCTION note_change() CASCADE",
    ],
)
def test_no_page_reaches_the_history(sql: str, neurologist: Account):
    with pytest.raises(ProgrammingError, match=DENIED), acting_as(neurologist):
        run_sql(sql)


@pytest.mark.parametrize("sql", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_even_the_tables_owner_cannot_change_the_history(sql: str, patient: Patient):
    with pytest.raises(IntegrityError, match="append-only"):
        run_sql(sql.format("patients_change"))


def test_every_table_that_keeps_rows_keeps_a_history():
    told_otherwise = {"patients_auditevent", "patients_change"}  # each is a history itself
    told_otherwise |= {  # each row says by itself who answered it, and an event tells the rest
        *("patients_invitation", "patients_signinreset"),
        *("patients_accessreview", "patients_accessreviewline"),
    }
    told_otherwise.add("database_use")  # one row, which nothing changes and no page writes
    kept, with_history = (
        set(run_sql("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE %s", like))
        for like in ("%\\_keeps\\_rows", "%\\_keeps\\_history")
    )

    assert kept - with_history == told_otherwise
    assert with_history == {model._meta.db_table for model in WRITTEN}
