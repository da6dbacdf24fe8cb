"""The page on which a review is recorded, by a neurologist with the date of the next one."""

import pytest
from django.test import Client

from patients.models import Account, Patient
from tests.factories import a_review, on
from tests.pages.entry_pages import (
    assert_outsider_learns_nothing,
    assert_refused,
    marking_page,
    nothing_saved,
    opened_form,
    saved_message,
)
from tests.pages.reading import errors, title
from tests.patients.events import event, events
from titration.record.reviews.models import Review

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]


def page_of(patient: Patient) -> str:
    return f"/patients/{patient.pk}/reviews/record/"


def filled_in(client: Client, patient: Patient, **typed: str) -> dict[str, str]:
    """Open the form, and fill in 1 February and a next date, with changes."""
    days = {"reviewed_on": "01-Feb-2026", "next_on": "01-May-2026", "note": "Wearing off"}
    return {**opened_form(client, page_of(patient)), **days, **typed}


def test_it_opens_with_today_and_no_next_date(as_neurologist: Client, patient: Patient):
    form = opened_form(as_neurologist, page_of(patient))

    assert (form["reviewed_on"], form["next_on"], form["note"]) == ("02-Mar-2026", "", "")
    assert title(as_neurologist.get(page_of(patient))) == "Record review – Titration"


def test_a_review_is_saved_and_read_back_on_the_chart(
    as_neurologist: Client, neurologist: Account, patient: Patient
):
    form = filled_in(as_neurologist, patient)

    chart = as_neurologist.post(page_of(patient), form, follow=True)

    review = Review.objects.get()
    assert (review.next_on, review.note) == (on("2026-05-01"), "Wearing off")
    assert saved_message(chart) == (
        "Recorded Review of 01-Feb-2026, next by 01-May-2026. Correct",
        [marking_page(review)],
    )
    read = event("read", by=neurologist, patient=patient)
    recorded = event("record-review", by=neurologist, patient=patient, about=review)
    assert events() == [read, read, recorded, read]


def test_a_nurse_is_asked_for_no_next_date_and_sets_none(as_nurse: Client, patient: Patient):
    form = opened_form(as_nurse, page_of(patient))
    assert "next_on" not in form

    answer = as_nurse.post(page_of(patient), {**form, "next_on": "01-May-2026"})

    assert answer.status_code == 302
    assert Review.objects.get().next_on is None


NO_DATE = "is not a date. Write it like 06-Nov-2025."
BAD = [
    ({"reviewed_on": ""}, "reviewed_on", "Enter a date, for example 06-Nov-2025."),
    ({"reviewed_on": "31-Feb-2026"}, "reviewed_on", f"31-Feb-2026 {NO_DATE}"),
    ({"reviewed_on": "-1"}, "reviewed_on", f"-1 {NO_DATE}"),
    ({"reviewed_on": "30-Apr-1980"}, "reviewed_on", "This is before the birth date, 01-May-1980."),
    ({"reviewed_on": "03-Mar-2026"}, "reviewed_on", "This date lies ahead of today, 02-Mar-2026."),
    ({"next_on": "soon"}, "next_on", f"soon {NO_DATE}"),
    ({"next_on": "1e9"}, "next_on", f"1e9 {NO_DATE}"),
    ({"next_on": "01-Feb-2026"}, "next_on", "The next review comes after this one."),
    ({"next_on": "04-Mar-2028"}, "next_on", "This date is more than two years ahead."),
    ({"note": "x" * 501}, "note", "The note is at most 500 characters; this has 501."),
    ({"note": "a\x00b"}, "note", "The note holds a character that cannot be shown."),
]


@pytest.mark.parametrize(("typed", "field", "sentence"), BAD, ids=str)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    as_neurologist: Client, patient: Patient, typed: dict[str, str], field: str, sentence: str
):
    form = filled_in(as_neurologist, patient, **typed)

    with nothing_saved():
        page = as_neurologist.post(page_of(patient), form)

    assert_refused(page, form, field, sentence)


def test_an_empty_post_names_what_is_missing(as_neurologist: Client, patient: Patient):
    with nothing_saved():
        page = as_neurologist.post(page_of(patient))

    assert page.status_code == 422
    assert "Enter a date, for example 06-Nov-2025." in errors(page)


def test_a_form_sent_twice_saves_once(as_neurologist: Client, patient: Patient):
    form = filled_in(as_neurologist, patient)

    first, second = (as_neurologist.post(page_of(patient), form) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert Review.objects.count() == 1


def test_a_review_in_error_fills_in_the_form_that_replaces_it(
    as_neurologist: Client, patient: Patient
):
    typo = a_review(patient, on_="2026-02-01", next_on="2026-05-01", note="Wearing off")
    page = marking_page(typo)
    form = opened_form(as_neurologist, page)
    assert (form["next_on"], form["note"]) == ("01-May-2026", "Wearing off")

    form |= {"next_on": "01-Apr-2026", "error_reason": "Wrong month"}
    assert as_neurologist.post(page, form).status_code == 302

    (live,) = Review.objects.live()
    assert (live.next_on, live.replaces) == (on("2026-04-01"), typo)


def test_an_outsider_finds_no_patient(as_outsider: Client, outsider: Account, patient: Patient):
    assert_outsider_learns_nothing(as_outsider, page_of(patient), patient, outsider)
