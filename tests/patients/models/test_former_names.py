"""PostgreSQL keeps an account's former names, however the account is renamed."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from patients.models import Account, FormerName
from tests.acting import acting_as, run_sql
from tests.factories import a_former_name

pytestmark = pytest.mark.django_db

RENAME = "UPDATE patients_account SET full_name = %s WHERE id = %s"


def former_names() -> list[str]:
    return list(FormerName.objects.order_by("held_until").values_list("full_name", flat=True))


def test_raw_sql_of_the_account_itself_keeps_the_former_name_too(nurse: Account):
    with acting_as(nurse):
        run_sql(RENAME, "Nils FIRST", nurse.pk)
        run_sql(RENAME, "Nils SECOND", nurse.pk)

    assert former_names() == ["Nils NURSE", "Nils FIRST"]


def test_an_account_renames_no_other_account(nurse: Account, neurologist: Account):
    with pytest.raises(DatabaseError, match="an account changes its own name"), acting_as(nurse):
        run_sql(RENAME, "Another NAME", neurologist.pk)

    assert former_names() == []


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO patients_formername (account_id) VALUES ({nurse})",
        "UPDATE patients_formername SET full_name = 'Nora NEUROLOGIST'",
        "DELETE FROM patients_formername",
        "UPDATE patients_account SET renamed_at = NULL WHERE id = {nurse}",
        "UPDATE patients_account SET email = 'other@clinic.example' WHERE id = {nurse}",
    ],
)
def test_a_page_cannot_forge_former_names(sql: str, nurse: Account):
    a_former_name(nurse)

    with pytest.raises(DatabaseError, match="permission denied"), acting_as(nurse):
        run_sql(sql.format(nurse=nurse.pk))


def test_the_name_shown_depends_on_the_instant(nurse: Account):
    joined = timezone.now()
    first = a_former_name(nurse, now="Nils FIRST")
    second = a_former_name(nurse, now="Nils SECOND")
    tick = timedelta(microseconds=1)

    assert nurse.name_at(joined) == "Nils NURSE"
    assert nurse.name_at(first.held_until - tick) == "Nils NURSE"
    assert nurse.name_at(first.held_until) == "Nils FIRST"
    assert nurse.name_at(second.held_until) == "Nils SECOND"


def test_signing_in_and_a_new_password_keep_no_former_name(nurse: Account):
    nurse.set_password("other words for testing")
    nurse.last_login = timezone.now()
    with acting_as(nurse):
        nurse.save(update_fields=["password", "last_login"])

    assert former_names() == []
    assert Account.objects.get(pk=nurse.pk).renamed_at is None


@pytest.mark.parametrize("name", ["", "\u3164", "\u2800"])
def test_an_account_needs_a_visible_name(name: str, nurse: Account):
    with pytest.raises(DatabaseError, match="account_is_named"), acting_as(nurse):
        run_sql(RENAME, name, nurse.pk)
