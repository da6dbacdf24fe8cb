"""A reader of the worklist, in one of their clinics."""

from dataclasses import dataclass
from datetime import date

from patients.models import Account, Clinic


@dataclass(frozen=True, slots=True)
class Viewer:
    """An account, a clinic of theirs, and their role there, which orders the list."""

    account: Account
    clinic: Clinic
    role: str

    @property
    def today(self) -> date:
        """The day that it is in the clinic."""
        return self.clinic.today()


def viewer_in(clinic: Clinic, account: Account) -> Viewer:
    """Return an account as it reads the list of one of its clinics."""
    return Viewer(account, clinic, account.roles[clinic.pk])
