"""A patient whose care ended: found, readable, off the list; and the pages that end and reopen."""

import pytest
import time_machine
from django.test import Client

from patients.models import Account, Care, Clinic, Patient
from tests.factories import (
    a_duplicate,
    a_patient,
    a_side_effect,
    a_step,
    a_treatment,
    an_end_of_care,
)
from tests.pages.charts import a_titration, html_of, page_of
from tests.pages.entry_pages import (
    assert_outsider_learns_nothing,
    assert_refused,
    marking_page,
    nothing_saved,
    opened_form,
    saved_message,
)
from tests.pages.reading import list_row, listed, text, words
from tests.pages.searching import search

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]

DIED = "Care ended 20-Feb-2026: died"


def page(patient: Patient, what: str) -> str:
    return f"{page_of(patient)}care/{what}/"


@pytest.fixture
def ended(patient: Patient) -> Patient:
    """A patient on 10 mg, with 15 mg planned, who died on 20 February."""
    a_step(patient, "10x3", from_="2026-01-05", phase="initiation")
    a_step(patient, "15x3", from_="2026-03-09")
    an_end_of_care(patient, on_="2026-02-20", note="Told by a carer")
    return patient


def test_care_is_ended_on_a_page_and_read_back(as_nurse: Client, patient: Patient):
    form = opened_form(as_nurse, page(patient, "end"))
    assert form["from_on"] == "02-Mar-2026"
    form |= {"from_on": "20-Feb-2026", "reason": "died", "note": "Told by a carer"}

    chart = as_nurse.post(page(patient, "end"), form, follow=True)

    care = Care.objects.get()
    assert saved_message(chart) == (f"Recorded {DIED}. Correct", [marking_page(care)])
    assert care.note == "Told by a carer"


BAD = [
    ({"reason": ""}, "reason", "Choose why care ended."),
    ({"from_on": ""}, "from_on", "Enter a date, for example 06-Nov-2025."),
    ({"from_on": "03-Mar-2026"}, "from_on", "This date lies ahead of today, 02-Mar-2026."),
    ({"from_on": "30-Apr-1980"}, "from_on", "This is before the birth date, 01-May-1980."),
    ({"note": "x" * 501}, "note", "The note is at most 500 characters; this has 501."),
]


@pytest.mark.parametrize(("typed", "field", "sentence"), BAD, ids=str)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    as_nurse: Client, patient: Patient, typed: dict[str, str], field: str, sentence: str
):
    form = opened_form(as_nurse, page(patient, "end"))
    form |= {"from_on": "20-Feb-2026", "reason": "died", "note": "By letter", **typed}

    with nothing_saved():
        refused = as_nurse.post(page(patient, "end"), form)

    assert_refused(refused, form, field, sentence)


def test_the_patient_leaves_the_worklist_and_its_count(as_nurse: Client, ended: Patient):
    a_patient(ended.clinic, family_name="SAMPLE", given_name="Ada")

    worklist = as_nurse.get("/")

    assert listed(worklist) == ["SAMPLE, Ada"]
    assert "All patients 1 " in text(worklist)


def test_the_patient_is_found_by_name_and_their_row_says_why_it_tells_nothing(
    as_nurse: Client, ended: Patient
):
    a_side_effect(ended, from_="2026-01-08")

    row = list_row(search(as_nurse, "example"), "EXAMPLE")

    assert row[0].endswith(ended.record_number)
    assert row[1:] == [DIED, "", "", "", ""]


def test_a_standing_of_an_ended_patient_never_falls_due(as_nurse: Client, ended: Patient):
    with time_machine.travel("2026-03-10T12:00Z"):
        assert "still of an earlier day" not in text(as_nurse.get("/"))
    assert ended.standing.changes_on is None


def test_the_chart_says_so_and_tells_no_dose_as_current(as_neurologist: Client, ended: Patient):
    shown = text(as_neurologist.get(page_of(ended)))

    assert "Died 20-Feb-2026" in shown.partition("Last dose recorded")[0]
    assert "Last dose recorded, until care ended 20-Feb-2026 10 mg three times a day" in shown
    assert "30 mg per day since 05-Jan-2026 (46 days)" in shown
    assert "09-Mar-2026 15 mg three times a day 45 within after care ended Maintenance" in shown
    for untrue in ("Current dose", "planned", "Planned"):
        assert untrue not in shown


def test_the_drawing_ends_with_care(as_neurologist: Client, ended: Patient):
    (svg,) = html_of(as_neurologist, ended).split('<svg class="history')[1:]
    drawn = words(svg.partition("</svg>")[0])

    assert "care ended" in drawn
    assert "15 mg three times a day" not in drawn
    assert " today" not in drawn
    assert " now" not in drawn


def test_nothing_is_offered_but_to_reopen_and_to_correct(
    as_neurologist: Client, neurologist: Account, ended: Patient
):
    a_treatment(ended, from_="2026-01-05", by=neurologist)

    html = html_of(as_neurologist, ended)

    assert 'href="care/reopen/">Reopen care</a>' in html
    for offer in ('data-key="d"', "Update</a>", "Asked, none reported</a>", "End care</a>"):
        assert offer not in html
    assert "Correct</a>" in html


@pytest.mark.parametrize("what", ["dose-steps/record/", "reviews/record/", "side-effects/none/"])
def test_a_page_that_could_save_nothing_says_that_care_ended_and_leads_back(
    as_neurologist: Client, ended: Patient, what: str
):
    answer = as_neurologist.get(page_of(ended) + what)

    assert answer.status_code == 409
    assert f"{DIED}. Nothing new is recorded until care is reopened" in text(answer)
    assert "EXAMPLE, Eva" in text(answer)
    html = answer.content.decode()
    assert f'href="{page_of(ended)}">Back to the chart</a>' in html
    assert f'href="{page(ended, "reopen")}">Reopen care</a>' in html


def test_it_names_the_record_in_which_the_clinic_goes_on(as_nurse: Client, patient: Patient):
    other = a_patient(patient.clinic, record_number="T-7")
    a_duplicate(patient, of=other, on_="2026-02-20")

    answer = as_nurse.get(f"{page_of(patient)}reviews/record/")

    assert "New entries go to record T-7" in text(answer)


def test_a_page_opened_before_the_end_says_why_it_saves_nothing(as_nurse: Client, patient: Patient):
    address = f"{page_of(patient)}reviews/record/"
    form = {**opened_form(as_nurse, address), "note": "Sleeps well"}
    an_end_of_care(patient, on_="2026-02-20")

    with nothing_saved():
        refused = as_nurse.post(address, form)

    assert refused.status_code == 422
    assert f"{DIED}. Nothing new is recorded until care is reopened" in text(refused)
    assert "Sleeps well" in refused.content.decode()


def test_care_is_reopened_and_the_chart_is_as_before(as_neurologist: Client, ended: Patient):
    form = opened_form(as_neurologist, page(ended, "reopen"))

    chart = as_neurologist.post(page(ended, "reopen"), form, follow=True)

    shown = text(chart)
    assert "Current dose of oral baclofen 10 mg three times a day" in shown
    assert "Planned 09-Mar-2026: 15 mg three times a day in 7 days" in shown
    assert 'id="record-dose-step"' in chart.content.decode()
    assert "Care reopened 02-Mar-2026" in shown
    assert listed(as_neurologist.get("/")) == ["EXAMPLE, Eva"]


def test_the_chart_as_known_before_knows_of_no_end(as_nurse: Client, clinic: Clinic):
    with time_machine.travel("2026-02-27T12:00Z"):
        patient = a_patient(clinic)
    an_end_of_care(patient, on_="2026-02-20")

    before = text(as_nurse.get(f"{page_of(patient)}?known_at=2026-02-28T12:00"))
    now = text(as_nurse.get(page_of(patient)))

    assert DIED not in before
    assert "Current dose of oral baclofen, as known then" in before
    assert DIED in now


def test_every_change_is_in_the_entry_history(as_nurse: Client, ended: Patient):
    assert DIED in text(as_nurse.get(f"{page_of(ended)}entries/"))


@pytest.mark.parametrize("demand", ["0", "all"])
def test_a_full_chart_after_the_end_is_readable(
    as_nurse: Client, neurologist: Account, patient: Patient, demand: str
):
    a_titration(patient, neurologist)
    an_end_of_care(patient, on_="2026-02-20")

    assert as_nurse.get(f"{page_of(patient)}?show={demand}").status_code == 200
    assert as_nurse.get(f"{page_of(patient)}response/").status_code == 200


@pytest.mark.parametrize("what", ["end", "reopen", "duplicate"])
def test_an_outsider_finds_no_patient(
    as_outsider: Client, outsider: Account, patient: Patient, what: str
):
    assert_outsider_learns_nothing(as_outsider, page(patient, what), patient, outsider)
