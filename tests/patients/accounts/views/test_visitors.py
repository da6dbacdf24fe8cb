"""What a clinic's admins see of an account that visits it in an emergency."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from patients.accounts.actions import emergencies
from patients.models import Account, Clinic, Membership
from tests.factories import a_clinic, a_membership, a_second_factor
from tests.fixtures import signed_in

pytestmark = pytest.mark.django_db

FORM = {"form_token": "0" * 32}
CHANGES = ["deactivate-account", "reactivate-account", "end-account-sessions", "reset-sign-in"]


@pytest.fixture
def visit(clinic: Clinic, outsider: Account) -> Membership:
    """Emergency access of an account that has a second factor and a session."""
    a_second_factor(outsider)
    Client().post("/sign-in/", {"login": outsider.email, "password": "not this one"})
    taken = emergencies.take(clinic=clinic, reason="Night call, no neurologist", by=outsider)
    Client().post("/sign-in/", {"login": outsider.email, "password": "not this one"})
    signed_in(outsider).get("/account/", headers={"user-agent": "Firefox/128.0"})
    return taken


def test_an_admin_sees_the_visit_and_nothing_of_the_account(
    visit: Membership, as_admin: Client, outsider: Account
):
    page = as_admin.get(reverse("account", args=[outsider.pk])).content.decode()

    for shown in (outsider.full_name, "Night call, no neurologist", "Emergency access taken"):
        assert shown in page
    assert reverse("end-membership", args=[outsider.pk, visit.pk]) in page
    for hidden in ("Last sign-in", "Second factors", "Sessions", "Active", '"What">Signed in'):
        assert hidden not in page
    assert "run by the admins of its own clinic" in page


@pytest.mark.parametrize("state", ["no-factor", "never", "deactivated"])
def test_no_filter_of_the_list_reveals_how_a_visitor_signs_in(
    state: str, clinic: Clinic, outsider: Account, as_admin: Client
):
    Account.objects.filter(pk=outsider.pk).update(is_active=state != "deactivated")
    Membership.objects.create(
        account=outsider,
        clinic=clinic,
        role="nurse",
        until=timezone.now() + timedelta(hours=4),
        is_emergency=True,
        emergency_reason="Night call",
    )

    page = as_admin.get("/accounts/").content.decode()
    narrowed = as_admin.get("/accounts/", {"state": state}).content.decode()

    row = page.partition(outsider.email)[2].partition("</tr>")[0]
    assert "Emergency access" in row
    assert not any(word in row for word in ("Never", "Set up", "None", "Deactivated"))
    assert outsider.email not in narrowed


@pytest.mark.parametrize("name", CHANGES)
def test_a_form_about_the_account_says_who_can_change_it(
    name: str, visit: Membership, as_admin: Client, outsider: Account
):
    sent = FORM | {"remove_second_factors": "on", "reason": "Telephone lost"}

    answer = as_admin.post(reverse(name, args=[outsider.pk]), sent)

    assert answer.status_code == 422
    assert "only the admins of their own clinic can change the account" in answer.content.decode()


def test_the_page_that_reactivates_names_no_other_clinic(
    clinic: Clinic, nurse: Account, as_admin: Client
):
    a_membership(nurse, a_clinic("Clinic elsewhere"), "nurse")

    page = as_admin.get(reverse("reactivate-account", args=[nurse.pk])).content.decode()

    assert clinic.name in page
    assert "elsewhere" not in page
