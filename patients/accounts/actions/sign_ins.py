"""Auditing sign-ins and sign-outs, and listing and ending sessions."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from patients import audit
from patients.models import Account, AuditEvent, Outcome

# The actions of audit events about who can sign in, and who did.
SIGNING_IN = (
    *("sign-in", "second-factor", "sign-out", "time-out", "change-password", "choose-password"),
    *("add-second-factor", "remove-second-factor", "renew-recovery-codes"),
    *("tie-identity", "end-identity"),
)


def record(*, by: Account) -> None:
    """Record that an account signed in."""
    audit.record("sign-in", by=by)


def record_failed(*, email: str) -> None:
    """Record a sign-in that failed.

    The event names the account if the e-mail belongs to one. Any other e-mail is not kept,
    because it may be a stranger's, or a password typed into the wrong field.
    """
    account = Account.objects.filter(email=email.lower()).first()
    audit.record("sign-in", by=account, outcome=Outcome.REFUSED)


def record_failed_passkey() -> None:
    """Record a passkey that failed, without an account: the passkey's claim is unproved."""
    audit.record("sign-in", by=None, outcome=Outcome.REFUSED)


def record_failed_outside(*, account: Account | None) -> None:
    """Record a sign-in at the hospital's provider that opened nothing here.

    ``account`` is the one that it opened formerly, if there is one.
    """
    audit.record("sign-in", by=account, outcome=Outcome.REFUSED)


def record_failed_factor(*, by: Account) -> None:
    """Record a second factor that failed, after the right password."""
    audit.record("second-factor", by=by, outcome=Outcome.REFUSED)


def record_ended(*, by: Account) -> None:
    """Record that an account signed out."""
    audit.record("sign-out", by=by)


def record_timed_out(*, by: Account) -> None:
    """Record that an account was signed out because a session was unused or open too long."""
    audit.record("time-out", by=by)


def history(account: Account) -> QuerySet[AuditEvent]:
    """Return the events about signing in to an account and its factors, newest first."""
    return AuditEvent.objects.filter(account_id=account.pk, action__in=SIGNING_IN).order_by("-at")


def sessions_of(account: Account) -> list[UserSession]:
    """Return the sessions of an account that have not ended, newest first."""
    live = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    mine = UserSession.objects.filter(user_id=account.pk, session_key__in=live)
    return list(mine.order_by("-created_at"))


def end_sessions(*, account: Account, by: Account, but_for: str | None = None) -> int:
    """End the sessions of an account except the one with key ``but_for``; return how many."""
    with transaction.atomic():
        ended: QuerySet[Any] = UserSession.objects.filter(user_id=account.pk)
        ended = ended.exclude(session_key=but_for)
        keys = list(ended.values_list("session_key", flat=True))
        _, counts = Session.objects.filter(session_key__in=keys).delete()
        ended.delete()
        audit.record("end-sessions", by=by, about=account)
    return counts.get("sessions.Session", 0)


def carry_on(request: HttpRequest) -> None:
    """List a session under its new key, which it got with the new password."""
    UserSession.objects.create_from_request(request)
