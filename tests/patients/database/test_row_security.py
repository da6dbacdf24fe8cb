"""What PostgreSQL itself lets an account see and write, even if the code forgets to check."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import ProgrammingError, models
from django.utils import timezone

from patients.actions import entries, looks
from patients.actions.conflicts import ChangedMeanwhile
from patients.models import Account, Clinic, Dystonia, Entry, FormerDetails, Look, Patient
from tests.acting import acting_as, run_sql
from tests.factories import a_clinic, a_neurologist, a_nurse, a_patient
from tests.patients.models.kinds import CLINICAL, ENTRIES, every_entry, former_details, name
from titration.record.dose_steps.models import DoseStep
from titration.record.plans.models import PlannedStep
from titration.record.side_effects.acknowledgements.models import Acknowledgement
from titration.standing.models import Standing

pytestmark = pytest.mark.django_db

MARKING = {"status", "marked_at", "marked_by", "marked_reason"}
MAY_CHANGE = dict.fromkeys(ENTRIES, MARKING) | {
    Patient: {*Patient.DETAILS, "version"},
    FormerDetails: set(),
    Standing: {field.name for field in Standing._meta.concrete_fields if not field.generated},
}
every_row = pytest.mark.parametrize("model", CLINICAL, ids=name)
DENIED = "permission denied|must be owner"
# Entries that only a neurologist records.
OF_NEUROLOGISTS = {DoseStep, PlannedStep, Acknowledgement}
AGAINST_POLICY = "violates row-level security policy"


def seen(model: type[models.Model]) -> set[int]:
    """Return the keys of all rows of a table that the acting account sees."""
    return set(run_sql(f"SELECT {model._meta.pk.column} FROM {model._meta.db_table}"))


@pytest.fixture
def patient(clinic: Clinic, neurologist: Account) -> Patient:
    return a_patient(clinic, by=neurologist)


def test_every_table_with_a_patient_has_policies():
    clinical = {
        model._meta.db_table
        for model in apps.get_models()
        if model is Patient or any(f.related_model is Patient for f in model._meta.fields)
    }
    guarded = run_sql(
        """
        SELECT relname FROM pg_class WHERE relrowsecurity AND EXISTS (
            SELECT FROM pg_policy WHERE polrelid = pg_class.oid AND polcmd = 'r')
        """
    )

    tables = {model._meta.db_table for model in CLINICAL} | {Look._meta.db_table}
    assert tables == clinical
    assert clinical <= set(guarded), "see patients/database/sql/tables"


def test_a_look_at_a_chart_is_seen_and_written_by_its_reader_alone(
    clinic: Clinic, patient: Patient, neurologist: Account
):
    looks.note(patient, by=neurologist)
    with acting_as(neurologist):
        assert len(seen(Look)) == 1

    with acting_as(a_neurologist(clinic)):
        assert seen(Look) == set()
    with pytest.raises(ProgrammingError, match=AGAINST_POLICY), acting_as(a_nurse(clinic)):
        looks.note(patient, by=neurologist)


def test_every_table_is_granted_to_the_role_that_serves_or_named_here():
    nothing = {"auth_group", "auth_group_permissions", "auth_permission", "django_content_type"}
    nothing |= {"account_emailconfirmation", "patients_change"}
    nothing |= {f"socialaccount_social{part}" for part in ("account", "app", "token")}
    with_rights = run_sql(
        """
        SELECT relname FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')
            AND has_table_privilege('titration_app', oid, 'SELECT, INSERT, UPDATE, DELETE')
        """
    )

    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    assert tables - set(with_rights) - nothing == set(), "see patients/database/sql/tables"
    assert nothing & set(with_rights) == set()


@every_row
def test_each_table_shows_a_clinician_only_the_rows_of_their_clinics(
    model: type[models.Model],
    patient: Patient,
    neurologist: Account,
    nurse: Account,
    admin: Account,
    outsider: Account,
):
    ours = CLINICAL[model](patient)
    theirs = CLINICAL[model](a_patient(outsider.memberships.get().clinic, by=outsider))

    shown: dict[Account | AnonymousUser, set[int]] = {
        neurologist: {ours.pk},
        nurse: {ours.pk},
        outsider: {theirs.pk},
        admin: set(),
        AnonymousUser(): set(),
    }
    for reader, rows in shown.items():
        with acting_as(reader):
            assert seen(model) == rows, reader


def end(account: Account) -> None:
    account.memberships.update(until=timezone.now() - timedelta(seconds=1))


def deactivate(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(is_active=False)


@pytest.mark.parametrize("change", [end, deactivate], ids=name)
def test_a_former_clinician_sees_nothing(
    change: Callable[[Account], None], patient: Patient, neurologist: Account
):
    with acting_as(neurologist):
        assert seen(Patient) == {patient.pk}

    change(neurologist)

    with acting_as(neurologist):
        assert seen(Patient) == set()


def test_a_role_that_begins_later_shows_nothing_yet(clinic: Clinic, patient: Patient):
    newcomer = a_nurse()
    tomorrow = timezone.now() + timedelta(days=1)
    newcomer.memberships.create(clinic=clinic, role="nurse", since=tomorrow)

    with acting_as(newcomer):
        assert seen(Patient) == set()


def test_a_role_begun_in_the_same_transaction_holds(clinic: Clinic, patient: Patient):
    newcomer = a_nurse()
    newcomer.memberships.create(clinic=clinic, role="nurse")

    with acting_as(newcomer):
        assert seen(Patient) == {patient.pk}


def test_a_clinician_registers_patients_in_their_own_clinic_and_name(
    clinic: Clinic, neurologist: Account, nurse: Account
):
    with acting_as(nurse):
        a_patient(clinic, by=nurse)

    for place, author in [(clinic, neurologist), (a_clinic(), nurse)]:
        with pytest.raises(ProgrammingError, match=AGAINST_POLICY), acting_as(nurse):
            a_patient(place, by=author)


@every_entry
def test_a_clinician_records_entries_in_their_own_name(
    model: type[Entry], clinic: Clinic, patient: Patient, neurologist: Account
):
    with acting_as(neurologist):
        assert ENTRIES[model](patient).recorded_by == neurologist

    for other in (a_neurologist(clinic), AnonymousUser()):
        with pytest.raises(ProgrammingError, match=AGAINST_POLICY), acting_as(other):
            ENTRIES[model](patient)


@every_entry
def test_an_entry_is_recorded_by_a_clinician_of_the_patient_s_clinic(
    model: type[Entry], clinic: Clinic, nurse: Account, admin: Account, outsider: Account
):
    refused = {admin, outsider} | ({nurse} if model in OF_NEUROLOGISTS else set())

    for author in (nurse, admin, outsider):
        of_author = a_patient(clinic, by=author)
        if author in refused:
            with pytest.raises(ProgrammingError, match=AGAINST_POLICY), acting_as(author):
                ENTRIES[model](of_author)
        else:
            with acting_as(author):
                ENTRIES[model](of_author)


@every_entry
def test_a_clinician_marks_entries_in_their_own_name(
    model: type[Entry], clinic: Clinic, patient: Patient, neurologist: Account
):
    entry, colleague = ENTRIES[model](patient), a_neurologist(clinic)

    with pytest.raises(ProgrammingError, match=AGAINST_POLICY), acting_as(colleague):
        entries.mark_in_error(entry, by=neurologist, reason="Typed by mistake")
    with acting_as(colleague):
        entries.mark_in_error(entry, by=colleague, reason="Typed by mistake")


def test_an_entry_of_another_clinic_cannot_be_marked(patient: Patient, outsider: Account):
    dystonia = ENTRIES[Dystonia](patient)

    with acting_as(outsider), pytest.raises(ChangedMeanwhile):
        entries.mark_in_error(dystonia, by=outsider, reason="Typed by mistake")


def test_a_clinician_keeps_former_details_in_their_own_name(patient: Patient, nurse: Account):
    with pytest.raises(ProgrammingError, match=AGAINST_POLICY), acting_as(nurse):
        former_details(patient)


@every_row
def test_only_the_columns_that_pages_change_can_be_changed(
    model: type[models.Model], patient: Patient, neurologist: Account
):
    CLINICAL[model](patient)

    changeable = set()
    for field in model._meta.concrete_fields:
        sql = f"UPDATE {model._meta.db_table} SET {field.column} = {field.column} WHERE false"
        try:
            with acting_as(neurologist):
                run_sql(sql)
        except ProgrammingError:
            continue
        changeable.add(field.name)
    assert changeable == MAY_CHANGE[model]


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM {}",
        "UPDATE {} SET id = id",
        "TRUNCATE {} CASCADE",
        "DROP TABLE {} CASCADE",
        "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "ALTER TABLE {} ADD COLUMN extra text",
        "CREATE TRIGGER mine BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE POLICY mine ON {} USING (true)",
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE {} (id int)",
        "SET LOCAL session_replication_role = replica",
    ],
)
@pytest.mark.parametrize("table", ["patients_patient", "titration_dosestep", "patients_auditevent"])
def test_a_page_can_neither_delete_rows_nor_define_anything(
    sql: str, table: str, neurologist: Account
):
    with pytest.raises(ProgrammingError, match=DENIED), acting_as(neurologist):
        run_sql(sql.format(table))


def test_an_admin_sees_only_the_record_number_of_a_patient(
    patient: Patient, admin: Account, outsider: Account
):
    numbers = "SELECT record_number FROM patients_recordnumber"

    with acting_as(admin):
        assert run_sql(numbers) == [patient.record_number]
        assert run_sql("SELECT app_clinic_of(%s)", patient.pk) == [patient.clinic_id]
    for stranger in (outsider, AnonymousUser()):
        with acting_as(stranger):
            assert run_sql(numbers) == []
            assert run_sql("SELECT app_clinic_of(%s)", patient.pk) == [None]
