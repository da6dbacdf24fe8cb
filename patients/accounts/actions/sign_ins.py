"""Sign-ins and sign-outs on record, and the sessions they begin and end."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from patients import audit
from patients.models import Account, AuditEvent, Outcome

# What is on record of who can sign in, and who did.
SIGNING_IN = (
    *("sign-in", "second-factor", "sign-out", "time-out", "change-password", "choose-password"),
    *("add-second-factor", "remove-second-factor", "renew-recovery-codes"),
)


def record(*, by: Account) -> None:
    """Record that an account signed in."""
    audit.record("sign-in", by=by)


def record_failed(*, email: str) -> None:
    """Record a sign-in that failed.

    The account is named if the e-mail belongs to one. Another e-mail is kept nowhere, for
    it may be a stranger's, or a password typed too soon.
    """
    account = Account.objects.filter(email=email.lower()).first()
    audit.record("sign-in", by=account, outcome=Outcome.REFUSED)


def record_failed_passkey() -> None:
    """Record a passkey that opened no account; whose it was is only what it says."""
    audit.record("sign-in", by=None, outcome=Outcome.REFUSED)


def record_failed_factor(*, by: Account) -> None:
    """Record a second factor that failed, after the right password."""
    audit.record("second-factor", by=by, outcome=Outcome.REFUSED)


def record_ended(*, by: Account) -> None:
    """Record that an account signed out."""
    audit.record("sign-out", by=by)


def record_timed_out(*, by: Account) -> None:
    """Record that an account was signed out, for the time it was away or signed in."""
    audit.record("time-out", by=by)


def history(account: Account) -> QuerySet[AuditEvent]:
    """Return what is on record of signing in to an account, and of what opens it, newest first."""
    return AuditEvent.objects.filter(account_id=account.pk, action__in=SIGNING_IN).order_by("-at")


def sessions_of(account: Account) -> list[UserSession]:
    """Return the sessions of an account that still live, newest first."""
    live = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    mine = UserSession.objects.filter(user_id=account.pk, session_key__in=live)
    return list(mine.order_by("-created_at"))


def end_sessions(*, account: Account, by: Account, but_for: str | None = None) -> int:
    """End the sessions of an account, but for one by its key; return how many ended."""
    with transaction.atomic():
        ended: QuerySet[Any] = UserSession.objects.filter(user_id=account.pk)
        ended = ended.exclude(session_key=but_for)
        keys = list(ended.values_list("session_key", flat=True))
        _, counts = Session.objects.filter(session_key__in=keys).delete()
        ended.delete()
        audit.record("end-sessions", by=by, about=account)
    return counts.get("sessions.Session", 0)


def carry_on(request: HttpRequest) -> None:
    """List a session under the key it has now: a new password gives it another."""
    UserSession.objects.create_from_request(request)
