"""No two members of a clinic have, or had, names that are the same or look the same."""

import pytest
from django.core.exceptions import ValidationError

from patients.accounts.actions import accounts, emergencies, invitations
from patients.models import Account, Clinic, FormerName
from patients.models.look_alikes import alike
from tests.factories import (
    a_clinic,
    a_former_name,
    a_neurologist,
    a_nurse,
    an_account,
    an_invitation,
)

pytestmark = pytest.mark.django_db

PASSWORD = "a set of plain words"
LIKE_NORA = [
    "Nora NEUROLOGIST",
    "nora neurologist",
    "Nora NEURO\u034fLOGIST",
    "Nοra NEUROLOGIST",  # Greek omicron
    "Nora NEUROL0GIST",  # a zero
    "Ｎｏｒａ NEUROLOGIST",
]
TELL_APART = "add what tells you apart, for example a middle initial or your profession"


@pytest.mark.parametrize("name", LIKE_NORA, ids=ascii)
def test_no_member_takes_a_colleagues_name(name: str, nurse: Account, neurologist: Account):
    with pytest.raises(ValidationError) as refusal:
        accounts.rename(full_name=name, by=nurse)

    (sentence,) = refusal.value.message_dict["full_name"]
    assert sentence.endswith(TELL_APART + ".")
    assert nurse.full_name == Account.objects.get(pk=nurse.pk).full_name == "Nils NURSE"


def test_no_member_takes_a_colleagues_former_name(nurse: Account, neurologist: Account):
    a_former_name(neurologist)

    with pytest.raises(ValidationError, match="is, or was, called Nora NEUROLOGIST"):
        accounts.rename(full_name="Nora NEUROLOGIST", by=nurse)


def test_no_member_takes_the_name_of_a_former_member(nurse: Account, clinic: Clinic):
    left = a_neurologist(clinic, full_name="Lena LEFT")
    left.memberships.update(until=clinic.memberships.earliest("since").since.replace(year=2021))

    with pytest.raises(ValidationError, match="is, or was, called Lena LEFT"):
        accounts.rename(full_name="Lena LEFT", by=nurse)


def test_a_middle_initial_or_another_clinic_makes_a_name_free(
    nurse: Account, neurologist: Account, outsider: Account
):
    accounts.rename(full_name="Nora B. NEUROLOGIST", by=nurse)
    accounts.rename(full_name=outsider.full_name, by=nurse)

    assert [former.full_name for former in FormerName.objects.order_by("pk")] == [
        "Nils NURSE",
        "Nora B. NEUROLOGIST",
    ]


def test_a_member_takes_their_own_former_name_back(nurse: Account):
    accounts.rename(full_name="Nils SAMPLE", by=nurse)
    accounts.rename(full_name="Nils NURSE", by=nurse)

    assert Account.objects.get(pk=nurse.pk).full_name == "Nils NURSE"


@pytest.mark.parametrize("name", LIKE_NORA, ids=ascii)
def test_a_new_person_with_a_members_name_is_asked_for_another(
    name: str, clinic: Clinic, neurologist: Account
):
    invitation, _ = an_invitation(clinic)

    with pytest.raises(ValidationError) as refusal:
        invitations.make_account(invitation=invitation, full_name=name, password=PASSWORD)

    assert refusal.value.message_dict.keys() == {"full_name"}
    assert not Account.objects.filter(email=invitation.email).exists()


def test_an_account_with_a_members_name_changes_it_and_joins(clinic: Clinic, neurologist: Account):
    namesake = an_account("Nora NEUROLOGIST", email="nora.b@clinic.example")
    invitation, _ = an_invitation(clinic, email=namesake.email)

    with pytest.raises(ValidationError, match="under “Change your name”"):
        invitations.accept(invitation=invitation, by=namesake)
    assert not namesake.memberships.exists()

    accounts.rename(full_name="Nora B. NEUROLOGIST", by=namesake)
    invitations.accept(invitation=invitation, by=namesake)
    assert namesake.memberships.get().clinic == clinic


def test_emergency_access_is_refused_to_a_namesake(clinic: Clinic, neurologist: Account):
    namesake = a_nurse(a_clinic(), full_name="Nora NEUROLOGIST")

    with pytest.raises(ValidationError, match=TELL_APART):
        emergencies.take(clinic=clinic, reason="She lies unconscious.", by=namesake)

    accounts.rename(full_name="Nora B. NEUROLOGIST", by=namesake)
    assert emergencies.take(clinic=clinic, reason="She lies unconscious.", by=namesake).pk


def test_a_role_is_granted_to_no_namesake(clinic: Clinic, neurologist: Account):
    with pytest.raises(ValidationError, match=TELL_APART):
        accounts.grant(account=an_account("Nora NEUROLOGIST"), clinic=clinic, role="nurse", by=None)


def test_a_name_is_kept_in_one_spelling(nurse: Account):
    accounts.rename(full_name="Zoe\u0308 SAMPLE", by=nurse)

    assert Account.objects.get(pk=nurse.pk).full_name == "Zoë SAMPLE"
    assert alike("Zoë SAMPLE", "Zoe\u0308 SAMPLE")
