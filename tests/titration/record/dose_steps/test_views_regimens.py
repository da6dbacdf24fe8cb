"""What daily amounts in order do not tell: recorded on the page, and read back everywhere."""

import pytest
from django.test import Client

from patients.models import Patient
from tests.factories import a_rating, a_step, amounts
from tests.pages.charts import html_of, page_of
from tests.pages.entry_pages import (
    assert_refused,
    marking_page,
    nothing_saved,
    one_of_each_field,
    opened_form,
    saved_message,
)
from tests.pages.reading import errors, list_row, text
from tests.titration.record.dose_steps.bad_doses import (
    BY_TIME,
    FIFTEEN,
    REFUSED_TIMES,
    REFUSED_WORDS,
    WORDS,
)
from titration.record.dose_steps.models import DoseStep

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]

EVERY_OTHER_DAY = WORDS | {"in_words": "5 mg every other day"}


def record_page(patient: Patient) -> str:
    return f"{page_of(patient)}dose-steps/record/"


def filled_in(client: Client, patient: Patient, **typed: str) -> dict[str, str]:
    """Open the form, and fill in 15 mg three times a day, with changes."""
    return {**opened_form(client, record_page(patient)), **FIFTEEN, **typed}


def test_case_9_5_mg_every_other_day_reads_as_such_everywhere_and_never_as_stopped(
    as_neurologist: Client, patient: Patient
):
    a_step(patient, "10x3", from_="2026-01-05")
    a_rating(patient, "6", on_="2026-03-02")
    form = filled_in(as_neurologist, patient, **EVERY_OTHER_DAY)

    chart = as_neurologist.post(record_page(patient), form, follow=True)

    step = DoseStep.objects.latest("pk")
    assert (step.doses_mg, step.in_words) == ([], "5 mg every other day")
    assert saved_message(chart)[0] == "Recorded 5 mg every other day from 02-Mar-2026. Correct"
    current = "5 mg every other day Taking, in words, since 02-Mar-2026 (0 days)"
    assert f"{current}, was 30 mg per day" in text(chart)
    pages = {
        page_of(patient): "02-Mar-2026 5 mg every other day not compared Maintenance",
        record_page(patient): "Current: 5 mg every other day, since 02-Mar-2026.",
        f"{page_of(patient)}entries/": "Dose step 5 mg every other day from 02-Mar-2026",
        f"{page_of(patient)}response/": "5 mg every other day since 02-Mar-2026 · 1 day",
        marking_page(step): "5 mg every other day from 02-Mar-2026 Recorded",
    }
    for address, said in pages.items():
        shown = text(as_neurologist.get(address))
        assert said in shown
        assert "Stopped" not in shown


def test_case_9_the_worklist_shows_the_words_without_a_total(
    as_neurologist: Client, patient: Patient
):
    a_step(patient, "", in_words="5 mg every other day", from_="2026-02-20")

    row = list_row(as_neurologist.get("/"), "EXAMPLE")
    assert row[2] == "5 mg every other day"


def test_case_9_a_dose_that_is_not_known_is_recorded_as_such(
    as_neurologist: Client, patient: Patient
):
    form = filled_in(
        as_neurologist, patient, **WORDS, in_words="dose not known", already_taking="on",
        taking_since="2019",
    )  # fmt: skip

    chart = as_neurologist.post(record_page(patient), form, follow=True)

    row = "02-Mar-2026 dose not known not compared Maintenance, already taking since 2019"
    assert row in text(chart)
    assert "Taking, in words, since 02-Mar-2026" in text(chart)


def test_case_9_a_dose_decided_by_a_hospital_says_so_beside_who_recorded_it(
    as_neurologist: Client, patient: Patient
):
    form = filled_in(as_neurologist, patient, decided_by="hospital", reason="hospital stay")

    chart = as_neurologist.post(record_page(patient), form, follow=True)

    said = "Maintenance, hospital stay, decided by hospital Nora NEUROLOGIST"
    assert said in text(chart)


def test_case_9_a_midday_dose_is_left_empty(as_neurologist: Client, patient: Patient):
    form = filled_in(as_neurologist, patient, **BY_TIME, morning="10", midday="", bedtime="20")

    chart = as_neurologist.post(record_page(patient), form, follow=True)

    step = DoseStep.objects.get()
    assert (step.doses_mg, step.times_of_day) == (amounts("10 20"), ["morning", "bedtime"])
    regimen = "10 mg morning, 20 mg bedtime a day"
    assert f"Recorded {regimen} = 30 mg per day (10 + 20) from 02-Mar-2026" in text(chart)
    assert f"02-Mar-2026 {regimen} 30" in text(chart)


@pytest.mark.parametrize(
    "typed", [EVERY_OTHER_DAY, BY_TIME | {"morning": "10", "bedtime": "20"}], ids=str
)
def test_the_forms_open_with_the_regimen_as_it_was_told(
    as_neurologist: Client, patient: Patient, typed: dict[str, str]
):
    as_neurologist.post(record_page(patient), filled_in(as_neurologist, patient, **typed))
    step = DoseStep.objects.get()

    for page in (record_page(patient), marking_page(step)):
        form = opened_form(as_neurologist, page)
        assert form.items() >= typed.items()


def test_the_form_in_the_chart_opens_with_the_words(as_neurologist: Client, patient: Patient):
    a_step(patient, "", in_words='5 mg "as needed"', from_="2026-02-20")

    html = html_of(as_neurologist, patient)
    assert "in_words=5+mg+%22as+needed%22" in html


FIRST_ALREADY_TAKEN = (
    "The first step is the one that was taken already:"
    " 10 mg three times a day from 05-Jan-2026. None comes before."
)
BAD = [
    (BY_TIME | {field: typed}, field, said)
    for field, typed, said in one_of_each_field(REFUSED_TIMES)
]
BAD += [(WORDS | {"in_words": typed}, "in_words", said) for typed, said in REFUSED_WORDS[:1]]
BAD += [
    (
        {"starts_on": "04-Jan-2026"},
        "starts_on",
        FIRST_ALREADY_TAKEN,
    ),
    (
        WORDS | {"in_words": "as needed", "starts_on": "02-Mar-2026"},
        "in_words",
        "This is the same as the dose before it: as needed from 12-Jan-2026.",
    ),
]


@pytest.mark.parametrize(("typed", "field", "sentence"), BAD, ids=str)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    as_neurologist: Client, patient: Patient, typed: dict[str, str], field: str, sentence: str
):
    a_step(patient, "10x3", from_="2026-01-05", already_taking=True)
    a_step(patient, "", in_words="as needed", from_="2026-01-12")
    form = filled_in(as_neurologist, patient, **typed)

    with nothing_saved():
        page = as_neurologist.post(record_page(patient), form)

    assert_refused(page, form, field, sentence)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2018-13", "2018-13 is not a date. Write it like 06-Nov-2025, Nov-2025 or 2025."),
        ("1850", "1850 is before 1900."),
        ("2027", "This is after the first recorded day, 02-Mar-2026."),
    ],
)
def test_a_day_since_which_it_was_not_taken_is_refused(
    as_neurologist: Client, patient: Patient, typed: str, sentence: str
):
    form = filled_in(as_neurologist, patient, already_taking="on", taking_since=typed)

    with nothing_saved():
        page = as_neurologist.post(record_page(patient), form)

    assert_refused(page, form, "taking_since", sentence)


def test_a_form_sent_again_with_other_words_shows_both(as_neurologist: Client, patient: Patient):
    form = filled_in(
        as_neurologist, patient, **EVERY_OTHER_DAY, already_taking="on", taking_since="Nov-2019"
    )
    as_neurologist.post(record_page(patient), form)

    then = form | {"in_words": "as needed", "decided_by": "hospital", "taking_since": "2018"}
    page = as_neurologist.post(record_page(patient), then)

    assert page.status_code == 409
    assert {
        "In words: saved 5 mg every other day; sent now as needed",
        "Decided by: saved This clinic; sent now Hospital",
        "Taking since: saved Nov-2019; sent now 2018",
    } <= set(errors(page))
