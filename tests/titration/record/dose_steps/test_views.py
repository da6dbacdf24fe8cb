"""The page on which a dose step is recorded: works without JavaScript, and loses nothing typed."""

from datetime import timedelta

import pytest
from django.test import Client

from patients.models import Account, Patient
from tests.factories import a_neurologist, a_step, amounts, on
from tests.pages.entry_pages import (
    assert_outsider_learns_nothing,
    assert_refused,
    assert_role_refused,
    assert_sent_again,
    nothing_saved,
    one_of_each_field,
    opened_form,
    saved_message,
)
from tests.pages.markup import entry_form
from tests.pages.reading import errors, text, title
from tests.patients.events import event, events
from tests.statements import statements
from tests.titration.record.dose_steps.bad_doses import DIFFERENT, FIFTEEN, REFUSED, REFUSED_AMOUNTS
from titration.record.dose_steps.models import DoseStep

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]

STOP = {"times_a_day": "stop", "amount": ""}


def page_of(patient: Patient) -> str:
    return f"/patients/{patient.pk}/dose-steps/record/"


def filled_in(client: Client, patient: Patient, **typed: str) -> dict[str, str]:
    """Open the form, and fill in 15 mg three times a day, with changes."""
    return {**opened_form(client, page_of(patient)), **FIFTEEN, **typed}


@pytest.fixture
def ten(patient: Patient) -> DoseStep:
    """A step of 10 mg three times a day since 5 January."""
    return a_step(patient, "10x3", from_="2026-01-05", phase="initiation")


def test_it_opens_with_the_dose_of_today(as_neurologist: Client, patient: Patient, ten: DoseStep):
    a_step(patient, "20x3", from_="2026-03-09")

    form = opened_form(as_neurologist, page_of(patient))

    assert (form["amount"], form["times_a_day"], form["phase"]) == ("10", "3", "initiation")
    assert form["starts_on"] == "02-Mar-2026"
    assert "already_taking" not in form


def test_it_shows_the_steps_so_far(as_neurologist: Client, patient: Patient, ten: DoseStep):
    page = as_neurologist.get(page_of(patient))

    assert title(page) == "Record dose step – Titration"
    assert "Current: 10 mg three times a day, 30 mg per day, since 05-Jan-2026" in text(page)
    assert "05-Jan-2026 10 mg three times a day 30" in text(page)


def test_for_the_first_step_it_opens_empty_and_asks_whether_it_is_taken_already(
    as_neurologist: Client, patient: Patient
):
    page = as_neurologist.get(page_of(patient))

    form = entry_form(page.content.decode())
    assert (form["amount"], form["phase"]) == ("", "initiation")
    assert "times_a_day" not in form
    assert "Already taking this when first recorded here" in text(page)
    assert "Last steps" not in text(page)


def test_a_step_is_saved_and_read_back_on_the_chart(
    as_neurologist: Client, neurologist: Account, patient: Patient, ten: DoseStep
):
    form = filled_in(as_neurologist, patient, reason="more effect wanted", note="With food")

    chart = as_neurologist.post(page_of(patient), form, follow=True)

    step = DoseStep.objects.latest("pk")
    assert chart.redirect_chain == [(f"/patients/{patient.pk}/", 302)]
    assert (step.doses_mg, step.starts_on) == (amounts("15x3"), on("2026-03-02"))
    assert (step.phase, step.reason) == ("maintenance", "more effect wanted")
    assert (step.note, step.recorded_by) == ("With food", neurologist)
    regimen = "15 mg three times a day = 45 mg per day (15 + 15 + 15)"
    assert saved_message(chart) == (
        f"Recorded {regimen} from 02-Mar-2026. Correct",
        [f"/patients/{patient.pk}/dose-steps/{step.pk}/entered-in-error/"],
    )


@pytest.mark.parametrize(
    ("typed", "doses", "said"),
    [
        (DIFFERENT | {"amounts": "5, 5, 12.5"}, "5 5 12.5", "5 mg, 5 mg, 12.5 mg a day = 22.5 mg"),
        ({"times_a_day": "1"}, "15", "Recorded 15 mg once a day from 02-Mar-2026."),
        (STOP | {"phase": ""}, "", "Recorded Stopped from 02-Mar-2026."),
        ({"starts_on": "2026-03-09"}, "15x3", "from 09-Mar-2026."),
        ({"starts_on": "12-Jan-2026"}, "15x3", "from 12-Jan-2026."),
        ({"starts_on": "02-Mar-2027"}, "15x3", "from 02-Mar-2027."),
    ],
)
def test_any_regimen_on_any_date_of_a_life_is_saved(
    as_neurologist: Client, patient: Patient, ten: DoseStep, typed: dict[str, str],
    doses: str, said: str,
):  # fmt: skip
    form = filled_in(as_neurologist, patient, **typed)

    chart = as_neurologist.post(page_of(patient), form, follow=True)

    assert DoseStep.objects.latest("pk").doses_mg == amounts(doses)
    assert said in text(chart)


def test_a_first_step_can_be_one_already_taken(as_neurologist: Client, patient: Patient):
    as_neurologist.post(page_of(patient), filled_in(as_neurologist, patient, already_taking="on"))

    assert DoseStep.objects.get().already_taking


def test_a_later_step_is_refused_as_already_taken(
    as_neurologist: Client, patient: Patient, ten: DoseStep
):
    form = filled_in(as_neurologist, patient, already_taking="on")

    page = as_neurologist.post(page_of(patient), form)

    assert page.status_code == 422
    assert "This is for the first step only" in text(page)
    assert DoseStep.objects.get() == ten


@pytest.mark.parametrize("steps", [1, 40])
def test_saving_takes_as_many_statements_however_long_the_history(
    as_neurologist: Client, patient: Patient, steps: int
):
    for number in range(steps):
        a_step(patient, f"{5 + number % 2}x3", from_=on("2025-01-06") + timedelta(days=number))
    form = filled_in(as_neurologist, patient)

    with statements() as sent:
        as_neurologist.post(page_of(patient), form)

    assert len(sent) == 15


def test_a_first_step_that_is_refused_is_asked_again_whether_it_is_taken_already(
    as_neurologist: Client, patient: Patient
):
    form = filled_in(as_neurologist, patient, phase="")

    assert "Already taking this" in text(as_neurologist.post(page_of(patient), form))


BAD = [({field: typed}, field, sentence) for field, typed, sentence in one_of_each_field(REFUSED)]
BAD += [(DIFFERENT | {"amounts": typed}, "amounts", said) for typed, said in REFUSED_AMOUNTS[:3]]
BAD += [
    ({"starts_on": "30-Apr-1980"}, "starts_on", "This is before the birth date, 01-May-1980."),
    ({"starts_on": "04-Mar-2027"}, "starts_on", "This date is more than a year ahead."),
    (
        {"starts_on": "05-Jan-2026"},
        "starts_on",
        "Already recorded for this date: 10 mg three times a day from 05-Jan-2026.",
    ),
    (
        {"amount": "10", "phase": "initiation"},
        "amount",
        "This is the same as the dose before it: 10 mg three times a day from 05-Jan-2026.",
    ),
    (
        DIFFERENT | {"amounts": "10, 10, 10.00", "phase": "initiation"},
        "amounts",
        "This is the same as the dose before it: 10 mg three times a day from 05-Jan-2026.",
    ),
    (
        {"amount": "10", "phase": "initiation", "starts_on": "04-Jan-2026"},
        "amount",
        "This is the same as the dose after it: 10 mg three times a day from 05-Jan-2026.",
    ),
    (
        STOP | {"starts_on": "04-Jan-2026"},
        "times_a_day",
        "No dose is recorded before this date, so none stops.",
    ),
]


@pytest.mark.parametrize(("typed", "field", "sentence"), BAD, ids=str)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    as_neurologist: Client, patient: Patient, ten: DoseStep, typed: dict[str, str],
    field: str, sentence: str,
):  # fmt: skip
    form = filled_in(as_neurologist, patient, **typed)

    with nothing_saved():
        page = as_neurologist.post(page_of(patient), form)

    assert_refused(page, form, field, sentence)


def test_an_empty_post_is_refused_in_words(as_neurologist: Client, patient: Patient):
    with nothing_saved():
        page = as_neurologist.post(page_of(patient))

    assert page.status_code == 422
    assert errors(page)[0] == "This form did not arrive whole. It is mended now; send it again."


def test_a_form_that_had_not_seen_the_newest_step_says_what_changed_and_can_be_sent_again(
    as_neurologist: Client, patient: Patient, ten: DoseStep
):
    form = filled_in(as_neurologist, patient, note="Typed long")
    nia = a_neurologist(patient.clinic, full_name="Nia EXAMPLE")
    a_step(patient, "12.5x3", from_="2026-02-02", by=nia)

    with nothing_saved():
        page = as_neurologist.post(page_of(patient), form)

    assert (page.status_code, title(page)) == (409, "Error: Record dose step – Titration")
    (sentence,) = errors(page)
    assert "12.5 mg three times a day from 02-Feb-2026, by Nia EXAMPLE" in sentence
    assert "02-Feb-2026 12.5 mg three times a day 37.5" in text(page)
    assert entry_form(page.content.decode()).items() >= (FIFTEEN | {"note": "Typed long"}).items()
    assert_sent_again(as_neurologist, page_of(patient), page)


def test_a_form_sent_twice_saves_once_and_lands_on_the_same_page(
    as_neurologist: Client, patient: Patient
):
    form = filled_in(as_neurologist, patient)

    first, second = (as_neurologist.post(page_of(patient), form) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert DoseStep.objects.count() == 1
    assert [told["action"] for told in events()].count("record-dose-step") == 1


def test_every_opening_and_every_step_is_on_record(
    as_neurologist: Client, neurologist: Account, patient: Patient
):
    form = filled_in(as_neurologist, patient)
    as_neurologist.post(page_of(patient), form)

    read = event("read", by=neurologist, patient=patient)
    step = DoseStep.objects.get()
    recorded = event("record-dose-step", by=neurologist, patient=patient, about=step)
    assert events() == [read, read, recorded]


def test_a_nurse_is_refused_with_a_plain_sentence(
    as_nurse: Client, as_neurologist: Client, nurse: Account, patient: Patient
):
    form = filled_in(as_neurologist, patient)

    sentence = "Dose steps are recorded by neurologists of the clinic."
    told = event("record-dose-step", "refused", by=nurse, patient=patient)
    assert_role_refused(as_nurse, page_of(patient), form, sentence, told)


def test_an_outsider_finds_no_patient(as_outsider: Client, outsider: Account, patient: Patient):
    assert_outsider_learns_nothing(as_outsider, page_of(patient), patient, outsider)
