"""What others recorded since a reader last looked: on the worklist, and marked on the chart."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from patients.models import Account, Clinic, Patient
from tests.factories import a_check, a_neurologist, a_patient, a_rating, a_side_effect, in_error
from tests.fixtures import signed_in
from tests.pages.reading import groups, list_row, text
from titration.reading.called import CALLED
from titration.reading.recorded import ROW_CLASSES
from titration.record.kinds import KINDS

pytestmark = pytest.mark.django_db

CHANGED, REST = "Changed since you last looked", "Everyone else"
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-03-02T12:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def nia(clinic: Clinic) -> Patient:
    return a_patient(clinic, family_name="NIA", given_name="")


def open_chart(reader: Account, patient: Patient) -> str:
    return text(signed_in(reader).get(f"/patients/{patient.pk}/"))


def test_a_patient_of_whom_a_colleague_recorded_something_is_told(
    nurse: Account, nia: Patient, neurologist: Account, clock: time_machine.Traveller
):
    open_chart(nurse, nia)
    clock.shift(A_DAY)
    a_rating(nia, "6", on_="2026-03-03", by=neurologist)

    page = signed_in(nurse).get("/")

    assert groups(page) == {CHANGED: ["NIA"]}
    assert list_row(page, "NIA")[1] == "Rating 03-Mar-2026 you last looked 02-Mar-2026"
    assert "new since you last looked" in text(page)
    assert groups(signed_in(nurse).get("/?view=changed")) == {CHANGED: ["NIA"]}


@pytest.mark.parametrize("what", ["own", "never looked", "looked again"])
def test_what_is_nothing_new_is_not_told(
    what: str,
    nurse: Account,
    nia: Patient,
    neurologist: Account,
    clock: time_machine.Traveller,
):
    if what != "never looked":
        open_chart(nurse, nia)
    clock.shift(A_DAY)
    a_rating(nia, "6", on_="2026-03-03", by=nurse if what == "own" else neurologist)
    if what == "looked again":
        clock.shift(A_DAY)
        open_chart(nurse, nia)

    assert groups(signed_in(nurse).get("/")) == {REST: ["NIA"]}


def test_one_readers_look_is_not_anothers(
    clinic: Clinic,
    nurse: Account,
    nia: Patient,
    neurologist: Account,
    clock: time_machine.Traveller,
):
    open_chart(nurse, nia)
    clock.shift(A_DAY)
    a_rating(nia, "6", on_="2026-03-03", by=neurologist)

    colleague = signed_in(a_neurologist(clinic))

    assert groups(colleague.get("/")) == {REST: ["NIA"]}
    assert groups(signed_in(nurse).get("/")) == {CHANGED: ["NIA"]}


def test_a_patient_in_another_group_stays_there_and_is_marked_as_new(
    nurse: Account, nia: Patient, neurologist: Account, clock: time_machine.Traveller
):
    open_chart(nurse, nia)
    clock.shift(A_DAY)
    a_side_effect(nia, "nausea", "severe", from_="2026-03-03", by=neurologist)

    page = signed_in(nurse).get("/")

    assert groups(page) == {"Serious or severe": ["NIA"]}
    assert "new since you last looked" in list_row(page, "NIA")[0]


def test_the_chart_says_what_is_new_for_as_long_as_the_visit_lasts(
    nurse: Account, nia: Patient, neurologist: Account, clock: time_machine.Traveller
):
    open_chart(nurse, nia)
    clock.shift(A_DAY)
    a_rating(nia, "6", on_="2026-03-03", by=neurologist)
    struck = a_check(nia, asked_on="2026-03-03", by=neurologist)
    clock.shift(timedelta(hours=1))
    in_error(struck, by=neurologist)
    said = "Side effects asked, rating since you last looked, 02-Mar-2026 12:00"

    assert said in open_chart(nurse, nia)
    clock.shift(timedelta(minutes=20))
    assert said in open_chart(nurse, nia)
    clock.shift(timedelta(minutes=31))
    assert "since you last looked" not in open_chart(nurse, nia)


def test_every_list_is_called_as_its_kind_is():
    titles = {kind.title for kind in KINDS.values()}

    assert CALLED.keys() == ROW_CLASSES.keys()
    assert set(CALLED.values()) == titles
