"""One clinic with its people, a patient, and a browser signed in as each of them."""

import time
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from patients.models import Account, Clinic, Patient
from patients.web.session_time import note_use
from tests.factories import a_clinic, a_neurologist, a_nurse, a_patient, an_admin


@pytest.fixture
def noon_on_2_march() -> Iterator[date]:
    """Noon of Monday, 2 March 2026 in London; the clock goes on from there."""
    with time_machine.travel("2026-03-02T12:00Z", tick=True):
        yield date(2026, 3, 2)


@pytest.fixture
def clinic(db: None) -> Clinic:
    return a_clinic()


@pytest.fixture
def neurologist(clinic: Clinic) -> Account:
    return a_neurologist(clinic)


@pytest.fixture
def nurse(clinic: Clinic) -> Account:
    return a_nurse(clinic)


@pytest.fixture
def admin(clinic: Clinic) -> Account:
    return an_admin(clinic)


@pytest.fixture
def outsider(db: None) -> Account:
    """A neurologist of another clinic."""
    return a_neurologist(a_clinic(), full_name="Otto OUTSIDER")


@pytest.fixture
def patient(clinic: Clinic) -> Patient:
    """An adult with nothing else recorded."""
    return a_patient(clinic)


def signed_in(account: Account, *methods: str, client: Client | None = None) -> Client:
    """Return a client in which an account has just signed in, by default with a second factor."""
    client = client or Client()
    client.force_login(account)
    shown = methods or ("password", "mfa")
    session = client.session
    session["account_authentication_methods"] = [
        {"method": method, "at": time.time()} for method in shown
    ]
    session["account_authentication_methods_user"] = str(account.pk)
    note_use(session)
    session.save()
    return client


@pytest.fixture
def as_neurologist(neurologist: Account) -> Client:
    return signed_in(neurologist)


@pytest.fixture
def as_nurse(nurse: Account) -> Client:
    return signed_in(nurse)


@pytest.fixture
def as_admin(admin: Account) -> Client:
    return signed_in(admin)


@pytest.fixture
def as_outsider(outsider: Account) -> Client:
    return signed_in(outsider)
