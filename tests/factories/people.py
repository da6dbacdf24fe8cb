"""Make accounts, clinics, and memberships with their roles."""

import time
from datetime import UTC, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from patients.models import Account, Clinic, FormerName, Membership, OutsideIdentity, Role
from tests.factories.values import numbers

PASSWORD = "plain words for testing"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def a_clinic(name: str = "", *, time_zone: str = "Europe/London") -> Clinic:
    """Make a clinic with no staff and no patients."""
    return Clinic.objects.create(
        name=name or f"Example Clinic {next(numbers)}", time_zone=time_zone
    )


def an_account(
    full_name: str = "Sam TESTER", *, email: str = "", is_active: bool = True
) -> Account:
    """Make an account with no role anywhere; its password is ``PASSWORD``."""
    account = Account(
        email=email or f"tester-{next(numbers)}@clinic.example",
        full_name=full_name,
        is_active=is_active,
    )
    account.set_password(PASSWORD)
    account.save()
    return account


def a_membership(
    account: Account,
    clinic: Clinic,
    role: str,
    *,
    since: datetime = LONG_AGO,
    until: datetime | None = None,
) -> Membership:
    """Give an account a role in a clinic, by default held since long ago."""
    return Membership.objects.create(
        account=account, clinic=clinic, role=role, since=since, until=until
    )


def a_former_name(account: Account, *, now: str = "Nova RENAMED") -> FormerName:
    """Rename an account; return the former name that was kept."""
    account.full_name = now
    account.save(update_fields=["full_name"])
    account.refresh_from_db()
    return account.former_names.latest("held_until")


def a_neurologist(*clinics: Clinic, full_name: str = "Nora NEUROLOGIST") -> Account:
    """Make an account that is a neurologist in each of the clinics."""
    return _with_role(Role.NEUROLOGIST, clinics, full_name)


def a_nurse(*clinics: Clinic, full_name: str = "Nils NURSE") -> Account:
    """Make an account that is a nurse in each of the clinics."""
    return _with_role(Role.NURSE, clinics, full_name)


def an_admin(*clinics: Clinic, full_name: str = "Ada ADMIN") -> Account:
    """Make an account that is an admin in each of the clinics."""
    return _with_role(Role.ADMIN, clinics, full_name)


def a_second_factor(account: Account, *, secret: str = TOTP_SECRET) -> Authenticator:
    """Set up an authenticator app, which holds ``secret``, for an account."""
    return TOTP.activate(account, secret).instance


def an_outside_identity(
    account: Account,
    *,
    subject: str = "a subject",
    issuer: str = "https://sign-in.hospital.example",
    **values: Any,
) -> OutsideIdentity:
    """Tie an identity at a provider to an account."""
    return OutsideIdentity.objects.create(account=account, issuer=issuer, subject=subject, **values)


def code_of(secret: str = TOTP_SECRET, *, steps: int = 0) -> str:
    """Return the code an app shows now, or so many steps of 30 seconds later."""
    code: str = format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))
    return code


def _with_role(role: str, clinics: tuple[Clinic, ...], full_name: str) -> Account:
    account = an_account(full_name)
    for clinic in clinics:
        a_membership(account, clinic, role)
    return account
