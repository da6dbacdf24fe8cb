"""Inviting people into a clinic by e-mail, and answering, renewing or withdrawing that."""

import uuid
from datetime import date
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from patients import access, audit
from patients.access import Right
from patients.accounts.actions import accounts, memberships, namesakes, outside_identities
from patients.actions.conflicts import ChangedMeanwhile, refuse_hidden, repetition, retried
from patients.models import Account, Clinic, Invitation, Role
from patients.models.visible_text import validate_ascii_email

USED = "This link has been used, withdrawn or replaced meanwhile."


class Invited(NamedTuple):
    """An invitation and the token of its link, which is kept nowhere.

    The token is empty if the same form had made the invitation before.
    """

    invitation: Invitation
    token: str


@retried
def invite(
    *,
    clinic: Clinic,
    by: Account | None,
    form_token: uuid.UUID,
    email: str,
    role: str,
    last_day: date | None = None,
) -> Invited:
    """Invite the reader of an e-mail to a role in a clinic; ``by`` is None on the command line.

    Raises ``PermissionDenied``, ``ValidationError`` by field, or ``AlreadySaved``.
    """
    if by is not None:
        access.require(by, clinic.pk, Right.ADMINISTER)
    validate_ascii_email(email)
    email = email.lower()
    with transaction.atomic():
        clinic = memberships.lock(clinic, by)
        invitation = Invitation(
            clinic=clinic,
            email=email,
            role=role,
            until=clinic.end_of(last_day) if last_day else None,
            invited_by=by,
            form_token=form_token,
        )
        saved = Invitation.objects.filter(form_token=form_token).first()
        if saved is not None:
            refuse_hidden(by, saved.clinic_id, Right.ADMINISTER)
            repetition([saved], [invitation])
            return Invited(saved, "")
        memberships.refuse_past(clinic, last_day)
        refuse_invited(clinic, email)
        token = invitation.renew()
        invitation.save(force_insert=True)
        audit.record("invite", by=by, clinic_id=clinic.pk, about=invitation)
    return Invited(invitation, token)


@retried
def renew(*, invitation: Invitation, by: Account) -> Invited:
    """Make a new link for an open invitation; the old one stops working.

    Raises ``PermissionDenied``, ``ValidationError`` if its sender is no longer an
    admin, or ``ChangedMeanwhile`` if it was answered.
    """
    access.require(by, invitation.clinic_id, Right.ADMINISTER)
    with transaction.atomic():
        memberships.lock(invitation.clinic, by)
        invitation = reread_open(invitation)
        if not Invitation.objects.from_current_admins().filter(pk=invitation.pk).exists():
            raise ValidationError(
                f"{invitation.invited_by} is no admin of {invitation.clinic} any more:"
                " withdraw the invitation, and invite again in your own name."
            )
        token = invitation.renew()
        invitation.save(update_fields=["token_hash", "expires_at"])
        audit.record("renew-invitation", by=by, clinic_id=invitation.clinic_id, about=invitation)
    return Invited(invitation, token)


def withdraw(*, invitation: Invitation, by: Account) -> Invitation:
    """Withdraw an open invitation. Raises ``PermissionDenied`` or ``ChangedMeanwhile``."""
    access.require(by, invitation.clinic_id, Right.ADMINISTER)
    with transaction.atomic():
        memberships.lock(invitation.clinic, by)
        invitation = reread_open(invitation)
        invitation.withdrawn_by, invitation.withdrawn_at = by, timezone.now()
        invitation.save(update_fields=["withdrawn_by", "withdrawn_at"])
        audit.record("withdraw-invitation", by=by, clinic_id=invitation.clinic_id, about=invitation)
    return invitation


@retried
def make_account(*, invitation: Invitation, full_name: str, password: str) -> None:
    """Make an account for the invited e-mail, unless it has one; the invitation stays open.

    Returns nothing and takes the same time in both cases, so that the holder of the link
    cannot learn if there was an account before they have signed in to it. If the account was
    never a member of a clinic, its name and password are set again, for a person who mistyped
    them the first time. Raises ``ChangedMeanwhile`` if the link is used up, and
    ``ValidationError``, by field, if another member has the name.
    """
    with transaction.atomic():
        clinic = memberships.lock(invitation.clinic, None)
        invitation = reread_acceptable(invitation)
        account = Account.objects.filter(email=invitation.email).first()
        namesakes.refuse_namesake(full_name, [clinic], but=account)
        if account is None:
            accounts.create(
                email=invitation.email,
                full_name=full_name,
                password=password,
                by=invitation.invited_by,
            )
        elif account.memberships.exists():
            make_password(password)  # the result is not used: only the time it takes matters
        else:
            accounts.begin_anew(account=account, full_name=full_name, password=password)


@retried
def accept(*, invitation: Invitation, by: Account) -> Invitation:
    """Take up the membership with an account that has the invitation's e-mail.

    Raises ``ChangedMeanwhile`` if the link is used up, and ``ValidationError`` if the
    invitation is for another person, if ``by`` has a role in the clinic, or if another
    member has their name.
    """
    with transaction.atomic():
        clinic = memberships.lock(invitation.clinic, None)
        invitation = reread_acceptable(invitation)
        if by.email != invitation.email:
            raise ValidationError("This invitation is for another e-mail than your account’s.")
        refuse_member(clinic, by.email)
        join(invitation, by)
    return invitation


def join(invitation: Invitation, account: Account) -> None:
    """Accept an invitation for an account, in the transaction of the caller.

    An account that had left every clinic comes back without its former outside identity.
    """
    if not account.memberships.granted().exists():
        outside_identities.end(account.outside_identities.unended(), by=account)
    invitation.accepted_by, invitation.accepted_at = account, timezone.now()
    invitation.save(update_fields=["accepted_by", "accepted_at"])
    audit.record("accept-invitation", by=account, clinic_id=invitation.clinic_id, about=invitation)
    accounts.grant(
        account=account,
        clinic=invitation.clinic,
        role=invitation.role,
        by=invitation.invited_by,
        until=invitation.until,
    )


def reread_open(invitation: Invitation) -> Invitation:
    """Read an open invitation again. Raises ``ChangedMeanwhile`` if it was answered."""
    found = Invitation.objects.open().select_related("clinic").filter(pk=invitation.pk).first()
    if found is None or found.token_hash != invitation.token_hash:
        raise ChangedMeanwhile(USED)
    return found


def reread_acceptable(invitation: Invitation) -> Invitation:
    """Read it again; raise ``ChangedMeanwhile`` also if its sender left or it has expired."""
    invitation = reread_open(invitation)
    is_from_admin = Invitation.objects.from_current_admins().filter(pk=invitation.pk).exists()
    if invitation.has_expired or not is_from_admin:
        raise ChangedMeanwhile(USED)
    return invitation


def refuse_invited(clinic: Clinic, email: str) -> None:
    """Raise ``ValidationError`` for the e-mail of a member, or of an open invitation."""
    refuse_member(clinic, email)
    if clinic.invitations.filter(email=email, accepted_at=None, withdrawn_at=None).exists():
        raise ValidationError(
            {"email": f"{email} is invited to {clinic} already: send that invitation again."}
        )


def refuse_member(clinic: Clinic, email: str) -> None:
    """Raise ``ValidationError`` for a person who has a role in the clinic now or later."""
    members = clinic.memberships.unended().filter(is_emergency=False)
    member = members.filter(account__email=email).select_related("account").first()
    if member:
        label = Role(member.role).label.lower()
        raise ValidationError({"email": f"{member.account} is {label} of {clinic} already."})
