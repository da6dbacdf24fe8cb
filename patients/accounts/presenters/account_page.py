"""One account, as an admin sees it: its memberships, and the audit events about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from patients.accounts.presenters.accounts import DAY, address, minute, second_factors, state, until
from patients.models import Account, Clinic, Membership, Outcome, Role, keyset

WORDS = {
    "sign-in": "Signed in",
    "second-factor": "Second factor",
    "sign-out": "Signed out",
    "time-out": "Signed out after a time",
    "end-sessions": "Sessions ended",
    "create-account": "Account made",
    "rename-account": "Name changed",
    "change-password": "Password changed",
    "choose-password": "New password chosen",
    "tie-identity": "Account at the hospital tied",
    "end-identity": "Account at the hospital untied",
    "grant-role": "Membership begun",
    "change-role": "Role changed",
    "end-membership": "End of membership set",
    "break-glass": "Emergency access taken",
    "deactivate-account": "Account deactivated",
    "reactivate-account": "Account reactivated",
    "reset-sign-in": "Sign-in reset",
    "reset-second-factors": "Second factors removed",
}


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """One membership in words; ``may_change`` if an admin can still change it."""

    pk: int
    role: str
    clinic: str
    since: str
    until: str
    state: str
    reason: str
    may_change: bool
    may_change_role: bool


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event in words, by the clinic's clock."""

    at: str
    what: str
    outcome: str
    by: str
    address: str


@dataclass(frozen=True, slots=True)
class AccountPage:
    """Everything that the page shows except the sessions."""

    last_sign_in: str
    second_factors: str
    former_names: list[str]
    memberships: list[MembershipRow]
    events: list[EventRow]
    clock_of: Clinic
    newer_url: str | None
    older_url: str | None


def account_page(
    account: Account, memberships: Sequence[Membership], history: keyset.Page
) -> AccountPage:
    """An account with its memberships, newest first, and a page of its history."""
    clinic, edges = memberships[0].clinic, history.rows[:1] + history.rows[-1:]
    return AccountPage(
        last_sign_in=minute(account.last_login, clinic) or "Never",
        second_factors=second_factors(account.pk),
        former_names=[
            f"{former.full_name}, until {minute(former.held_until, clinic)}"
            for former in account.names_before
        ],
        memberships=[membership_row(membership) for membership in memberships],
        events=event_rows(account, history.rows, clinic),
        clock_of=clinic,
        newer_url=address({}, before=edges[0]["id"]) if history.has_previous else None,
        older_url=address({}, after=edges[-1]["id"]) if history.has_next else None,
    )


def membership_row(membership: Membership) -> MembershipRow:
    """One membership in words."""
    return MembershipRow(
        pk=membership.pk,
        role=Role(membership.role).label,
        clinic=membership.clinic.name,
        since=f"{membership.clinic.day_of(membership.since):{DAY}}",
        until=until(membership),
        state=state(membership),
        reason=membership.emergency_reason,
        may_change=not membership.has_ended,
        may_change_role=not membership.has_ended and not membership.is_emergency,
    )


def event_rows(
    account: Account, events: Iterable[dict[str, Any]], clinic: Clinic
) -> list[EventRow]:
    """The events in words, each with the name of the person who did it to the account."""
    events, reasons = list(events), dict(account.sign_in_resets.values_list("pk", "reason"))
    others = Account.objects.in_bulk({event["account_id"] for event in events} - {None})
    return [
        EventRow(
            at=minute(event["at"], clinic),
            what=event_words(event, reasons),
            outcome="Refused" if event["outcome"] == Outcome.REFUSED else "",
            by=author_name(event, account, others),
            address=event["address"] or "",
        )
        for event in events
    ]


def event_words(event: Mapping[str, Any], reasons: Mapping[int, str]) -> str:
    """What happened; for a reset that removed the second factors, also why."""
    action: str = event["action"]
    words = WORDS.get(action, action.replace("-", " ").capitalize())
    reason = reasons.get(event["object_id"]) if action == "reset-sign-in" else ""
    return f"{words}, second factors too: {reason}" if reason else words


def author_name(event: Mapping[str, Any], account: Account, others: Mapping[int, Account]) -> str:
    """The name at the time of who did it; empty if that was the account itself."""
    account_id = event["account_id"]
    if account_id is None:
        return "Command line"
    return "" if account_id == account.pk else others[account_id].name_at(event["at"])
