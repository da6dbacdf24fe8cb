"""Letting somebody who cannot sign in choose a new password, and set up second factors again."""

import uuid
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from patients import audit
from patients.actions import accounts, second_factors, sign_ins
from patients.actions.conflicts import ChangedMeanwhile
from patients.models import Account, SignInReset


class Reset(NamedTuple):
    """A reset, and the token of its link: known now and never again.

    The token is empty where the same form had made the reset before.
    """

    reset: SignInReset
    token: str


def reset(
    *,
    account: Account,
    by: Account,
    form_token: uuid.UUID,
    remove_second_factors: bool,
    reason: str,
) -> Reset:
    """Make a password useless, end the sessions, and make a link for a new password.

    Raises ``ValidationError`` where second factors are to go without a reason, for
    one's own account, and for one that is a member where ``by`` is no admin.
    """
    if remove_second_factors and not reason:
        raise ValidationError({"reason": "Enter why the second factors are removed."})
    with transaction.atomic():
        account = accounts.lock(account, by=by)
        saved = SignInReset.objects.filter(form_token=form_token).first()
        if saved is not None:
            return Reset(saved, "")
        account.sign_in_resets.open().update(replaced_at=timezone.now())
        made = SignInReset(
            account=account,
            reset_by=by,
            form_token=form_token,
            removed_second_factors=remove_second_factors,
            reason=reason if remove_second_factors else "",
        )
        token = made.renew()
        made.save(force_insert=True)
        account.set_unusable_password()
        account.save(update_fields=["password"])
        audit.record("reset-sign-in", by=by, about=account)
        if remove_second_factors:
            second_factors.remove_all(account=account, by=by)
        sign_ins.end_sessions(account=account, by=by)
    return Reset(made, token)


def use(*, reset: SignInReset, password: str) -> Account:
    """Set the new password of whoever holds the link.

    Raises ``ChangedMeanwhile`` where the link is used up or the account closed.
    """
    with transaction.atomic():
        account = Account.objects.select_for_update(no_key=True).get(pk=reset.account_id)
        unused = SignInReset.objects.open().filter(pk=reset.pk)
        if not account.is_active or not unused.update(used_at=timezone.now()):
            raise ChangedMeanwhile("This link has been used or replaced meanwhile.")
        account.set_password(password)
        account.save(update_fields=["password"])
        audit.record("choose-password", by=account, about=account)
    return account
