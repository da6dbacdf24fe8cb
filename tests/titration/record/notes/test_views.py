"""The page and the form in the chart that record a note to colleagues."""

import pytest
import time_machine
from django.test import Client

from patients.models import Account, Clinic, Patient
from tests.factories import a_note, a_patient, in_error
from tests.pages.charts import html_of, page_of
from tests.pages.entry_pages import (
    assert_outsider_learns_nothing,
    assert_refused,
    marking_page,
    nothing_saved,
    opened_form,
    saved_message,
)
from tests.pages.reading import text
from titration.record.notes.models import Note

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]


def record_page(patient: Patient) -> str:
    return f"{page_of(patient)}notes/record/"


def test_it_is_saved_read_back_and_listed_in_its_lines(as_nurse: Client, patient: Patient):
    form = opened_form(as_nurse, record_page(patient))
    assert form["text"] == ""

    chart = as_nurse.post(
        record_page(patient), {**form, "text": "Son  interprets \r\n\r\nAfter 17:00"}, follow=True
    )

    note = Note.objects.get()
    assert note.text == "Son interprets\n\nAfter 17:00"
    assert saved_message(chart) == (
        "Recorded Note “Son interprets After 17:00”. Correct",
        [marking_page(note)],
    )
    assert "Notes 02-Mar-2026 12:00 Son interprets After 17:00 Nils NURSE" in text(chart)
    assert f'lines">{note.text}<' in chart.content.decode()


def test_the_form_opens_in_the_chart_under_its_key(as_nurse: Client, patient: Patient):
    assert f'href="{record_page(patient)}" data-key="m"' in html_of(as_nurse, patient)


BAD = [
    ("", "Enter the note."),
    ("x" * 1001, "The note is at most 1000 characters; this has 1001."),
    ("a\x00b", "The note holds a character that cannot be shown."),
]


@pytest.mark.parametrize(("typed", "sentence"), BAD)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    as_nurse: Client, patient: Patient, typed: str, sentence: str
):
    form = {**opened_form(as_nurse, record_page(patient)), "text": typed}

    with nothing_saved():
        page = as_nurse.post(record_page(patient), form)

    assert_refused(page, form, "text", sentence)


def test_one_in_error_fills_in_the_form_that_replaces_it(as_neurologist: Client, patient: Patient):
    typo = a_note(patient, "Son interprets")
    form = opened_form(as_neurologist, marking_page(typo))
    assert form["text"] == "Son interprets"

    form |= {"text": "Daughter interprets", "error_reason": "Mixed up"}
    as_neurologist.post(marking_page(typo), form)

    (live,) = Note.objects.live()
    assert (live.text, live.replaces) == ("Daughter interprets", typo)
    assert "Entered in error: Mixed up" in text(as_neurologist.get(page_of(patient)))


def test_the_newest_three_are_listed_and_all_on_demand(as_nurse: Client, patient: Patient):
    for number in range(1, 6):
        with time_machine.travel(f"2026-02-0{number}T12:00Z"):
            a_note(patient, f"Said {number}")
    in_error(a_note(patient, "Said 6"))

    newest, every = (text(as_nurse.get(page_of(patient) + query)) for query in ("", "?all=notes"))

    assert "All 6" in newest
    said = [
        [place for place in range(1, 7) if f"Said {place}" in shown] for shown in (newest, every)
    ]
    assert said == [[4, 5, 6], [1, 2, 3, 4, 5, 6]]
    assert newest.index("Said 6") < newest.index("Said 5") < newest.index("Said 4")


def test_it_is_in_the_entry_history_and_not_on_a_chart_of_before(as_nurse: Client, clinic: Clinic):
    with time_machine.travel("2026-02-27T12:00Z"):
        patient = a_patient(clinic)
    a_note(patient, "Son interprets")

    history = text(as_nurse.get(f"{page_of(patient)}entries/"))
    before = text(as_nurse.get(f"{page_of(patient)}?known_at=2026-02-28T12:00"))

    assert "Note Note “Son interprets”" in history
    assert "interprets" not in before


def test_an_outsider_finds_no_patient(as_outsider: Client, outsider: Account, patient: Patient):
    assert_outsider_learns_nothing(as_outsider, record_page(patient), patient, outsider)
