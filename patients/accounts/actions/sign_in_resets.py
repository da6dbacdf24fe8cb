"""Resetting the sign-in of people who cannot sign in: a new password and new second factors."""

import uuid
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from patients import access, audit
from patients.access import Right
from patients.accounts.actions import (
    account_status,
    outside_identities,
    second_factors,
    sign_ins,
)
from patients.actions.conflicts import AlreadySaved, ChangedMeanwhile, repetition, retried
from patients.database.acting_account import become
from patients.models import Account, SignInReset


class Reset(NamedTuple):
    """A reset and the token of its link, which is kept nowhere.

    The token is empty if the same form had made the reset before.
    """

    reset: SignInReset
    token: str


@retried
def reset(
    *,
    account: Account,
    by: Account,
    form_token: uuid.UUID,
    remove_second_factors: bool,
    reason: str,
) -> Reset:
    """Make a password unusable, end the sessions, and make a link for a new password.

    The hospital's provider opens the account no more either: the link is the only way in.

    Raises ``ValidationError`` as ``refuse_reset`` does, or if second factors are to be
    removed without a reason; or ``AlreadySaved``.
    """
    if remove_second_factors and not reason:
        raise ValidationError({"reason": "Enter why the second factors are removed."})
    with transaction.atomic():
        refuse_reset(account, by=by)
        account = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
        made = SignInReset(
            account=account,
            reset_by=by,
            form_token=form_token,
            removed_second_factors=remove_second_factors,
            reason=reason if remove_second_factors else "",
        )
        saved = SignInReset.objects.filter(form_token=form_token).first()
        if saved is not None:
            return Reset(reset_before(saved, made), "")
        account.sign_in_resets.open().update(replaced_at=timezone.now())
        token = made.renew()
        made.save(force_insert=True)
        outside_identities.end(account.outside_identities.unended(), by=by)
        account.set_unusable_password()
        account.save(update_fields=["password"])
        audit.record("reset-sign-in", by=by, about=made)
        if remove_second_factors:
            second_factors.remove_all(account=account, by=by)
        sign_ins.end_sessions(account=account, by=by)
    return Reset(made, token)


def reset_before(saved: SignInReset, made: SignInReset) -> SignInReset:
    """Return the reset that the form made before, if it was sent again with the same content.

    Raises ``AlreadySaved`` if not, without what was saved if that is another account's.
    """
    if saved.account_id != made.account_id:
        raise AlreadySaved("This form was already sent for another account. Nothing was saved now.")
    return repetition([saved], [made])[0]


def refuse_reset(account: Account, *, by: Account) -> None:
    """Raise ``ValidationError`` for an account that ``by`` cannot reset.

    These are their own account, an account of no clinic that they are an admin of, and, if
    the link is shown to them and not sent, one that can open records of other clinics too.
    """
    if account.pk == by.pk:
        raise ValidationError(account_status.OWN)
    account_status.refuse_strangers(account, by)
    mine = access.clinics_where(by, Right.ADMINISTER)
    elsewhere = account.memberships.granted().exclude(clinic__in=mine)
    if not settings.MAIL_IS_SENT and elsewhere.exists():
        raise ValidationError(
            f"{account} is also a member of a clinic that you are no admin of, and the link of a"
            " reset would be shown to you: once e-mail is set up it goes to its owner alone."
        )


@retried
def use(*, reset: SignInReset, password: str) -> Account:
    """Set the new password of an account, chosen by the holder of the link.

    Raises ``ChangedMeanwhile`` if the link is used up or the account closed.
    """
    with transaction.atomic():
        account = Account.objects.select_for_update(no_key=True).get(pk=reset.account_id)
        unused = SignInReset.objects.open().from_current_admins().filter(pk=reset.pk)
        if not account.is_active or not unused.update(used_at=timezone.now()):
            raise ChangedMeanwhile("This link has been used or replaced meanwhile.")
        account.set_password(password)
        account.save(update_fields=["password"])
        become(account)
        audit.record("choose-password", by=account, about=account)
    return account
