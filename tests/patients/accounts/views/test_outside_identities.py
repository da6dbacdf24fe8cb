"""Tying an account at the hospital: by an invitation's link or by oneself, and untying it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from patients.models import Account, Clinic, Invitation, OutsideIdentity, Role
from tests.factories import (
    a_clinic,
    a_membership,
    a_nurse,
    a_second_factor,
    an_account,
    an_invitation,
)
from tests.fixtures import signed_in
from tests.patients.accounts.at_the_hospital import (
    FORM,
    SUBJECT,
    address_left_for,
    come_back,
    is_signed_in,
    join,
    sign_in,
    tie,
    tied,
    without_password,
)
from tests.patients.accounts.provider import Provider
from tests.patients.events import event, events

pytestmark = pytest.mark.django_db

EMAIL = "nadia@clinic.example"
NEW_PASSWORD = "a set of plain words"


def a_link(clinic: Clinic, admin: Account, **values: Any) -> str:
    """Make an invitation and return the address of its page."""
    token = an_invitation(clinic, email=EMAIL, by=admin, **values)[1]
    return reverse("accept-invitation", args=[token])


def test_an_invited_person_joins_without_a_password(
    client: Client, provider: Provider, clinic: Clinic, admin: Account
):
    link = a_link(clinic, admin)
    assert f'href="{link}hospital/"' in client.get(link).content.decode()

    answer = join(client, link, provider)

    nadia = Account.objects.get(email=EMAIL)
    identity = nadia.outside_identities.get()
    assert answer["Location"] == reverse("worklist")
    assert "You are now nurse of" in client.get(reverse("worklist")).content.decode()
    assert (nadia.full_name, nadia.roles) == ("Nadia SAMPLE", {clinic.pk: "nurse"})
    assert (identity.issuer, identity.subject) == (provider.issuer, SUBJECT)
    assert not nadia.has_usable_password()
    assert event("tie-identity", by=nadia, about=nadia) in events()
    assert is_signed_in(client)
    assert sign_in(Client(), provider).status_code == 302


@pytest.mark.parametrize("kind", ["member elsewhere", "untied", "deactivated", "left"])
def test_the_link_alone_ties_nobody_to_an_account_that_was_a_member(
    kind: str, client: Client, provider: Provider, clinic: Clinic, admin: Account
):
    known = an_account(email=EMAIL, is_active=kind != "deactivated")
    until = timezone.now() if kind == "left" else None
    a_membership(known, a_clinic(), "nurse", until=until)
    if kind == "untied":
        OutsideIdentity.objects.filter(pk=tied(known, provider).pk).update(
            ended_at=timezone.now(), ended_by=admin
        )

    answer = join(client, a_link(clinic, admin), provider)

    assert answer.status_code == 403
    assert not OutsideIdentity.objects.unended().exists()
    assert not is_signed_in(client)
    assert event("sign-in", "refused", by=known) in events()


def test_an_account_that_was_never_a_member_begins_anew(
    client: Client, provider: Provider, clinic: Clinic, admin: Account
):
    mistyped = an_account(email=EMAIL)

    join(client, a_link(clinic, admin), provider)

    mistyped.refresh_from_db()
    assert (mistyped.full_name, mistyped.has_usable_password()) == ("Nadia SAMPLE", False)
    assert is_signed_in(client)


def test_who_comes_back_to_a_clinic_is_known_by_the_same_identity_and_the_link(
    client: Client, provider: Provider, clinic: Clinic, admin: Account
):
    former = without_password(an_account(email=EMAIL))
    a_membership(former, clinic, "nurse", until=timezone.now())
    before = tied(former, provider)

    join(client, a_link(clinic, admin), provider)

    assert client.session["_auth_user_id"] == str(former.pk)
    assert client.get(reverse("worklist")).status_code == 200
    before.refresh_from_db()
    assert before.ended_at is not None


def test_who_comes_back_by_a_password_is_no_longer_opened_by_the_former_identity(
    provider: Provider, clinic: Clinic, admin: Account
):
    former = an_account(email=EMAIL)
    a_membership(former, clinic, "nurse", until=timezone.now())
    tied(former, provider)

    signed_in(former).post(a_link(clinic, admin), FORM)

    assert former.memberships.granted().exists()
    assert sign_in(Client(), provider).status_code == 403


def test_a_member_joins_a_second_clinic_with_the_identity_that_opens_the_account(
    client: Client, provider: Provider, clinic: Clinic, admin: Account
):
    known = an_account(email=EMAIL)
    elsewhere = a_clinic()
    a_membership(known, elsewhere, "nurse")
    tied(known, provider)

    join(client, a_link(clinic, admin), provider)

    assert Account.objects.get(pk=known.pk).roles.keys() == {clinic.pk, elsewhere.pk}
    assert known.outside_identities.count() == 1


def test_an_identity_that_opens_another_account_makes_no_second_one(
    client: Client, provider: Provider, clinic: Clinic, admin: Account, nurse: Account
):
    tied(nurse, provider)
    link = a_link(clinic, admin)

    answer = join(client, link, provider)

    assert answer["Location"] == link
    assert "opens another account here already" in client.get(link).content.decode()
    assert not Account.objects.filter(email=EMAIL).exists()


def test_a_name_that_a_colleague_has_is_refused_before_the_person_leaves(
    client: Client, provider: Provider, clinic: Clinic, admin: Account, nurse: Account
):
    page = f"{a_link(clinic, admin)}hospital/"

    answer = client.post(page, FORM | {"full_name": nurse.full_name})

    assert answer.status_code == 422
    assert "is, or was, called" in answer.content.decode()


def test_a_link_that_was_withdrawn_meanwhile_is_dead(
    client: Client, provider: Provider, clinic: Clinic, admin: Account
):
    link = a_link(clinic, admin)
    page = client.post(f"{link}hospital/", FORM | {"full_name": "Nadia SAMPLE"})
    Invitation.objects.update(withdrawn_at=timezone.now(), withdrawn_by=admin)

    answer = come_back(client, provider.sign_in(address_left_for(page), SUBJECT))

    assert answer.status_code == 404
    assert not Account.objects.filter(email=EMAIL).exists()


def test_no_session_holds_a_link_that_can_be_read(
    client: Client, provider: Provider, clinic: Clinic, admin: Account
):
    link = a_link(clinic, admin)

    client.post(f"{link}hospital/", FORM | {"full_name": "Nadia SAMPLE"})

    assert link.split("/")[-2] not in str(client.session.items())


def test_an_admin_joins_with_a_password_only(
    client: Client, provider: Provider, clinic: Clinic, admin: Account
):
    link = a_link(clinic, admin, role=Role.ADMIN)

    assert "Continue with" not in client.get(link).content.decode()
    assert client.get(f"{link}hospital/")["Location"] == link


def test_nobody_without_a_password_becomes_an_admin(
    provider: Provider, clinic: Clinic, nurse: Account, as_admin: Client
):
    without_password(nurse)
    page = reverse("change-role", args=[nurse.pk, nurse.memberships.get().pk])

    answer = as_admin.post(page, FORM | {"role": "admin"})

    assert answer.status_code == 422
    assert "has no password here, and an admin needs one" in answer.content.decode()


def test_a_member_ties_their_own_account_and_keeps_the_password(
    provider: Provider, nurse: Account, as_nurse: Client
):
    answer = tie(as_nurse, provider)

    assert answer["Location"] == reverse("own-account")
    assert "Your account there opens this one" in as_nurse.get(answer["Location"]).content.decode()
    assert Account.objects.get(pk=nurse.pk).has_usable_password()
    assert event("tie-identity", by=nurse, about=nurse) in events()
    assert sign_in(Client(), provider).status_code == 302


def test_tying_asks_again_who_one_is(provider: Provider, as_nurse: Client):
    session = as_nurse.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 600
    session.save()

    for page in ("tie-identity", "untie-identity"):
        answer = as_nurse.post(reverse(page), FORM)
        assert answer["Location"].startswith(reverse("confirm-identity"))


def test_an_identity_opens_one_account_and_an_account_has_one(
    provider: Provider, nurse: Account, as_nurse: Client, neurologist: Account
):
    tied(neurologist, provider)
    page = reverse("tie-identity")

    assert tie(as_nurse, provider)["Location"] == page
    assert "opens another account here already" in as_nurse.get(page).content.decode()
    tie(as_nurse, provider, subject="of the nurse")
    tie(as_nurse, provider, subject="another of the nurse")
    assert "tied already. Untie it first" in as_nurse.get(page).content.decode()
    assert [each.subject for each in nurse.outside_identities.all()] == ["of the nurse"]


def test_who_is_no_member_ties_nothing(provider: Provider):
    client = signed_in(an_account())

    tie(client, provider)

    assert not OutsideIdentity.objects.exists()


@pytest.mark.parametrize("subject", ["", "x" * 256, "a\x00b", "Ň"])
def test_a_subject_that_is_none_is_not_tied(subject: str, provider: Provider, as_nurse: Client):
    assert tie(as_nurse, provider, subject).status_code == 403
    assert not OutsideIdentity.objects.exists()


def test_who_unties_it_is_signed_out_where_it_opened_the_account(
    provider: Provider, nurse: Account
):
    opened, by_password = Client(), signed_in(nurse)
    tied(nurse, provider)
    sign_in(opened, provider)

    by_password.post(reverse("untie-identity"), FORM)

    assert opened.get(reverse("worklist")).status_code == 302
    assert by_password.get(reverse("worklist")).status_code == 200
    assert sign_in(Client(), provider).status_code == 403
    assert event("end-identity", by=nurse, about=nurse) in events()


def test_who_has_no_password_chooses_one_first_and_a_second_factor_before(
    client: Client, provider: Provider, nurse: Account
):
    tied(without_password(nurse), provider)
    sign_in(client, provider)
    first = reverse("choose-first-password")

    kept = client.post(reverse("untie-identity"), FORM)
    assert (kept.status_code, client.get(first)["Location"]) == (422, reverse("second-factors"))
    a_second_factor(nurse)
    client.post(first, FORM | {"password": NEW_PASSWORD, "again": NEW_PASSWORD})

    assert Account.objects.get(pk=nurse.pk).check_password(NEW_PASSWORD)
    assert client.get(first)["Location"] == reverse("change-password")
    assert client.post(reverse("untie-identity"), FORM).status_code == 302


def test_an_admin_of_another_clinic_unties_nobody(
    provider: Provider, nurse: Account, as_admin: Client
):
    stranger = a_nurse(a_clinic())
    tied(stranger, provider)

    assert as_admin.post(reverse("untie-account", args=[stranger.pk]), FORM).status_code == 404
    assert stranger.outside_identities.unended().exists()
