"""An admin invites people, ends memberships and reviews access, from an empty database on."""

import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from patients.models import Account, Clinic, Patient
from tests.browser import given, then, when
from tests.browser.conftest import Visits
from tests.browser.test_second_factors import DEVICE, assert_accessible, press, signs_out
from tests.browser.visitor import Visitor
from tests.factories import (
    a_clinic,
    a_membership,
    a_reset,
    an_access_review,
    an_account,
    an_invitation,
)
from tests.factories.people import PASSWORD

ADMIN, NURSE = "ada@clinic.example", "nadia@clinic.example"


def with_a_passkey(visitor: Visitor) -> Visitor:
    """Give a browser a device that keeps passkeys; they need a site with a name."""
    visitor.home = visitor.home.replace("127.0.0.1", "localhost")
    visitor.expects = {422}
    device = visitor.context.new_cdp_session(visitor.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return visitor


def joins(who: Visitor, path: str, name: str, email: str) -> None:
    """Open an invitation's link, accept it, and go on until the second factor is set up."""
    who.opens(path)
    assert_accessible(who)
    press(who, "Make my account")
    assert_accessible(who)
    who.page.get_by_label("Your name").fill(name)
    who.page.get_by_label("Password", exact=True).fill(PASSWORD)
    who.page.get_by_label("Password again").fill(PASSWORD)
    press(who, "Make my account")
    then.the_page_says(who, "Sign in", f"Sign in as {email} to accept")
    assert_accessible(who)
    who.page.get_by_label("E-mail").fill(email)
    who.page.get_by_label("Password").fill(PASSWORD)
    press(who, "Sign in")
    assert_accessible(who)
    press(who, "Accept")
    then.the_page_says(who, "Second factors", "Set one up to go on")
    when.link_is_followed(who, "Add a passkey")
    press(who, "Add a passkey")
    press(who, "I have kept them")
    when.link_is_followed(who, "Go to the start page")


def test_from_an_empty_database_to_a_nurse_who_signs_in_with_a_passkey(
    visits: Visits, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    printed = StringIO()
    call_command("create_clinic", "Example South", ADMIN, stdout=printed)
    ada, nadia = with_a_passkey(visits()), with_a_passkey(visits())

    joins(ada, printed.getvalue().partition("127.0.0.1:8000")[2].strip(), "Ada ADMIN", ADMIN)
    then.the_page_says(ada, "Accounts", "Nobody is invited at the moment.")
    when.link_is_followed(ada, "Invite a member")
    assert_accessible(ada)
    ada.page.get_by_label("E-mail").fill(NURSE)
    ada.page.get_by_label("Nurse").check()
    press(ada, "Invite")
    assert_accessible(ada)
    link = ada.page.get_by_label("Link, shown this once").input_value()

    joins(nadia, link.removeprefix(nadia.home), "Nadia SAMPLE", NURSE)
    then.the_page_says(nadia, "Example South", "No patients yet.")
    signs_out(nadia)
    nadia.opens("/sign-in/")
    nadia.page.get_by_label("E-mail").fill(NURSE)
    nadia.page.get_by_label("Password").fill(PASSWORD)
    press(nadia, "Sign in")
    press(nadia, "Use your passkey")
    then.the_page_says(nadia, "Example South")

    when.link_is_followed(ada, "Accounts")
    expect(ada.page.get_by_role("row").filter(has_text=NURSE)).to_contain_text("Set up")


def test_a_member_who_was_ended_is_refused_at_the_next_click(
    visits: Visits, nils: Visitor, nurse: Account, admin: Account, patient: Patient
) -> None:
    nils.expects = {403}
    nils.opens("/")
    expect(nils.page.get_by_role("link", name=patient.full_name)).to_be_visible()
    ada = visits(admin)
    ada.opens("/")
    when.link_is_followed(ada, nurse.full_name)
    when.link_is_followed(ada, "End")
    ada.page.get_by_label("Now").check()
    press(ada, "Save")
    expect(ada.page.get_by_role("status")).to_contain_text("has ended")

    when.link_is_followed(nils, "Worklist")

    then.the_page_says(nils, "Not open to you", "You have no role in any clinic now")
    nils.opens("/")
    expect(nils.page.locator("body")).not_to_contain_text(patient.family_name)


def test_an_access_review_from_its_start_to_the_signed_record(
    visits: Visits, clinic: Clinic, nurse: Account, admin: Account
) -> None:
    ada = visits(admin)
    ada.expects = {422}
    ada.opens("/")
    then.the_page_says(ada, "Accounts", f"The access review of {clinic} is due")
    assert_accessible(ada)
    ada.page.get_by_role("link", name="Review", exact=True).click()
    then.the_page_says(ada, "Access review", "No review is signed yet.")
    assert_accessible(ada)
    when.link_is_followed(ada, "Review now")
    press(ada, "Sign the review")
    then.the_page_says(ada, "Review access", f"Choose keep or end for {nurse.full_name}.")
    assert_accessible(ada)
    ada.page.get_by_role("group", name=admin.full_name).get_by_label("Keep").check()
    ada.page.get_by_role("group", name=nurse.full_name).get_by_label("End").check()
    press(ada, "Sign the review")

    then.the_page_says(ada, "Access review", f"Signed by {admin.full_name}")
    expect(ada.page.get_by_role("row").filter(has_text=nurse.full_name)).to_contain_text("Ended")
    assert_accessible(ada)
    when.link_is_followed(ada, "All reviews")
    due = clinic.today() + timedelta(weeks=13)
    then.the_page_says(ada, "Access review", f"Next due {due:%d-%b-%Y}")
    assert_accessible(ada)
    assert Account.objects.get(pk=nurse.pk).roles == {}


@pytest.fixture
def addresses(clinic: Clinic, nurse: Account, neurologist: Account, admin: Account) -> list[str]:
    """The admin's pages that no test above opens, each with something to show.

    The admin is a nurse elsewhere, so that the navigation bar shows every link it can.
    """
    a_membership(admin, a_clinic(), "nurse")
    given.many_patients(clinic, 3, neurologist)
    gone = an_account("Gwen GONE")
    a_membership(gone, clinic, "nurse", until=timezone.now())
    an_access_review(clinic, by=admin)
    invitation, _ = an_invitation(clinic, by=admin)
    account, membership = f"/accounts/{nurse.pk}", nurse.memberships.get().pk
    return [
        "/accounts/?role=nurse",
        f"{account}/",
        f"/accounts/{gone.pk}/",
        f"/accounts/{admin.pk}/",
        f"{account}/memberships/{membership}/role/",
        f"{account}/memberships/{membership}/end/",
        f"{account}/reset-sign-in/",
        f"{account}/deactivate/",
        f"/invitations/{invitation.pk}/",
        f"/clinics/{clinic.pk}/",
        "/clinics/",
        "/access-log/",
    ]


def test_every_other_page_of_the_admin(
    visits: Visits, admin: Account, nurse: Account, addresses: list[str]
) -> None:
    nils, ada, nobody = visits(nurse), visits(admin), visits()
    nils.opens("/")
    ada.expects, nobody.expects = {422}, {404}
    for address in addresses:
        ada.opens(address)
        assert_accessible(ada)
    expect(ada.page.get_by_role("row").filter(has_text="Listed").first).to_contain_text("T-")
    ada.page.get_by_label("Record number", exact=True).fill("none")
    ada.page.get_by_label("From day").fill("31-Feb-2026")
    press(ada, "Show")
    expect(ada.page).to_have_title(re.compile("^Error: "))
    assert_accessible(ada)
    for path in (f"/new-password/{a_reset(nurse, by=admin)[1]}/", "/join/nothing/"):
        nobody.opens(path)
        assert_accessible(nobody)
