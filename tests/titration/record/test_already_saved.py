"""A form sent again with another content after it was saved: both contents are shown."""

import pytest
from django.test import Client

from patients.models import Account, Clinic, Patient
from tests.factories import (
    a_neurologist,
    a_patient,
)
from tests.fixtures import signed_in
from tests.pages.entry_pages import nothing_saved, opened_form
from tests.pages.reading import errors, field_values, text, title
from tests.titration.record.already_saved_stories import STORIES, Story

pytestmark = [pytest.mark.usefixtures("noon_on_2_march"), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def others(clinic: Clinic) -> None:
    """Two more patients of the clinic, of whom the patient may be a duplicate."""
    for number in ("OTHER-1", "OTHER-2"):
        a_patient(clinic, record_number=number, family_name=number)


every_story = pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
every_first_content = pytest.mark.parametrize(
    "story", [pytest.param(STORIES[name], id=name) for name in STORIES if "," not in name]
)


@every_story
def test_the_same_form_with_another_content_shows_both_and_saves_nothing(
    as_neurologist: Client, neurologist: Account, patient: Patient, story: Story
):
    address = story.address(patient)
    first = {**opened_form(as_neurologist, address), **story.first}
    assert as_neurologist.post(address, first).status_code == 302
    second = first | story.then

    with nothing_saved():
        refused = as_neurologist.post(address, second)
        again = as_neurologist.post(address, field_values(refused))

    assert (refused.status_code, again.status_code) == (409, 409)
    assert title(refused).startswith("Error:")
    assert "This form was already saved" in text(refused)
    assert f"Saved 02-Mar-2026 12:00 by {neurologist}" in text(refused)
    assert any(story.saved in told for told in errors(refused))
    assert any(story.sent in told for told in errors(refused))
    kept = {name: typed for name, typed in second.items() if name != "csrfmiddlewaretoken"}
    assert {name: field_values(refused)[name] for name in kept if name != "seen"} == {
        name: typed for name, typed in kept.items() if name != "seen"
    }


@every_first_content
def test_the_same_form_is_a_repetition_until_something_is_changed(
    as_neurologist: Client, patient: Patient, story: Story
):
    address = story.address(patient)
    form = {**opened_form(as_neurologist, address), **story.first}
    first = as_neurologist.post(address, form)

    with nothing_saved():
        again = as_neurologist.post(address, form)

    assert (first.status_code, again.status_code) == (302, 302)
    assert first["Location"] == again["Location"]


@every_first_content
def test_another_author_is_told_that_nothing_of_theirs_was_saved(
    as_neurologist: Client, neurologist: Account, patient: Patient, story: Story
):
    address = story.address(patient)
    form = {**opened_form(as_neurologist, address), **story.first}
    as_neurologist.post(address, form)
    noah = a_neurologist(patient.clinic, full_name="Noah SECOND")

    with nothing_saved():
        refused = signed_in(noah).post(address, form)

    assert refused.status_code == 409
    assert f"by {neurologist}" in text(refused)
    assert "Sent now by Noah SECOND, not saved" in text(refused)
