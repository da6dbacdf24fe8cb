"""The page on which the ratings of a visit are recorded."""

from typing import Any

import pytest
from django.test import Client

from patients.models import Account, Patient
from tests.factories import a_rating, on
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
from titration.record.ratings.models import Rating

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]

TWSTRS = {
    "total_name": "TWSTRS",
    "total": "31",
    "total_low": "0",
    "total_high": "85",
    "total_better": "lower",
}
SCALE: dict[str, Any] = {"measure": "TWSTRS", "low": "0", "high": "85", "better": "lower"}


def page_of(patient: Patient) -> str:
    return f"/patients/{patient.pk}/ratings/record/"


def filled_in(client: Client, patient: Patient, **typed: str) -> dict[str, str]:
    """Open the form, and fill in spasm 6 on 1 February, with changes."""
    return {
        **opened_form(client, page_of(patient)),
        "spasm": "6",
        "rated_on": "01-Feb-2026",
        **typed,
    }


def test_it_opens_with_today_and_nothing_rated(as_nurse: Client, patient: Patient):
    form = opened_form(as_nurse, page_of(patient))

    assert (form["rated_on"], form["rater"], form["total_rater"]) == (
        "02-Mar-2026",
        "patient",
        "clinician",
    )
    assert {form[name] for name in ("spasm", "mood", "cgi_severity", "total", "total_better")} == {
        ""
    }
    assert title(as_nurse.get(page_of(patient))) == "Record ratings – Titration"


@pytest.mark.parametrize("who", ["nurse", "neurologist"])
def test_all_that_was_rated_is_saved_and_read_back_on_the_chart(
    who: str, patient: Patient, request: pytest.FixtureRequest
):
    browser, account = request.getfixturevalue(f"as_{who}"), request.getfixturevalue(who)
    form = filled_in(browser, patient, mood="7.5", cgi_improvement="2", rater="carer", **TWSTRS)

    chart = browser.post(page_of(patient), form, follow=True)

    saved = Rating.objects.order_by("pk")
    assert [(each.measure, str(each.value), each.rater) for each in saved] == [
        ("spasm", "6.00", "carer"),
        ("mood", "7.50", "carer"),
        ("CGI improvement", "2.00", "clinician"),
        ("TWSTRS", "31.00", "clinician"),
    ]
    assert {(each.rated_on, each.recorded_by) for each in saved} == {(on("2026-02-01"), account)}
    said, links = saved_message(chart)
    first = "Spasm 6 (0–10, lower is better), rated 01-Feb-2026 by carer"
    assert said.startswith(f"Recorded {first}. Correct")
    assert links == [marking_page(each) for each in saved]


def test_a_scale_is_read_back_as_typed_and_never_as_markup(as_nurse: Client, patient: Patient):
    form = filled_in(as_nurse, patient, **TWSTRS | {"total_name": "<b>T</b>"})

    chart = as_nurse.post(page_of(patient), form, follow=True)

    assert "Recorded <b>T</b> 31" in text(chart)
    assert "<b>T" not in chart.content.decode()


def test_a_scale_s_range_is_asked_for_once(as_nurse: Client, patient: Patient):
    a_rating(patient, "40", **SCALE, on_="2026-01-01")
    form = filled_in(as_nurse, patient, spasm="", total_name="TWSTRS", total="31")

    assert as_nurse.post(page_of(patient), form).status_code == 302
    assert Rating.objects.latest("pk").high == 85


NO_DATE = "is not a date. Write it like 06-Nov-2025."
SPASM = "Spasm is rated from 0 to 10."
CGI = "CGI severity is a whole number from 1 to 7."
KNOWN = "TWSTRS is recorded as 0–85, lower is better."
BAD = [
    ({"spasm": ""}, "spasm", "Enter at least one rating."),
    ({"spasm": "bad"}, "spasm", "bad is not a number. Write it in digits, like 6."),
    ({"spasm": "-1"}, "spasm", f"-1 is below zero. {SPASM}"),
    ({"spasm": "1e9"}, "spasm", "1e9 is not a number. Write it in digits, like 6."),
    ({"spasm": "12.345"}, "spasm", SPASM),
    ({"spasm": "10.01"}, "spasm", SPASM),
    ({"mood": "1.234"}, "mood", "A rating has at most two decimals."),
    ({"spasm": "6,5"}, "spasm", "6,5 has a comma. A rating is written with a point, like 6.5."),
    ({"cgi_severity": "0"}, "cgi_severity", CGI),
    ({"cgi_severity": "8"}, "cgi_severity", CGI),
    ({"cgi_severity": "3.5"}, "cgi_severity", CGI),
    ({"rater": "neighbour"}, "rater", "This is not one of the choices."),
    ({"rated_on": ""}, "rated_on", "Enter a date, for example 06-Nov-2025."),
    ({"rated_on": "31-Feb-2026"}, "rated_on", f"31-Feb-2026 {NO_DATE}"),
    ({"rated_on": "03-Mar-2026"}, "rated_on", "This date lies ahead of today, 02-Mar-2026."),
    ({"rated_on": "30-Apr-1980"}, "rated_on", "This is before the birth date, 01-May-1980."),
    ({**TWSTRS, "total_name": ""}, "total_name", "Name the scale."),
    ({**TWSTRS, "total": ""}, "total", "Enter the total."),
    ({**TWSTRS, "total": "x"}, "total", "x is not a number. Write it in digits, like 6."),
    ({**TWSTRS, "total": "-1"}, "total", "-1 is below zero."),
    ({**TWSTRS, "total": "86"}, "total", "TWSTRS goes from 0 to 85."),
    ({**TWSTRS, "total_high": "1000000000"}, "total_high", "A total is less than 10,000."),
    ({**TWSTRS, "total_high": "119"}, "total_high", KNOWN),
    ({**TWSTRS, "total_low": "1"}, "total_low", KNOWN),
    ({**TWSTRS, "total_better": "higher"}, "total_better", KNOWN),
    ({**TWSTRS, "total_better": "both"}, "total_better", "This is not one of the choices."),
    (
        {"total_name": "BFMDRS", "total": "12"},
        "total_low",
        "Enter the lowest total of this scale.",
    ),
    (
        {**TWSTRS, "total_name": "BFMDRS", "total_low": "85"},
        "total_high",
        "The highest total is more than the lowest.",
    ),
    (
        {**TWSTRS, "total_name": "BFMDRS", "total_better": ""},
        "total_better",
        "Choose which end of this scale is better.",
    ),
    (
        {**TWSTRS, "total_name": "Spasm"},
        "total_name",
        "Spasm is rated above; a total is that of another scale.",
    ),
    (
        {**TWSTRS, "total_name": "x" * 61},
        "total_name",
        "The scale is at most 60 characters; this has 61.",
    ),
]


@pytest.mark.parametrize(("typed", "field", "sentence"), BAD, ids=str)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    as_nurse: Client, patient: Patient, typed: dict[str, str], field: str, sentence: str
):
    a_rating(patient, "40", **SCALE, on_="2026-01-01")
    form = filled_in(as_nurse, patient, **typed)

    with nothing_saved():
        page = as_nurse.post(page_of(patient), form)

    assert_refused(page, form, field, sentence)


def test_an_empty_post_names_what_is_missing(as_nurse: Client, patient: Patient):
    with nothing_saved():
        page = as_nurse.post(page_of(patient))

    assert page.status_code == 422
    assert "Enter a date, for example 06-Nov-2025." in errors(page)


def test_a_form_sent_twice_saves_each_rating_once(as_nurse: Client, patient: Patient):
    form = filled_in(as_nurse, patient, pain="3")

    first, second = (as_nurse.post(page_of(patient), form) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert Rating.objects.count() == 2


def test_every_opening_and_every_rating_is_on_record(
    as_nurse: Client, nurse: Account, patient: Patient
):
    as_nurse.post(page_of(patient), filled_in(as_nurse, patient, pain="3"))

    read = event("read", by=nurse, patient=patient)
    recorded = [
        event("record-rating", by=nurse, patient=patient, about=rating)
        for rating in Rating.objects.order_by("pk")
    ]
    assert events() == [read, read, *recorded]


def test_an_outsider_finds_no_patient(as_outsider: Client, outsider: Account, patient: Patient):
    assert_outsider_learns_nothing(as_outsider, page_of(patient), patient, outsider)


@pytest.fixture
def typo(patient: Patient) -> Rating:
    return a_rating(patient, "9", "pain", on_="2026-02-01", rater="carer")


def test_a_rating_in_error_fills_in_the_form_that_replaces_it(
    as_neurologist: Client, patient: Patient, typo: Rating
):
    page = marking_page(typo)
    form = opened_form(as_neurologist, page)
    assert (form["pain"], form["rater"], form["rated_on"]) == ("9", "carer", "01-Feb-2026")

    form |= {"pain": "6", "error_reason": "Typo"}
    assert as_neurologist.post(page, form).status_code == 302

    (live,) = Rating.objects.live()
    assert live.value == 6
    assert live.replaces == typo


def test_only_one_rating_can_replace_it(as_neurologist: Client, patient: Patient, typo: Rating):
    page = marking_page(typo)
    form = {**opened_form(as_neurologist, page), "mood": "6", "error_reason": "Typo"}

    with nothing_saved():
        answer = as_neurologist.post(page, form)

    assert_refused(answer, form, "spasm", "One rating takes the place of this one; enter one.")


def test_a_total_in_error_fills_in_its_scale(as_neurologist: Client, patient: Patient):
    total = a_rating(patient, "40", **SCALE, on_="2026-01-01", rater="clinician")

    form = opened_form(as_neurologist, marking_page(total))

    assert {name: form[name] for name in TWSTRS} == {**TWSTRS, "total": "40"}
    assert form["total_rater"] == "clinician"
