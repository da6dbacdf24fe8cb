"""Admins' forms and emergency access, sent again under the same token with another content."""

import uuid
from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.test import Client
from django.urls import reverse

from patients.models import AccessReview, Account, Clinic, Invitation, Membership, SignInReset
from tests.factories import a_clinic, an_admin
from tests.fixtures import signed_in
from tests.pages.reading import errors, field_values, text

pytestmark = pytest.mark.django_db

REASON = "Her own clinic is closed tonight."


class Story(NamedTuple):
    """A form of an admin: its address, what is typed first, and what is corrected."""

    address: Callable[[Clinic, Account], str]
    first: Callable[[Clinic, Account], dict[str, str]]
    then: Callable[[Clinic, Account], dict[str, str]]
    told: str


def end(_: Clinic, nurse: Account) -> dict[str, str]:
    return {f"member-{nurse.memberships.get().pk}": "end"}


def keep(clinic: Clinic, _: Account) -> dict[str, str]:
    return {f"member-{row.pk}": "keep" for row in clinic.memberships.all()}


STORIES = {
    "invitation": Story(
        lambda *_: reverse("invite"),
        lambda *_: {"email": "ada@clinic.example", "role": "nurse"},
        lambda *_: {"email": "eva@clinic.example"},
        "eva@clinic.example",
    ),
    "reset": Story(
        lambda _, nurse: reverse("reset-sign-in", args=[nurse.pk]),
        lambda *_: {},
        lambda *_: {"remove_second_factors": "on", "reason": "Telephone lost"},
        "Telephone lost",
    ),
    "review": Story(
        lambda clinic, _: reverse("review-access", args=[clinic.pk]),
        lambda clinic, nurse: keep(clinic, nurse) | end(clinic, nurse),
        keep,
        "Decision: saved End; sent now Keep",
    ),
}


@pytest.fixture(params=STORIES, ids=str)
def story(request: pytest.FixtureRequest) -> Story:
    return STORIES[request.param]


def counts() -> list[int]:
    return [
        kind._default_manager.count()
        for kind in (AccessReview, Invitation, SignInReset, Membership)
    ]


def first_form(story: Story, clinic: Clinic, nurse: Account) -> dict[str, str]:
    return {"form_token": str(uuid.uuid4()), **story.first(clinic, nurse)}


def test_another_content_under_the_same_token_is_refused_with_both_shown(
    as_admin: Client, clinic: Clinic, nurse: Account, admin: Account, story: Story
):
    address, form = story.address(clinic, nurse), first_form(story, clinic, nurse)
    then = form | story.then(clinic, nurse)
    as_admin.post(address, form, follow=True)
    before = counts()

    refused = as_admin.post(address, then)

    assert refused.status_code == 409
    assert as_admin.post(address, then).status_code == 409
    assert f"by {admin}" in text(refused)
    assert any(story.told in line for line in errors(refused))
    assert counts() == before


def test_an_exact_repetition_is_acknowledged(
    as_admin: Client, clinic: Clinic, nurse: Account, story: Story
):
    address, form = story.address(clinic, nurse), first_form(story, clinic, nurse)
    as_admin.post(address, form)
    before = counts()

    assert as_admin.post(address, form).status_code == 302
    assert counts() == before


def test_another_admin_of_the_clinic_is_told_who_saved_it(
    as_admin: Client, admin: Account, clinic: Clinic, nurse: Account, story: Story
):
    other = an_admin(clinic, full_name="Ari SECOND")
    address, form = story.address(clinic, nurse), first_form(story, clinic, nurse)
    as_admin.post(address, form)

    refused = signed_in(other).post(address, form)

    assert refused.status_code == 409
    assert f"by {admin}" in text(refused)


def test_an_admin_elsewhere_learns_nothing(as_admin: Client):
    form = {"form_token": str(uuid.uuid4()), "email": "ada@clinic.example", "role": "nurse"}
    as_admin.post(reverse("invite"), form)

    refused = signed_in(an_admin(a_clinic())).post(reverse("invite"), form | {"role": "admin"})

    assert refused.status_code == 409
    assert errors(refused) == [
        "This form was already sent for another clinic. Nothing was saved now."
    ]
    assert field_values(refused)["form_token"] == form["form_token"]


def test_emergency_access_keeps_the_reason_it_was_taken_for(nurse: Account):
    elsewhere = a_clinic("Elsewhere")
    form = {"form_token": str(uuid.uuid4()), "clinic": str(elsewhere.pk), "reason": REASON}
    browser, address = signed_in(nurse), reverse("break-glass")

    assert browser.post(address, form).status_code == 302
    assert browser.post(address, form).status_code == 302
    refused = browser.post(address, {**form, "reason": "Another patient, and another reason."})

    assert refused.status_code == 409
    assert any(f"saved {REASON}; sent now Another patient" in line for line in errors(refused))
    assert nurse.memberships.get(is_emergency=True).emergency_reason == REASON
