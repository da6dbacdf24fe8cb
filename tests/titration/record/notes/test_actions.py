"""Leaving notes to colleagues: by any clinician, and nothing else changes."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from patients.models import Account, Patient
from tests.factories import a_note, a_step
from tests.patients.events import event, events
from tests.titration.record.calls import leave_note
from titration.record.notes.models import Note
from titration.standing.models import Standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon_on_2_march")]


@pytest.mark.parametrize("who", ["neurologist", "nurse"])
def test_a_clinician_leaves_a_note_and_the_place_stays(
    patient: Patient, who: str, request: pytest.FixtureRequest
):
    by: Account = request.getfixturevalue(who)
    a_step(patient, "10x3", from_="2026-01-05")
    told = Standing.objects.values("doses_mg", "notice_flags", "nurse_place", "neurologist_place")
    before = [*told.all()]

    saved = leave_note(patient, by, "Son interprets")

    assert [(note, note.text) for note in Note.objects.all()] == [(saved, "Son interprets")]
    assert [*told.all()] == before
    assert events() == [event("record-note", by=by, patient=patient, about=saved)]


def test_the_same_form_sent_again_returns_the_note_it_saved(patient: Patient, nurse: Account):
    token = uuid.uuid4()

    assert leave_note(patient, nurse, token=token) == leave_note(patient, nurse, token=token)
    assert Note.objects.count() == 1


@pytest.mark.parametrize("who", ["admin", "outsider"])
def test_others_leave_no_note(patient: Patient, who: str, request: pytest.FixtureRequest):
    with pytest.raises(PermissionDenied, match="Notes are recorded by neurologists and nurses"):
        leave_note(patient, request.getfixturevalue(who))

    assert not Note.objects.exists()


def test_the_table_refuses_a_note_that_says_nothing(patient: Patient):
    with pytest.raises(IntegrityError, match="note_says_something"):
        a_note(patient, "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Son interprets.\nAfter 17:00", "Note “Son interprets. After 17:00”"),
        ("x" * 61, f"Note “{'x' * 59}…”"),
    ],
)
def test_a_note_is_said_by_its_beginning(patient: Patient, text: str, said: str):
    assert str(a_note(patient, text)) == said
