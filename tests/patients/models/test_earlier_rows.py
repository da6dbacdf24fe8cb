"""Birth dates and dystonias that were recorded as days and one site are kept by the migrations."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from pytest_django.plugin import DjangoDbBlocker

from patients.database.sql_files import run_before_migrations
from patients.models import Dystonia, DystoniaValues, FormerDetails, Patient
from tests.factories import on
from tests.trust.backup import another_database, printed_by

pytestmark = pytest.mark.django_db

BEFORE = ("patients", "0003_folded_names")
ROWS = """
    INSERT INTO patients_account (id, email, full_name, password, is_active, created_at)
    VALUES (1, 'ada@clinic.example', 'Ada Example', '', true, now());
    INSERT INTO patients_clinic (id, name, time_zone, contact)
    VALUES (1, 'Example Clinic', 'Europe/London', '');
    INSERT INTO patients_patient (id, clinic_id, registered_by_id, registered_at, form_token,
        version, record_number, family_name, given_name, born_on, sex)
    SELECT number, 1, 1, now(), gen_random_uuid(), 0, 'T-' || number, 'Example', 'Ada',
        CASE number WHEN 1 THEN date '1980-05-01' END, 'female'
    FROM generate_series(1, 2) number;
    INSERT INTO patients_formerdetails (patient_id, version, believed_until, changed_by_id,
        record_number, family_name, given_name, born_on, sex)
    VALUES (1, 0, now(), 1, 'T 1', 'Example', 'Ada', '1979-12-31', 'female');
    INSERT INTO patients_dystonia (patient_id, recorded_by_id, recorded_at, form_token, status,
        marked_reason, distribution, site, cause, since_on)
    VALUES
        (1, 1, now(), gen_random_uuid(), 'live', '',
            'focal', 'upper limb', 'genetic', '2019-11-06'),
        (2, 1, now(), gen_random_uuid(), 'live', '',
            'segmental', '', 'unknown', NULL);
"""


@pytest.fixture(scope="module", autouse=True)
def _database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database with rows from before the migrations, which then ran."""
    with django_db_blocker.unblock(), another_database():
        with connection.cursor() as cursor:
            run_before_migrations(cursor)
            MigrationExecutor(connection).migrate([BEFORE])
            cursor.execute(ROWS)
        printed_by("migrate", verbosity=0)
        yield


def test_birth_dates_stay_the_days_they_were():
    born = list(Patient.objects.order_by("pk").values_list("born_on", flat=True))

    assert born == [on("1980-05-01"), None]
    former = FormerDetails.objects.get()
    assert (former.born_on, former.number_folded) == (on("1979-12-31"), "t1")


def test_a_site_becomes_the_only_one_of_several():
    values = list(Dystonia.objects.order_by("pk").values(*DystoniaValues.__annotations__))

    same: dict[str, Any] = {"age_at_onset": None, "edition": "MDS 2013"}
    focal = {"distribution": "focal", "sites": ["upper limb"], "cause": "genetic"}
    segmental = {"distribution": "segmental", "sites": [], "cause": "unknown"}
    assert values == [
        {**focal, **same, "since_on": on("2019-11-06")},
        {**segmental, **same, "since_on": None},
    ]
