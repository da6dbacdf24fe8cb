"""The pages on which other treatments are recorded and corrected."""

import pytest
from django.test import Client

from patients.days import InexactDay
from patients.models import Account, Patient
from tests.factories import a_treatment
from tests.pages.entry_pages import (
    assert_outsider_learns_nothing,
    assert_refused,
    marking_page,
    nothing_saved,
    opened_form,
    saved_message,
)
from tests.pages.reading import errors, text, title
from tests.patients.events import event, events
from titration.record.treatments.models import Treatment

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]


def page_of(patient: Patient) -> str:
    return f"/patients/{patient.pk}/treatments/record/"


def filled_in(client: Client, patient: Patient, **typed: str) -> dict[str, str]:
    """Open the form, and fill in a pump since 5 January, with changes."""
    pump = {"kind": "intrathecal baclofen", "mcg_per_day": "300", "from_on": "05-Jan-2026"}
    return {**opened_form(client, page_of(patient)), **pump, **typed}


def test_it_opens_with_today_and_nothing_chosen(as_nurse: Client, patient: Patient):
    form = opened_form(as_nurse, page_of(patient))

    assert (form["from_on"], form["until_on"], form["mcg_per_day"]) == ("02-Mar-2026", "", "")
    assert "kind" not in form
    assert title(as_nurse.get(page_of(patient))) == "Record other treatment – Titration"


@pytest.mark.parametrize("who", ["nurse", "neurologist"])
def test_a_treatment_is_saved_and_read_back_on_the_chart(
    who: str, patient: Patient, request: pytest.FixtureRequest
):
    browser, account = request.getfixturevalue(f"as_{who}"), request.getfixturevalue(who)

    chart = browser.post(page_of(patient), filled_in(browser, patient), follow=True)

    treatment = Treatment.objects.get()
    assert treatment.recorded_by == account
    assert saved_message(chart) == (
        "Recorded Intrathecal baclofen, 300 mcg per day, from 05-Jan-2026. Correct",
        [marking_page(treatment)],
    )
    read = event("read", by=account, patient=patient)
    recorded = event("record-treatment", by=account, patient=patient, about=treatment)
    assert events() == [read, read, recorded, read]


def test_a_treatment_may_begin_in_a_month_or_a_year(as_nurse: Client, patient: Patient):
    form = filled_in(as_nurse, patient, from_on="Nov 2025", until_on="01-Nov-2025")

    chart = as_nurse.post(page_of(patient), form, follow=True)

    assert Treatment.objects.get().from_on == InexactDay.in_month(2025, 11)
    assert "Nov-2025 to 01-Nov-2025 300 mcg a day" in text(chart)


def test_a_detail_is_read_back_as_typed_and_never_as_markup(as_nurse: Client, patient: Patient):
    form = filled_in(as_nurse, patient, detail="<b>Pump</b>")

    chart = as_nurse.post(page_of(patient), form, follow=True)

    assert "<b>Pump</b>" in text(chart)
    assert "<b>Pump" not in chart.content.decode()


NO_DATE = "is not a date. Write it like 06-Nov-2025."
NO_DAY = "is not a date. Write it like 06-Nov-2025, Nov-2025 or 2025."
AHEAD = "This date lies ahead of today, 02-Mar-2026."
BAD = [
    ({"mcg_per_day": "0"}, "mcg_per_day", "An amount is more than 0 mcg."),
    ({"mcg_per_day": "-300"}, "mcg_per_day", "-300 is below zero. An amount is more than 0 mcg."),
    (
        {"mcg_per_day": "1e9"},
        "mcg_per_day",
        "1e9 is not an amount. Write it in digits, like 12.5.",
    ),
    ({"mcg_per_day": "12.345"}, "mcg_per_day", "An amount has at most two decimals."),
    ({"mcg_per_day": "100000"}, "mcg_per_day", "An amount is less than 100,000 mcg."),
    (
        {"mcg_per_day": "300 mg"},
        "mcg_per_day",
        "300 mg has letters. Write the amount in mcg as a number alone, like 12.5.",
    ),
    ({"from_on": ""}, "from_on", "Enter a date, for example 06-Nov-2025."),
    ({"from_on": "31-Feb-2026"}, "from_on", f"31-Feb-2026 {NO_DAY}"),
    ({"from_on": "30-Apr-1980"}, "from_on", "This is before the birth date, 01-May-1980."),
    ({"from_on": "03-Mar-2026"}, "from_on", AHEAD),
    ({"until_on": "tomorrow"}, "until_on", f"tomorrow {NO_DATE}"),
    ({"until_on": "03-Mar-2026"}, "until_on", AHEAD),
    ({"until_on": "04-Jan-2026"}, "until_on", "It ended before it began; one date is wrong."),
    ({"detail": "x" * 201}, "detail", "The detail is at most 200 characters; this has 201."),
    ({"detail": "a\x00b"}, "detail", "The detail holds a character that cannot be shown."),
    ({"kind": "acupuncture"}, "kind", "This is not one of the choices."),
    (
        {"kind": "surgery"},
        "mcg_per_day",
        "Only intrathecal baclofen is recorded in mcg; leave this empty.",
    ),
]


@pytest.mark.parametrize(("typed", "field", "sentence"), BAD, ids=str)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    as_nurse: Client, patient: Patient, typed: dict[str, str], field: str, sentence: str
):
    form = filled_in(as_nurse, patient, **typed)

    with nothing_saved():
        page = as_nurse.post(page_of(patient), form)

    assert_refused(page, form, field, sentence)


def test_an_empty_post_names_everything_that_is_missing(as_nurse: Client, patient: Patient):
    with nothing_saved():
        page = as_nurse.post(page_of(patient))

    assert page.status_code == 422
    missing = {"Choose the treatment.", "Enter a date, for example 06-Nov-2025."}
    assert missing <= set(errors(page))


def test_a_form_sent_twice_saves_once(as_nurse: Client, patient: Patient):
    form = filled_in(as_nurse, patient)

    first, second = (as_nurse.post(page_of(patient), form) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert Treatment.objects.count() == 1


@pytest.fixture
def pump(patient: Patient) -> Treatment:
    return a_treatment(patient, "intrathecal baclofen", from_="2026-01-05", mcg_per_day="300")


def test_a_treatment_in_error_fills_in_the_form_that_replaces_it(
    as_neurologist: Client, pump: Treatment
):
    page = marking_page(pump)
    form = opened_form(as_neurologist, page)
    assert (form["kind"], form["mcg_per_day"]) == ("intrathecal baclofen", "300")

    form |= {"mcg_per_day": "350", "error_reason": "Typo"}
    assert as_neurologist.post(page, form).status_code == 302

    (live,) = Treatment.objects.live()
    assert live.mcg_per_day == 350
    assert live.replaces == pump


def test_an_outsider_finds_no_patient(as_outsider: Client, outsider: Account, patient: Patient):
    assert_outsider_learns_nothing(as_outsider, page_of(patient), patient, outsider)
