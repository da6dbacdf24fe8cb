"""Every write about accounts and clinics: its preparation and itself, by its audit event."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from patients.accounts.actions import (
    access_log,
    access_reviews,
    account_status,
    accounts,
    clinics,
    emergencies,
    invitations,
    memberships,
    outside_identities,
    second_factors,
    sign_in_resets,
)
from patients.accounts.actions.outside_identities import Identity
from patients.models import Account, Clinic
from tests.factories import (
    a_clinic,
    a_nurse,
    a_reset,
    a_second_factor,
    an_account,
    an_admin,
    an_invitation,
    an_outside_identity,
)
from tests.factories.people import TOTP_SECRET

PASSWORD = "a set of plain words"
IDENTITY = Identity("https://sign-in.hospital.example", "quux")


class Scene(NamedTuple):
    """A clinic, its admin and its nurse."""

    clinic: Clinic
    admin: Account
    nurse: Account


def a_scene() -> Scene:
    clinic = a_clinic()
    an_admin(clinic)
    return Scene(clinic, an_admin(clinic), a_nurse(clinic))


def change_clinic(on: Scene) -> Callable[[], object]:
    said = {"name": "Unfug", "time_zone": "Europe/Oslo", "contact": ""}
    seen = clinics.edition(on.clinic)
    return partial(clinics.change, clinic=on.clinic, by=on.admin, seen=seen, **said)


def reactivate(on: Scene) -> Callable[[], object]:
    account_status.deactivate(account=on.nurse, by=on.admin)
    return partial(account_status.reactivate, account=on.nurse, by=on.admin)


def accept(on: Scene) -> Callable[[], object]:
    newcomer = an_account("Quux")
    invitation, _ = an_invitation(on.clinic, email=newcomer.email)
    return partial(invitations.accept, invitation=invitation, by=newcomer)


def untie(on: Scene) -> Callable[[], object]:
    an_outside_identity(on.nurse)
    return partial(account_status.untie, account=on.nurse, by=on.admin)


def sign_review(on: Scene) -> Callable[[], object]:
    decisions = {row.pk: "keep" for row in access_reviews.to_review(on.clinic)}
    token = uuid.uuid4()
    return partial(
        access_reviews.sign, clinic=on.clinic, by=on.admin, form_token=token, decisions=decisions
    )


def with_a_factor(act: Callable[[Scene], Callable[[], object]]) -> Callable[[Scene], object]:
    def made_ready(on: Scene) -> Callable[[], object]:
        a_second_factor(on.nurse)
        return act(on)

    return made_ready


def invited(act: Callable[..., object]) -> Callable[[Scene], Callable[[], object]]:
    return lambda on: partial(act, invitation=an_invitation(on.clinic)[0], by=on.admin)


def to_membership(act: Callable[..., object], **how: object) -> Callable[..., Callable[[], object]]:
    return lambda on: partial(act, membership=on.nurse.memberships.get(), by=on.admin, **how)


WRITES: dict[str, Callable[[Scene], object]] = {
    "change-password": lambda on: partial(accounts.set_password, password=PASSWORD, by=on.nurse),
    "rename-account": lambda on: partial(accounts.rename, full_name="Quux", by=on.nurse),
    "change-clinic": change_clinic,
    "deactivate-account": lambda on: partial(
        account_status.deactivate, account=on.nurse, by=on.admin
    ),
    "reactivate-account": reactivate,
    "end-sessions": lambda on: partial(account_status.end_sessions, account=on.nurse, by=on.admin),
    "break-glass": lambda on: partial(
        emergencies.take, clinic=a_clinic(), reason="Unfug at night", by=on.nurse
    ),
    "invite": lambda on: partial(
        invitations.invite,
        clinic=on.clinic,
        by=on.admin,
        form_token=uuid.uuid4(),
        email="quux@zebulon.example",
        role="nurse",
    ),
    "renew-invitation": invited(invitations.renew),
    "withdraw-invitation": invited(invitations.withdraw),
    "accept-invitation": accept,
    "change-role": to_membership(memberships.change_role, role="neurologist"),
    "end-membership": to_membership(memberships.end, at_once=True, last_day=None),
    "review-access": sign_review,
    "add-second-factor": lambda on: partial(
        second_factors.add_app, secret=TOTP_SECRET, by=on.nurse
    ),
    "remove-second-factor": lambda on: partial(
        second_factors.remove, factor=a_second_factor(on.nurse), by=on.nurse
    ),
    "renew-recovery-codes": with_a_factor(
        lambda on: partial(second_factors.renew_codes, by=on.nurse)
    ),
    "reset-second-factors": with_a_factor(
        lambda on: partial(second_factors.remove_all, account=on.nurse, by=on.admin)
    ),
    "encrypt-second-factors-anew": with_a_factor(lambda _: second_factors.encrypt_anew),
    "tie-identity": lambda on: partial(outside_identities.tie, identity=IDENTITY, by=on.nurse),
    "end-identity": untie,
    "reset-sign-in": lambda on: partial(
        sign_in_resets.reset,
        account=on.nurse,
        by=on.admin,
        form_token=uuid.uuid4(),
        remove_second_factors=False,
        reason="",
    ),
    "choose-password": lambda on: partial(
        sign_in_resets.use, reset=a_reset(on.nurse, by=on.admin)[0], password=PASSWORD
    ),
    "read-access-log": lambda on: partial(
        access_log.read, clinic=on.clinic, by=on.admin, after=None, before=None
    ),
    "export-access-log": lambda on: partial(access_log.export, clinic=on.clinic, by=on.admin),
}
