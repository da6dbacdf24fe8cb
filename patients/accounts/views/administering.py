"""What the admin's pages share: which clinics, and which of them."""

from patients import access
from patients.access import Right
from patients.accounts.forms.access_log import ClinicOfForm
from patients.models import Account, Clinic
from patients.web.requests import SignedInRequest


def clinics_run_by(account: Account) -> list[Clinic]:
    """Return the clinics an account is an admin of, by name.

    Raises ``PermissionDenied``, audited, if there are none.
    """
    return access.open_clinics(account, Right.ADMINISTER)


def chosen(request: SignedInRequest, clinics: list[Clinic]) -> Clinic:
    """Return the one of ``clinics`` that the address names, or the first."""
    return ClinicOfForm(request.GET, clinics=clinics).chosen()
