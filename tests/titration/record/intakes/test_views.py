"""The page and the form in the chart that record what was not taken as recorded."""

import pytest
import time_machine
from django.test import Client

from patients.models import Account, Clinic, Patient
from tests.factories import a_patient, an_intake, in_error, on
from tests.pages.charts import html_of, page_of
from tests.pages.entry_pages import (
    assert_outsider_learns_nothing,
    assert_refused,
    marking_page,
    nothing_saved,
    opened_form,
    saved_message,
)
from tests.pages.reading import errors, text
from titration.record.intakes.models import Intake

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]


def record_page(patient: Patient) -> str:
    return f"{page_of(patient)}intakes/record/"


def filled_in(client: Client, patient: Patient, **typed: str) -> dict[str, str]:
    """Open the form, and fill in three days without baclofen, with changes."""
    said = {"what": "ran out", "from_on": "01-Feb-2026", "until_on": "03-Feb-2026"}
    return {**opened_form(client, record_page(patient)), **said, "note": "Was abroad", **typed}


def test_it_is_saved_read_back_and_listed(as_nurse: Client, patient: Patient):
    form = filled_in(as_nurse, patient)

    chart = as_nurse.post(record_page(patient), form, follow=True)

    intake = Intake.objects.get()
    assert saved_message(chart) == (
        "Recorded Ran out, 01-Feb-2026 to 03-Feb-2026. Correct",
        [marking_page(intake)],
    )
    row = "Not taken as recorded Ran out, 01-Feb-2026 to 03-Feb-2026 3 days Was abroad Nils NURSE"
    assert row in text(chart)


def test_it_opens_with_today_and_is_one_day_without_an_end(as_nurse: Client, patient: Patient):
    form = opened_form(as_nurse, record_page(patient))
    assert (form["from_on"], form["until_on"], form["note"]) == ("02-Mar-2026", "", "")

    as_nurse.post(record_page(patient), {**form, "what": "missed"})

    assert str(Intake.objects.get()) == "Missed, 02-Mar-2026"


def test_the_form_is_opened_in_the_chart_by_its_key(as_nurse: Client, patient: Patient):
    html = html_of(as_nurse, patient)

    assert f'href="{record_page(patient)}" data-key="i"' in html


BAD = [
    ({"what": ""}, "what", "Choose what was not as recorded."),
    ({"from_on": ""}, "from_on", "Enter a date, for example 06-Nov-2025."),
    (
        {"from_on": "31-Feb-2026"},
        "from_on",
        "31-Feb-2026 is not a date. Write it like 06-Nov-2025.",
    ),
    ({"until_on": "31-Jan-2026"}, "until_on", "It ended before it began; one date is wrong."),
    ({"until_on": "03-Mar-2026"}, "until_on", "This date lies ahead of today, 02-Mar-2026."),
    ({"note": "x" * 501}, "note", "The note is at most 500 characters; this has 501."),
]


@pytest.mark.parametrize(("typed", "field", "sentence"), BAD, ids=str)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    as_nurse: Client, patient: Patient, typed: dict[str, str], field: str, sentence: str
):
    form = filled_in(as_nurse, patient, **typed)

    with nothing_saved():
        page = as_nurse.post(record_page(patient), form)

    assert_refused(page, form, field, sentence)


def test_an_empty_post_names_what_is_missing(as_nurse: Client, patient: Patient):
    with nothing_saved():
        page = as_nurse.post(record_page(patient))

    assert page.status_code == 422
    assert "Choose what was not as recorded." in errors(page)


def test_one_in_error_fills_in_the_form_that_replaces_it(as_neurologist: Client, patient: Patient):
    typo = an_intake(patient, "missed", from_="2026-02-01", note="One dose")
    page = marking_page(typo)
    form = opened_form(as_neurologist, page)
    assert (form["what"], form["from_on"], form["note"]) == ("missed", "01-Feb-2026", "One dose")

    as_neurologist.post(page, {**form, "until_on": "02-Feb-2026", "error_reason": "Two days"})

    (live,) = Intake.objects.live()
    assert (live.until_on, live.replaces) == (on("2026-02-02"), typo)
    chart = text(as_neurologist.get(page_of(patient)))
    assert "Entered in error: Two days" in chart


def test_the_newest_five_are_listed_and_all_on_demand(as_nurse: Client, patient: Patient):
    for day in range(1, 8):
        an_intake(patient, from_=f"2026-02-0{day}")
    in_error(an_intake(patient, from_="2026-02-08"))

    newest, every = (text(as_nurse.get(page_of(patient) + query)) for query in ("", "?all=intakes"))

    assert "All 8" in newest
    assert (newest.count("Missed, "), every.count("Missed, ")) == (5, 8)
    assert "Missed, 01-Feb-2026" not in newest


def test_it_is_in_the_entry_history_and_not_on_a_chart_of_before(as_nurse: Client, clinic: Clinic):
    with time_machine.travel("2026-02-27T12:00Z"):
        patient = a_patient(clinic)
    an_intake(patient, "ran out", from_="2026-02-01")

    history = text(as_nurse.get(f"{page_of(patient)}entries/"))
    before = text(as_nurse.get(f"{page_of(patient)}?known_at=2026-02-28T12:00"))

    assert "Intake not as recorded Ran out, 01-Feb-2026" in history
    assert "Ran out" not in before


def test_an_outsider_finds_no_patient(as_outsider: Client, outsider: Account, patient: Patient):
    assert_outsider_learns_nothing(as_outsider, record_page(patient), patient, outsider)
