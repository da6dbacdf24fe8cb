"""No account opens more than 120 patients within ten minutes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from patients import access
from patients.models import Account, AuditEvent, Clinic, Patient
from tests.factories import a_clinic
from tests.patients.events import event, events

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
Opened = Callable[..., None]


@pytest.fixture
def clinic(db: None) -> Clinic:
    return a_clinic(time_zone="Europe/Athens")  # two hours ahead of UTC


@pytest.fixture
def opened(neurologist: Account) -> Opened:
    """Return a function that records reads of patients some minutes before noon."""

    def put(numbers: range, *, minutes_ago: int, by: Account = neurologist) -> None:
        AuditEvent.objects.bulk_create(
            AuditEvent(
                at=NOON - timedelta(minutes=minutes_ago),
                account_id=by.pk,
                action="read",
                patient_ids=[10**6 + number],
            )
            for number in numbers
        )

    return put


def test_the_hundred_and_twenty_first_is_refused_with_the_time_to_go_on(
    opened: Opened, neurologist: Account, patient: Patient
):
    opened(range(50), minutes_ago=9)
    opened(range(50, 120), minutes_ago=4)

    with time_machine.travel(NOON, tick=False), pytest.raises(access.ReadTooMany) as refused:
        access.open_patient(neurologist, patient.pk)

    assert refused.value.again_at == NOON + timedelta(minutes=1)
    assert "opened 120 patients’ records within 10 minutes" in str(refused.value)
    assert str(refused.value).endswith("from 14:02 on.")
    assert events()[-1] == event("reading-limit", "refused", by=neurologist, patient=patient)


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(
    ("numbers", "minutes_ago"), [(119, 1), (500, 10)], ids=["one fewer", "ten minutes ago"]
)
def test_the_first_hundred_and_twenty_are_opened(
    numbers: int, minutes_ago: int, opened: Opened, neurologist: Account, patient: Patient
):
    opened(range(numbers), minutes_ago=minutes_ago)

    assert access.open_patient(neurologist, patient.pk) == patient


@time_machine.travel(NOON, tick=False)
def test_a_patient_opened_already_can_be_opened_again_and_written_about(
    opened: Opened, neurologist: Account, patient: Patient
):
    opened(range(119), minutes_ago=1)
    access.open_patient(neurologist, patient.pk)

    for _ in range(3):
        assert access.open_patient(neurologist, patient.pk) == patient


@time_machine.travel(NOON, tick=False)
def test_a_patient_opened_often_counts_once_and_other_accounts_do_not_count(
    opened: Opened, neurologist: Account, nurse: Account, patient: Patient
):
    for _ in range(3):
        opened(range(119), minutes_ago=2)
    opened(range(200, 400), minutes_ago=2, by=nurse)

    assert access.open_patient(neurologist, patient.pk) == patient


@time_machine.travel(NOON, tick=False)
def test_rows_of_a_list_are_not_openings(neurologist: Account, patient: Patient):
    for start in range(0, 400, 25):
        access.record_list_shown(neurologist, list(range(start, start + 25)))

    assert access.open_patient(neurologist, patient.pk) == patient


def test_the_page_says_so_and_when_to_come_back(
    opened: Opened, as_neurologist: Client, patient: Patient
):
    with time_machine.travel(NOON, tick=False):
        opened(range(120), minutes_ago=7)
        response = as_neurologist.get(f"/patients/{patient.pk}/")

    assert response.status_code == 429
    assert response["Retry-After"] == "181"
    page = response.content.decode()
    assert "You can open another from 14:04 on." in page
    assert patient.family_name not in page


def test_the_limit_takes_no_extra_statement(
    neurologist: Account, patient: Patient, django_assert_num_queries: Callable[..., object]
):
    assert neurologist.roles
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        access.open_patient(neurologist, patient.pk)
