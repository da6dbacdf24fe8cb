"""Former names of accounts: kept by the database, whichever way an account is renamed."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from patients.models import Account, FormerName
from tests.acting import acting, asked
from tests.factories import a_former_name

pytestmark = pytest.mark.django_db

RENAME = "UPDATE patients_account SET full_name = %s WHERE id = %s"


def former_names() -> list[str]:
    return list(FormerName.objects.order_by("held_until").values_list("full_name", flat=True))


def test_raw_sql_in_one_s_own_name_keeps_it_too(nurse: Account):
    with acting(nurse):
        asked(RENAME, "Nils FIRST", nurse.pk)
        asked(RENAME, "Nils SECOND", nurse.pk)

    assert former_names() == ["Nils NURSE", "Nils FIRST"]


def test_a_page_renames_nobody_else(nurse: Account, neurologist: Account):
    with pytest.raises(DatabaseError, match="an account changes its own name"), acting(nurse):
        asked(RENAME, "Somebody ELSE", neurologist.pk)

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
def test_a_page_cannot_forge_what_was_kept(sql: str, nurse: Account):
    a_former_name(nurse)

    with pytest.raises(DatabaseError, match="permission denied"), acting(nurse):
        asked(sql.format(nurse=nurse.pk))


def test_a_name_is_told_by_the_instant(nurse: Account):
    joined = timezone.now()
    first = a_former_name(nurse, now="Nils FIRST")
    second = a_former_name(nurse, now="Nils SECOND")
    tick = timedelta(microseconds=1)

    assert nurse.name_at(joined) == "Nils NURSE"
    assert nurse.name_at(first.held_until - tick) == "Nils NURSE"
    assert nurse.name_at(first.held_until) == "Nils FIRST"
    assert nurse.name_at(second.held_until) == "Nils SECOND"


def test_signing_in_and_a_new_password_rename_nobody(nurse: Account):
    nurse.set_password("other words for testing")
    nurse.last_login = timezone.now()
    with acting(nurse):
        nurse.save(update_fields=["password", "last_login"])

    assert former_names() == []
    assert Account.objects.get(pk=nurse.pk).renamed_at is None


@pytest.mark.parametrize("name", ["", "\u3164", "\u2800"])
def test_an_account_has_a_name_to_see(name: str, nurse: Account):
    with pytest.raises(DatabaseError, match="account_is_named"), acting(nurse):
        asked(RENAME, name, nurse.pk)
