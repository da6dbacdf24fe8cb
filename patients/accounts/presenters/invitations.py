"""An invitation in words."""

from dataclasses import dataclass

from patients.accounts.presenters.accounts import minute
from patients.models import Invitation, InvitationQuerySet, Role


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """Who is invited, into which clinic and role, and how it was answered."""

    pk: int
    email: str
    role: str
    clinic: str
    invited_by: str
    invited_at: str
    expires_at: str
    last_day: str
    state: str
    is_open: bool


def invitation_rows(invitations: InvitationQuerySet) -> list[InvitationRow]:
    """Invitations in the order of their e-mails."""
    current = set(invitations.from_current_admins().values_list("pk", flat=True))
    found = invitations.select_related("clinic", "invited_by").order_by("email", "pk")
    return [
        invitation_row(invitation, is_from_current_admin=invitation.pk in current)
        for invitation in found
    ]


def invitation_row(invitation: Invitation, *, is_from_current_admin: bool = True) -> InvitationRow:
    """One invitation, with instants by its clinic's clock."""
    clinic = invitation.clinic
    return InvitationRow(
        pk=invitation.pk,
        email=invitation.email,
        role=Role(invitation.role).label,
        clinic=clinic.name,
        invited_by=(
            invitation.invited_by.name_at(invitation.invited_at)
            if invitation.invited_by
            else "Command line"
        ),
        invited_at=minute(invitation.invited_at, clinic),
        expires_at=minute(invitation.expires_at, clinic),
        last_day=f"{invitation.last_day:%d-%b-%Y}" if invitation.last_day else "",
        state=state(invitation, is_from_current_admin=is_from_current_admin),
        is_open=invitation.is_open,
    )


def state(invitation: Invitation, *, is_from_current_admin: bool) -> str:
    """How an invitation was answered, or if it still can be."""
    if invitation.accepted_at:
        return f"Accepted {minute(invitation.accepted_at, invitation.clinic)}"
    if invitation.withdrawn_at:
        return f"Withdrawn {minute(invitation.withdrawn_at, invitation.clinic)}"
    if not is_from_current_admin:
        return "Its sender is no admin any more"
    return "Expired" if invitation.has_expired else "Not answered yet"
