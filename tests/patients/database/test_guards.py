"""The role that serves cannot forge times, names or events, not even by raw SQL."""

import uuid

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from patients.models import (
    Account,
    AuditEvent,
    Clinic,
    Entry,
    Patient,
    Precaution,
)
from tests.acting import acting_as, database_refuses, is_about_now, run_sql
from tests.factories import (
    a_patient,
    a_side_effect,
    in_error,
)
from tests.factories.people import LONG_AGO
from tests.patients.models.kinds import ENTRIES, every_entry, former_details
from titration.record.side_effects.acknowledgements.models import Acknowledgement

pytestmark = pytest.mark.django_db

EVENT = """
    INSERT INTO patients_auditevent
        (at, account_id, action, outcome, patient_ids, object_type, request_id, address)
    VALUES ('2020-01-01', %s, %s, %s, '{}', '', %s, '192.0.2.99') RETURNING id
"""
NOBODY = AnonymousUser()


@pytest.fixture
def patient(clinic: Clinic, neurologist: Account) -> Patient:
    return a_patient(clinic, by=neurologist)


def test_every_table_of_entries_is_guarded():
    guarded = run_sql(
        "SELECT tgrelid::regclass::text FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
        " WHERE proname = 'guard_entry'"
    )

    assert set(guarded) == {model._meta.db_table for model in ENTRIES}


# --- When -------------------------------------------------------------------


def copy_of(entry: Entry, **changed: object) -> str:
    """Return SQL that records an entry once more, with other values in some columns."""
    values = {"form_token": uuid.uuid4(), "status": "live", "marked_reason": "", **changed}
    left_out = {"id", "marked_at", "marked_by_id", "replaces_id", *values}
    columns = [str(field.column) for field in type(entry)._meta.concrete_fields]
    kept = [column for column in columns if column not in left_out]
    told = [f"'{value}'" for value in values.values()]
    return (
        f"INSERT INTO {entry._meta.db_table} ({', '.join([*values, *kept])})"
        f" SELECT {', '.join([*told, *kept])} FROM {entry._meta.db_table}"
        f" WHERE id = {entry.pk} RETURNING recorded_at"
    )


@every_entry
def test_an_entry_is_recorded_at_the_databases_time(
    model: type[Entry], patient: Patient, neurologist: Account
):
    entry = ENTRIES[model](a_patient(patient.clinic, by=neurologist))

    told: dict[str, object] = {"patient_id": patient.pk, "recorded_at": "2020-01-01"}
    if "changed_on" in model.CARE_DATES:  # of the same entry, and one change a day
        told = {"changed_on": "2026-01-11", "recorded_at": "2020-01-01"}
    if model is Acknowledgement:  # of an effect that has none yet
        told["effect_id"] = a_side_effect(a_patient(patient.clinic), from_="2026-01-08").pk

    with acting_as(neurologist):
        (recorded_at,) = run_sql(copy_of(entry, **told))

    assert is_about_now(recorded_at)


@every_entry
def test_an_entry_is_marked_at_the_databases_time(
    model: type[Entry], patient: Patient, neurologist: Account
):
    entry = ENTRIES[model](patient)

    with acting_as(neurologist):
        (marked_at,) = run_sql(
            f"UPDATE {model._meta.db_table} SET status = 'superseded', marked_by_id = %s,"
            " marked_at = '2020-01-01' WHERE id = %s RETURNING marked_at",
            neurologist.pk,
            entry.pk,
        )

    assert is_about_now(marked_at)


@every_entry
def test_replacing_an_entry_marked_long_ago_does_not_backdate_the_new_one(
    model: type[Entry], patient: Patient, neurologist: Account
):
    with time_machine.travel(LONG_AGO):
        marked = in_error(ENTRIES[model](patient))

    with acting_as(neurologist):
        (recorded_at,) = run_sql(copy_of(marked, replaces_id=marked.pk))

    assert is_about_now(recorded_at)


@every_entry
def test_an_entry_replaces_a_marked_one_of_its_own_patient_only(
    model: type[Entry], patient: Patient, neurologist: Account
):
    other, live = a_patient(patient.clinic, by=neurologist), ENTRIES[model](patient)
    marked = in_error(ENTRIES[model](other))

    for entry in (live, marked):
        with database_refuses("an entry replaces a marked one"), acting_as(neurologist):
            run_sql(copy_of(live, replaces_id=entry.pk))


@every_entry
def test_an_entry_is_not_recorded_as_marked(
    model: type[Entry], patient: Patient, neurologist: Account
):
    entry = ENTRIES[model](patient)

    with database_refuses("recorded before it is marked"), acting_as(neurologist):
        run_sql(copy_of(entry, status="superseded"))


def test_what_the_owner_of_the_tables_writes_keeps_its_time(patient: Patient):
    entry = ENTRIES[Precaution](patient)

    (recorded_at,) = run_sql(
        copy_of(entry, condition="kidney disease", recorded_at="2020-01-01T00:00Z")
    )

    assert recorded_at == LONG_AGO


def test_a_patient_is_registered_at_the_databases_time(clinic: Clinic, nurse: Account):
    with acting_as(nurse), time_machine.travel(LONG_AGO):
        patient = a_patient(clinic, by=nurse)

    patient.refresh_from_db()
    assert is_about_now(patient.registered_at)


def test_former_details_are_those_that_the_patient_had(patient: Patient, neurologist: Account):
    with acting_as(neurologist), time_machine.travel(LONG_AGO):
        former = former_details(patient)
    former.refresh_from_db()
    assert is_about_now(former.believed_until)

    invented = a_patient(patient.clinic, by=neurologist)
    invented.family_name = "INVENTED"
    with database_refuses("former details are what"), acting_as(neurologist):
        former_details(invented)


# --- The audit log ------------------------------------------------------------


def test_an_event_has_the_databases_own_time_request_and_address(
    nurse: Account,
):
    forged = uuid.uuid4()

    with acting_as(nurse):
        run_sql("SELECT set_config('app.address', '192.0.2.1', true)")
        (known,) = run_sql("SELECT current_setting('app.request_id')")
        run_sql(EVENT, nurse.pk, "read", "allowed", str(forged))

    event = AuditEvent.objects.get()
    assert is_about_now(event.at)
    assert (str(event.request_id), event.address) == (known, "192.0.2.1")


@pytest.mark.parametrize("outcome", ["allowed", "refused"])
def test_an_event_names_only_the_acting_account(outcome: str, nurse: Account, neurologist: Account):
    for other in (neurologist.pk, None):
        with database_refuses("an event names the acting account"), acting_as(nurse):
            run_sql(EVENT, other, "read", outcome, str(uuid.uuid4()))


def test_without_an_acting_account_only_sign_ins_and_refusals_are_logged(nurse: Account):
    with acting_as(NOBODY):
        run_sql(EVENT, nurse.pk, "sign-in", "allowed", str(uuid.uuid4()))
        run_sql(EVENT, nurse.pk, "second-factor", "refused", str(uuid.uuid4()))

    for action in ("read", "grant-role", "create-account", "choose-password"):
        with database_refuses("an event names the acting account"), acting_as(NOBODY):
            run_sql(EVENT, nurse.pk, action, "allowed", str(uuid.uuid4()))
