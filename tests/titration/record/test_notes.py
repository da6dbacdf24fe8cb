"""Notes keep the lines that their authors typed, in every form and wherever they are shown."""

import re
from collections.abc import Callable

import pytest
from django import forms
from django.test import Client

from patients.models import Entry, Patient
from patients.web.fields import NoteField
from tests.factories import a_contact, a_review, a_side_effect, a_step
from tests.pages.charts import html_of, page_of
from tests.pages.entry_pages import marking_page, opened_form
from tests.test_forms import FAMILIES
from tests.titration.record.dose_steps.bad_doses import FIFTEEN
from tests.titration.record.side_effects.bad_effects import DIZZINESS

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]

TYPED = "Slept badly \r\n\r\nFell on Friday:\r\n- no injury"
KEPT = "Slept badly\n\nFell on Friday:\n- no injury"
IN_LINES = re.compile(r'class="[^"]*\blines\b[^"]*">([^<]*)<')

FORMS = {
    "dose-steps": FIFTEEN,
    "side-effects": DIZZINESS,
    "reviews": {"reviewed_on": "01-Mar-2026"},
    "contacts": {"contacted_on": "01-Mar-2026", "outcome": "reached"},
}
ENTRIES: dict[str, Callable[[Patient], Entry]] = {
    "dose-steps": lambda patient: a_step(patient, "10x3", from_="2026-01-05", note=KEPT),
    "side-effects": lambda patient: a_side_effect(patient, from_="2026-01-05", note=KEPT),
    "reviews": lambda patient: a_review(patient, on_="2026-01-05", note=KEPT),
    "contacts": lambda patient: a_contact(patient, on_="2026-01-05", note=KEPT),
}


@pytest.mark.parametrize("kind", FORMS)
def test_case_11_a_note_keeps_its_lines_from_the_form_to_the_chart(
    as_neurologist: Client, patient: Patient, kind: str
):
    page = f"{page_of(patient)}{kind}/record/"
    form = {**opened_form(as_neurologist, page), **FORMS[kind], "note": TYPED}

    assert as_neurologist.post(page, form).status_code == 302

    shown = IN_LINES.findall(html_of(as_neurologist, patient))
    assert [KEPT in told for told in shown] == [True]


@pytest.mark.parametrize("kind", ENTRIES)
def test_case_11_a_correction_opens_with_the_lines_of_the_note(
    as_neurologist: Client, patient: Patient, kind: str
):
    entry = ENTRIES[kind](patient)

    form = opened_form(as_neurologist, marking_page(entry))

    assert form["note"] == KEPT


def test_case_11_a_note_sent_again_with_another_line_shows_both_in_lines(
    as_neurologist: Client, patient: Patient
):
    page = f"{page_of(patient)}reviews/record/"
    form = {**opened_form(as_neurologist, page), **FORMS["reviews"], "note": TYPED}
    as_neurologist.post(page, form)

    refused = as_neurologist.post(page, form | {"note": f"{TYPED}\r\n- no pain"})

    (told,) = IN_LINES.findall(refused.content.decode())
    assert f"saved {KEPT}; sent now {KEPT}\n- no pain" in told


def test_every_note_of_a_form_is_typed_in_lines():
    kinds = {form for family in FAMILIES.values() for form in family}
    notes = [form.base_fields["note"] for form in kinds if "note" in form.base_fields]

    assert notes
    assert all(isinstance(note, NoteField) for note in notes)
    assert all(isinstance(note.widget, forms.Textarea) for note in notes)
