"""A reader of the worklist, in one of their clinics."""

from dataclasses import dataclass
from datetime import date

from patients.models import Account, Clinic


@dataclass(frozen=True, slots=True)
class Viewer:
    """An account, a clinic of theirs, and their role there, which orders the list.

    ``today`` is the clinic's day, the same for every row of a page.
    """

    account: Account
    clinic: Clinic
    role: str
    today: date


def viewer_in(clinic: Clinic, account: Account) -> Viewer:
    """Return an account as it reads the list of one of its clinics."""
    return Viewer(account, clinic, account.roles[clinic.pk], clinic.today())
