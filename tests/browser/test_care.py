"""Care of a patient ends, and is reopened."""

import pytest
from playwright.sync_api import expect

from patients.models import Patient
from tests.browser import given, then, when
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.django_db


def test_a_patient_who_died_leaves_the_worklist_and_their_chart_stays_readable_until_reopened(
    nora: Visitor, patient: Patient
) -> None:
    given.a_dose(patient, "10x3", days_ago=21)
    when.the_chart_is_opened(nora, patient)
    when.link_is_followed(nora, "End care")
    fields = when.form(nora, "End care")
    fields.get_by_label("Died").check()
    fields.get_by_label("Ended on").fill(f"{given.ago(patient, 2):%d-%b-%Y}")
    fields.get_by_role("button", name="End care").click()

    ended = f"Care ended {given.ago(patient, 2):%d-%b-%Y}: died"
    banner = nora.page.get_by_role("region", name="Patient", exact=True)
    then.it_is_read_back(nora, f"Recorded {ended}")
    expect(banner).to_contain_text(f"Died {given.ago(patient, 2):%d-%b-%Y}")
    expect(nora.page.locator(".dose-value")).to_have_text("10 mg three times a day")
    expect(then.step_row(nora, f"{given.ago(patient, 21):%d-%b-%Y}")).to_be_visible()
    when.keys_are_pressed(nora, "d")
    expect(nora.page.get_by_role("region", name="Record dose step")).to_have_count(0)

    nora.opens("/")
    expect(then.worklist_row(nora, patient)).to_have_count(0)
    when.keys_are_pressed(nora, "/", "e", "x", "a", "Enter")
    expect(then.worklist_row(nora, patient)).to_contain_text(ended)

    when.link_is_followed(nora, patient.full_name)
    when.link_is_followed(nora, "Reopen care")
    when.form(nora, "Reopen care").get_by_role("button", name="Reopen care").click()
    then.the_current_dose_is(nora, "10 mg three times a day")
    expect(banner).not_to_contain_text("Died")
    nora.opens("/")
    expect(then.worklist_row(nora, patient)).to_be_visible()
