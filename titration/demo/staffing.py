"""Opens a demo clinic with its members, or finds it."""

from dataclasses import dataclass

from django.db import transaction

from patients.accounts.actions import accounts, clinics
from patients.models import Account, Clinic, Role
from titration.demo.clinics import PASSWORD, DemoClinic, Member


@dataclass(frozen=True)
class Team:
    """A clinic, and the neurologist and the nurse who record in it."""

    clinic: Clinic
    neurologist: Account
    nurse: Account


def staff(demo: DemoClinic) -> list[Team]:
    """Open the clinic and give its members their roles, unless an earlier load did.

    Returns every pair of a neurologist and a nurse; the pairs treat the patients in turn.
    """
    with transaction.atomic():
        clinic = Clinic.objects.filter(name=demo.name).first()
        if clinic is None:
            clinic = clinics.create(
                name=demo.name, time_zone=demo.time_zone, contact=demo.contact, by=None
            )
        members = [(member.role, join(clinic, member)) for member in demo.members]
    neurologists = [account for role, account in members if role == Role.NEUROLOGIST]
    nurses = [account for role, account in members if role == Role.NURSE]
    return [Team(clinic, neurologist, nurse) for neurologist in neurologists for nurse in nurses]


def join(clinic: Clinic, member: Member) -> Account:
    """Return the member's account, which has the role in the clinic after this."""
    account = Account.objects.filter(email=member.email).first()
    if account is None:
        account = accounts.create(
            email=member.email, full_name=member.full_name, password=PASSWORD, by=None
        )
    if not account.memberships.filter(clinic=clinic).exists():
        accounts.grant(account=account, clinic=clinic, role=member.role, by=None)
    return account
