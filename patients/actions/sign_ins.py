"""Putting sign-ins, failed ones and sign-outs on record."""

from patients import audit
from patients.models import Account, Outcome


def record(*, by: Account) -> None:
    """Record that an account signed in."""
    audit.record("sign-in", by=by)


def record_failed(*, email: str) -> None:
    """Record a sign-in that failed.

    The account is named where the e-mail belongs to one; an e-mail that does
    not is kept nowhere, for it may be a stranger's, or a password typed too soon.
    """
    account = Account.objects.filter(email=email.lower()).first()
    audit.record("sign-in", by=account, outcome=Outcome.REFUSED)


def record_ended(*, by: Account) -> None:
    """Record that an account signed out."""
    audit.record("sign-out", by=by)
