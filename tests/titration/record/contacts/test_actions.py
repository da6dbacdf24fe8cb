"""Recording contacts that were tried: by any clinician, with the day planned for the next call."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from patients.models import Account, Patient
from tests.factories import a_contact, on
from tests.patients.events import event, events
from tests.titration.record.calls import contact
from titration.record.contacts.models import Contact
from titration.standing.models import Standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon_on_2_march")]


@pytest.mark.parametrize("who", ["neurologist", "nurse"])
def test_a_clinician_records_it_and_the_standing_follows(
    patient: Patient, who: str, request: pytest.FixtureRequest
):
    by: Account = request.getfixturevalue(who)

    saved = contact(
        patient, by, "not reached", on_="2026-03-01", call_again_on="2026-03-04", note="No answer"
    )

    stored = Contact.objects.get()
    assert (stored, stored.outcome, stored.note) == (saved, "not reached", "No answer")
    assert (stored.contacted_on, stored.call_again_on) == (on("2026-03-01"), on("2026-03-04"))
    assert Standing.objects.get(patient=patient).situation["tried"] == "2026-03-01"
    assert events() == [event("record-contact", by=by, patient=patient, about=saved)]


@pytest.mark.parametrize(
    ("on_", "again", "refused"),
    [
        ("1980-04-30", None, {"contacted_on": ["This is before the birth date, 01-May-1980."]}),
        ("2026-03-03", None, {"contacted_on": ["This date lies ahead of today, 02-Mar-2026."]}),
        (
            "2026-03-02",
            "2026-03-02",
            {"call_again_on": ["The next call comes after this contact."]},
        ),
        (
            "2026-03-02",
            "2028-03-04",
            {"call_again_on": ["This date is more than two years ahead."]},
        ),
    ],
    ids=["before birth", "ahead", "again at once", "again in years"],
)
def test_impossible_days_are_refused_on_their_fields(
    patient: Patient, nurse: Account, on_: str, again: str | None, refused: dict[str, list[str]]
):
    with pytest.raises(ValidationError) as problem:
        contact(patient, nurse, on_=on_, call_again_on=again)

    assert problem.value.message_dict == refused
    assert not Contact.objects.exists()


@pytest.mark.parametrize("again", ["2026-02-02", "2028-03-03"])
def test_a_call_may_be_planned_up_to_two_years_ahead(patient: Patient, nurse: Account, again: str):
    assert contact(patient, nurse, on_="2026-02-01", call_again_on=again).is_live


def test_the_same_form_sent_again_returns_what_it_saved(patient: Patient, nurse: Account):
    token = uuid.uuid4()
    first = contact(patient, nurse, on_="2026-03-02", token=token)

    assert contact(patient, nurse, on_="2026-03-02", token=token) == first
    assert Contact.objects.count() == 1


@pytest.mark.parametrize("who", ["admin", "outsider"])
def test_others_record_nothing(patient: Patient, who: str, request: pytest.FixtureRequest):
    with pytest.raises(PermissionDenied, match="Contacts are recorded by neurologists and nurses"):
        contact(patient, request.getfixturevalue(who), on_="2026-03-02")

    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("outcome", "again", "name"),
    [
        ("busy", None, "contact_outcome_is_known"),
        ("reached", "2026-02-01", "contact_comes_before_the_next_call"),
    ],
)
def test_the_table_refuses_what_cannot_be(
    patient: Patient, outcome: str, again: str | None, name: str
):
    with pytest.raises(IntegrityError, match=name):
        a_contact(patient, outcome, on_="2026-02-01", call_again_on=again)


def test_it_is_said_with_its_outcome_and_the_next_call(patient: Patient):
    reached = a_contact(patient, on_="2026-02-01")
    tried = a_contact(patient, "not reached", on_="2026-02-01", call_again_on="2026-02-03")

    assert str(reached) == "Contact on 01-Feb-2026: reached"
    assert str(tried) == "Contact on 01-Feb-2026: not reached, call again on 03-Feb-2026"
