"""Accounts and rows at random: a few of the pairs that ``make trust`` tries by the thousand."""

from types import SimpleNamespace

import pytest

from patients import audit
from patients.accounts.views import invitations
from patients.models import Account, Invitation, Patient
from tests.acting import run_sql
from tests.patients.models.kinds import CLINICAL
from tests.trust import boundaries
from titration.chart.response import views as response

pytestmark = pytest.mark.django_db


def drop_the_policies() -> None:
    run_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for model in CLINICAL:
        run_sql(f"ALTER TABLE {model._meta.db_table} DISABLE ROW LEVEL SECURITY")


def test_row_security_shows_each_account_exactly_its_rows_without_any_scoping_in_code():
    world = boundaries.a_world(clinics=3)

    assert boundaries.wrongly_shown(world, 300) == 0
    walk = boundaries.Walk(world).everywhere(4).unscoped(4)
    assert walk.leaks == []
    assert walk.asked > 300


def test_without_row_security_the_same_check_finds_rows_shown_wrongly():
    world = boundaries.a_world(clinics=2)
    drop_the_policies()

    assert boundaries.wrongly_shown(world, 50) > 0
    leaks = boundaries.Walk(world).unscoped(3).leaks
    assert set(world.places[0].of_patient) <= set(leaks)


def test_the_check_notices_one_patient_page_that_forgets_the_access_check(
    monkeypatch: pytest.MonkeyPatch,
):
    world = boundaries.a_world(clinics=2)
    drop_the_policies()

    def forget(account: Account, patient_id: int, *_: object) -> Patient:
        audit.record("read", by=account, patient_ids=[patient_id])
        return Patient.objects.get(pk=patient_id)

    monkeypatch.setattr(response, "access", SimpleNamespace(open_patient=forget))
    assert set(boundaries.Walk(world).everywhere(3).leaks) == {"response"}


def test_the_check_notices_one_admin_page_that_forgets_the_access_check(
    monkeypatch: pytest.MonkeyPatch,
):
    world = boundaries.a_world(clinics=2)
    monkeypatch.setattr(invitations, "opened", lambda _, pk: Invitation.objects.get(pk=pk))

    assert "invitation" in boundaries.Walk(world).everywhere(4).leaks
