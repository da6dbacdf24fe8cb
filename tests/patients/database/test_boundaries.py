"""A few of the pairs that ``make trust`` tries by the thousand."""

from types import SimpleNamespace

import pytest

from patients import audit
from patients.accounts.views import invitations
from patients.models import Account, Invitation, Patient
from tests.acting import asked
from tests.patients.models.kinds import CLINICAL
from tests.trust import boundaries
from titration.chart.response import views as response

pytestmark = pytest.mark.django_db


def drop_the_policies() -> None:
    asked("SET CONSTRAINTS ALL IMMEDIATE")
    for model in CLINICAL:
        asked(f"ALTER TABLE {model._meta.db_table} DISABLE ROW LEVEL SECURITY")


def test_no_pair_of_an_account_and_a_row_is_shown_wrongly_whatever_the_code_forgets():
    world = boundaries.a_world(clinics=3)

    assert boundaries.wrongly_shown(world, 300) == 0
    walk = boundaries.Walk(world).everywhere(4).unscoped(4)
    assert walk.leaks == []
    assert walk.asked > 300


def test_without_the_policies_the_same_pairs_are_shown_what_they_must_not_see():
    world = boundaries.a_world(clinics=2)
    drop_the_policies()

    assert boundaries.wrongly_shown(world, 50) > 0
    leaks = boundaries.Walk(world).unscoped(3).leaks
    assert set(leaks) == set(world.places[0].of_patient)


def test_one_page_of_a_patient_that_forgets_to_ask_is_noticed(monkeypatch: pytest.MonkeyPatch):
    world = boundaries.a_world(clinics=2)
    drop_the_policies()

    def forget(account: Account, patient_id: int, *_: object) -> Patient:
        audit.record("read", by=account, patient_ids=[patient_id])
        return Patient.objects.get(pk=patient_id)

    monkeypatch.setattr(response, "access", SimpleNamespace(open_patient=forget))
    assert set(boundaries.Walk(world).everywhere(3).leaks) == {"response"}


def test_one_page_of_an_admin_that_forgets_to_ask_is_noticed(monkeypatch: pytest.MonkeyPatch):
    world = boundaries.a_world(clinics=2)
    monkeypatch.setattr(invitations, "opened", lambda _, pk: Invitation.objects.get(pk=pk))

    assert "invitation" in boundaries.Walk(world).everywhere(4).leaks
