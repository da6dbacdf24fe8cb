"""The page for a form saved before with another content: its links, and who may not see it."""

import pytest
from django.test import Client

from patients.models import Account, Clinic, Patient
from tests.factories import a_clinic, a_neurologist, a_patient, a_step, in_error
from tests.fixtures import signed_in
from tests.pages.entry_pages import marking_page, nothing_saved, opened_form
from tests.pages.markup import Markup
from tests.pages.patient_forms import ada_form as registration
from tests.pages.reading import errors, field_values, text
from tests.patients.events import event, events
from tests.titration.record.dose_steps.bad_doses import FIFTEEN
from titration.record.dose_steps.models import DoseStep
from titration.record.ratings.models import Rating

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]

FIFTY = {**FIFTEEN, "amount": "50", "starts_on": "02-Mar-2026"}


def page(patient: Patient, kind: str = "dose-steps") -> str:
    return f"/patients/{patient.pk}/{kind}/record/"


def saved_fifty(client: Client, patient: Patient) -> tuple[str, dict[str, str]]:
    """Save 50 mg; return the form's address and what was sent."""
    address = page(patient)
    form = {**opened_form(client, address), **FIFTY}
    assert client.post(address, form, follow=True).redirect_chain
    return address, form


def test_the_page_leads_to_the_correction_and_to_a_new_form(
    as_neurologist: Client, patient: Patient
):
    address, form = saved_fifty(as_neurologist, patient)

    refused = as_neurologist.post(address, {**form, "amount": "5"})

    links = Markup(refused.content.decode()).links
    step = DoseStep.objects.get()
    assert {marking_page(step), address} <= set(links)
    assert as_neurologist.get(marking_page(step)).status_code == 200
    assert opened_form(as_neurologist, address)["form_token"] != form["form_token"]


def test_a_saved_entry_that_no_longer_counts_says_so_and_leads_to_no_correction(
    as_neurologist: Client, patient: Patient
):
    address, form = saved_fifty(as_neurologist, patient)
    step = DoseStep.objects.get()
    in_error(step)

    refused = as_neurologist.post(address, {**form, "amount": "5"})

    step.refresh_from_db()
    assert f"Entered in error: {step.marked_reason}" in text(refused)
    assert marking_page(step) not in Markup(refused.content.decode()).links


def test_a_reader_who_may_not_mark_the_saved_entry_gets_no_link_to_correct_it(
    as_neurologist: Client, as_nurse: Client, patient: Patient
):
    address = page(patient, "ratings")
    form = {**opened_form(as_neurologist, address), "spasm": "6"}
    as_neurologist.post(address, form)

    refused = as_nurse.post(address, form)

    assert refused.status_code == 409
    assert marking_page(Rating.objects.get()) not in Markup(refused.content.decode()).links


def test_a_form_sent_for_another_patient_tells_nothing_of_the_first(
    as_neurologist: Client, patient: Patient
):
    _, form = saved_fifty(as_neurologist, patient)
    other = page(a_patient(patient.clinic))
    form["seen"] = opened_form(as_neurologist, other)["seen"]

    with nothing_saved():
        refused = as_neurologist.post(other, form)
        again = as_neurologist.post(other, field_values(refused))

    assert (refused.status_code, again.status_code) == (409, 409)
    assert errors(refused) == [
        "This form was already sent for another patient. Nothing was saved now."
    ]


@pytest.mark.parametrize("kind", ["dose-steps", "ratings"])
def test_an_author_of_another_clinic_learns_nothing_of_the_patient(
    as_neurologist: Client, outsider: Account, patient: Patient, kind: str
):
    typed = {"dose-steps": FIFTY, "ratings": {"spasm": "6"}}[kind]
    form = {**opened_form(as_neurologist, page(patient, kind)), **typed}
    as_neurologist.post(page(patient, kind), form)
    theirs = a_patient(next(iter(outsider.memberships.all())).clinic)
    browser, address = signed_in(outsider), page(theirs, kind)

    with nothing_saved():
        refused = browser.post(address, {**opened_form(browser, address), **form, "seen": "0.0"})
        again = browser.post(address, field_values(refused))

    assert (refused.status_code, again.status_code) == (409, 409)
    (sentence,) = errors(refused)
    assert sentence.startswith("This form was already sent for")
    for word in (patient.record_number, "This form was already saved by", "50 mg three"):
        assert word not in text(refused)


def test_a_registration_sent_by_another_clinic_s_clinician_tells_nothing(
    as_nurse: Client, clinic: Clinic
):
    form = registration()
    as_nurse.post("/patients/register/", form)
    stranger = a_neurologist(a_clinic())

    with nothing_saved():
        refused = signed_in(stranger).post("/patients/register/", form)

    assert refused.status_code == 409
    assert "Nothing was saved now" in text(refused)
    assert "edit" not in " ".join(Markup(refused.content.decode()).links)


def test_a_registration_shown_again_is_on_record(as_nurse: Client, nurse: Account, clinic: Clinic):
    form = registration()
    as_nurse.post("/patients/register/", form)
    (patient,) = Patient.objects.filter(clinic=clinic)

    as_nurse.post("/patients/register/", {**form, "given_name": "Eva"})

    assert events()[-1] == event("list", by=nurse, clinic_id=None, patient_ids=[patient.pk])


def test_a_first_step_already_taken_is_a_repetition_though_it_is_no_longer_first(
    as_neurologist: Client, patient: Patient
):
    address = page(patient)
    form = {**opened_form(as_neurologist, address), **FIFTY, "already_taking": "on"}
    as_neurologist.post(address, form)

    assert as_neurologist.post(address, form).status_code == 302
    assert as_neurologist.post(address, {**form, "already_taking": ""}).status_code == 409
    assert DoseStep.objects.get().already_taking


def test_a_repetition_after_the_entry_was_struck_saves_nothing(
    as_neurologist: Client, patient: Patient
):
    address = page(patient, "ratings")
    scale = {"total_name": "TWSTRS", "total": "31", "total_low": "0", "total_high": "85"}
    form = {**opened_form(as_neurologist, address), **scale, "total_better": "lower"}
    as_neurologist.post(address, form)
    short = {**opened_form(as_neurologist, address), "total_name": "twstrs", "total": "30"}
    as_neurologist.post(address, short)
    for rating in Rating.objects.all():
        in_error(rating)

    with nothing_saved():
        answers = [as_neurologist.post(address, sent) for sent in (form, short)]

    assert [answer.status_code for answer in answers] == [302, 302]


@pytest.mark.parametrize("reason", ["Typo", "Another patient"])
def test_a_marking_sent_again_with_another_reason_shows_the_saved_reason(
    as_neurologist: Client, patient: Patient, reason: str
):
    address = f"{marking_page(a_step(patient, '20x3', from_='2026-01-05'))}?only=1"
    form = {**opened_form(as_neurologist, address), "error_reason": "Typo"}
    as_neurologist.post(address, form)

    with nothing_saved():
        answer = as_neurologist.post(address, {**form, "error_reason": reason})

    assert answer.status_code == (302 if reason == "Typo" else 409)
    if reason != "Typo":
        (sentence,) = errors(answer)
        assert sentence.startswith("You have corrected or updated this entry meanwhile.")
        assert sentence.endswith("02-Mar-2026 12:00: Typo")
