"""Forms sent at the same instant, each in a transaction of its own."""

import uuid
from collections import Counter
from functools import partial

import pytest

from patients.models import Account, AuditEvent, Clinic, Patient
from tests.at_once import at_once
from tests.factories import a_neurologist
from tests.fixtures import signed_in
from titration.record.dose_steps.models import DoseStep

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 8


def posted_at_once(
    patient: Patient, forms: list[dict[str, str]], *, by: Account | None = None
) -> Counter[int]:
    """Let each of several people send one of the forms; count the statuses answered.

    With ``by`` one person sends them all, in as many browsers.
    """
    browsers = [signed_in(by or a_neurologist(patient.clinic)) for _ in forms]
    common = {
        "seen": DoseStep.objects.edition(patient),
        "times_a_day": "3",
        "starts_on": "05-Jan-2026",
        "phase": "maintenance",
        "decided_by": "this clinic",
    }
    url = f"/patients/{patient.pk}/dose-steps/record/"
    sendings = [
        partial(browser.post, url, common | form)
        for browser, form in zip(browsers, forms, strict=True)
    ]
    return Counter(response.status_code for response in at_once(*sendings))


def test_of_eight_doses_one_is_saved_and_seven_people_are_told(clinic: Clinic, patient: Patient):
    forms = [
        {"amount": str(5 + number), "form_token": str(uuid.uuid4())} for number in range(PEOPLE)
    ]

    assert posted_at_once(patient, forms) == {302: 1, 409: PEOPLE - 1}
    assert DoseStep.objects.count() == 1


def test_one_form_sent_eight_times_by_its_author_is_saved_once_and_always_acknowledged(
    neurologist: Account, patient: Patient
):
    form = {"amount": "10", "form_token": str(uuid.uuid4())}

    assert posted_at_once(patient, [form] * PEOPLE, by=neurologist) == {302: PEOPLE}
    assert DoseStep.objects.count() == 1
    assert AuditEvent.objects.filter(action="record-dose-step").count() == 1


def test_one_form_sent_by_eight_authors_is_saved_for_the_first_and_refused_to_the_others(
    patient: Patient,
):
    form = {"amount": "10", "form_token": str(uuid.uuid4())}

    assert posted_at_once(patient, [form] * PEOPLE) == {302: 1, 409: PEOPLE - 1}
    assert DoseStep.objects.count() == 1


def test_of_one_form_sent_with_eight_amounts_one_is_saved_and_the_others_are_refused(
    neurologist: Account, patient: Patient
):
    token = str(uuid.uuid4())
    forms = [{"amount": str(5 + number), "form_token": token} for number in range(PEOPLE)]

    assert posted_at_once(patient, forms, by=neurologist) == {302: 1, 409: PEOPLE - 1}
    assert DoseStep.objects.count() == 1
