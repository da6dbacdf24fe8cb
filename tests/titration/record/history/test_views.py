"""The history page shows every entry of a patient, also those in error or superseded."""

import pytest
from django.test import Client
from django.urls import reverse

from patients.models import Account, Patient
from tests.factories import (
    a_check,
    a_dystonia,
    a_precaution,
    a_side_effect,
    a_step,
    an_effect_change,
    in_error,
    superseded,
)
from tests.pages.reading import words
from tests.statements import statements
from titration.record.kinds import KINDS

# session, account, roles, patient, audit, the banner’s one; one a kind
QUERIES = 6 + len(KINDS)


def page(client: Client, patient: Patient) -> str:
    return client.get(reverse("entry-history", args=[patient.pk])).content.decode()


def test_an_entry_in_error_is_shown_with_its_reason(as_nurse: Client, patient: Patient):
    in_error(a_step(patient, "10x3", from_="2026-01-05"), reason="wrong patient")

    shown = page(as_nurse, patient)

    assert "10 mg three times a day from 05-Jan-2026" in shown
    assert "Entered in error: wrong patient" in shown
    assert "entered-in-error" in shown


def test_an_effect_that_was_updated_is_shown_as_it_was(as_nurse: Client, patient: Patient):
    superseded(a_side_effect(patient, "dry mouth", "mild", from_="2026-01-05"))

    shown = page(as_nurse, patient)

    assert "Dry mouth, mild, onset 05-Jan-2026" in shown
    assert "Superseded by a later entry" in shown


def test_every_kind_is_shown(as_nurse: Client, patient: Patient):
    a_dystonia(patient, "cervical")
    a_precaution(patient, "epilepsy", "present")
    a_check(patient, asked_on="2026-01-07")

    shown = page(as_nurse, patient)

    assert "Cervical dystonia" in shown
    assert "Epilepsy: present" in shown
    assert "Asked on 07-Jan-2026: none reported" in words(shown)


@pytest.mark.parametrize("recorder", ["nurse", "neurologist"])
def test_a_nurse_is_led_to_correct_own_entries_only(
    recorder: str, as_nurse: Client, patient: Patient, request: pytest.FixtureRequest
):
    by: Account = request.getfixturevalue(recorder)
    check = a_check(patient, asked_on="2026-01-07", by=by)

    shown = page(as_nurse, patient)

    link = f"../side-effect-checks/{check.pk}/entered-in-error/"
    assert (link in shown) == (recorder == "nurse")


@pytest.mark.parametrize("steps", [1, 12])
def test_the_queries_do_not_grow_with_the_history(steps: int, as_nurse: Client, patient: Patient):
    for month in range(1, steps + 1):
        a_step(patient, f"{month}x3", from_=f"2025-{month:02}-05")
        an_effect_change(a_side_effect(patient, from_="2025"), on_=f"2025-{month:02}-05")

    with statements() as queries:
        page(as_nurse, patient)

    assert len(queries) == QUERIES
