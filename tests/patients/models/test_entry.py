"""Entries of every kind: saved once, replaced once, and known between two instants."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError

from patients.models import Dystonia, Entry, Patient
from tests.factories import a_dystonia, a_patient, in_error, superseded
from tests.patients.models.kinds import ENTRIES, every_entry

pytestmark = pytest.mark.django_db

Mark = Callable[[Entry], Entry]

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)
BEFORE_NINE = datetime(2026, 3, 2, 8, 59, 59, tzinfo=UTC)
BEFORE_TEN = datetime(2026, 3, 2, 9, 59, 59, tzinfo=UTC)


def written_once_more(entry: Entry, **changes: Any) -> Entry:
    """Insert a copy of a row with a new id, some of its values changed."""
    row = type(entry)._default_manager.get(pk=entry.pk)
    row.pk = None
    for field, value in changes.items():
        setattr(row, field, value)
    row.save(force_insert=True)
    return row


@every_entry
def test_one_form_saves_one_entry(model: type[Entry], patient: Patient):
    saved = in_error(ENTRIES[model](patient))

    with pytest.raises(IntegrityError, match="form_token"):
        written_once_more(saved)


@every_entry
def test_an_entry_has_at_most_one_replacement(model: type[Entry], patient: Patient):
    replaced = in_error(ENTRIES[model](patient))
    written_once_more(replaced, form_token=uuid.uuid4(), replaces=replaced)

    with pytest.raises(IntegrityError, match="replaces"):
        written_once_more(replaced, form_token=uuid.uuid4(), replaces=replaced)


@pytest.fixture
def entry(patient: Patient) -> Dystonia:
    """Recorded at nine o'clock."""
    with time_machine.travel(NINE, tick=False):
        return a_dystonia(patient)


def is_known(at: datetime) -> bool:
    return Dystonia.objects.known_at(at).exists()


def test_an_entry_is_known_from_the_instant_it_was_recorded(entry: Dystonia):
    assert [is_known(BEFORE_NINE), is_known(NINE), is_known(TEN)] == [False, True, True]


@pytest.mark.parametrize("marked", [in_error, superseded])
def test_an_entry_is_known_until_the_instant_it_was_marked(entry: Dystonia, marked: Mark):
    with time_machine.travel(TEN, tick=False):
        marked(entry)

    assert [is_known(NINE), is_known(BEFORE_TEN), is_known(TEN)] == [True, True, False]


@pytest.mark.parametrize("marked", [in_error, superseded])
def test_only_an_unmarked_entry_is_live(entry: Dystonia, marked: Mark):
    assert list(Dystonia.objects.live()) == [entry]
    assert entry.is_live

    marked(entry)

    assert list(Dystonia.objects.live()) == []
    assert not entry.is_live


def test_an_entry_superseded_is_not_one_in_error(entry: Dystonia):
    assert not superseded(entry).is_in_error


def test_an_entry_in_error_says_so(entry: Dystonia):
    assert in_error(entry).is_in_error


def test_entries_of_one_patient_leave_out_another_s(entry: Dystonia):
    a_dystonia(a_patient(entry.patient.clinic))

    assert list(Dystonia.objects.of(entry.patient)) == [entry]
