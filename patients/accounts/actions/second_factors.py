"""Second factors of an account: an authenticator app, passkeys, recovery codes."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from patients import audit
from patients.accounts.actions import proofs
from patients.actions.conflicts import retried
from patients.models import Account

Type = Authenticator.Type
LAST_ONE = "This is your only second factor. Set up another first, then remove this one."


def of(account: Account) -> list[Authenticator]:
    """Return the apps and passkeys of an account, oldest first."""
    factors = Authenticator.objects.filter(user_id=account.pk).exclude(type=Type.RECOVERY_CODES)
    return list(factors.order_by("pk"))


def set_up_app(request: HttpRequest, *, secret: str, code: str, by: Account) -> Authenticator:
    """Add an authenticator app, once a code has proved that it holds ``secret``.

    Raises ``ValidationError`` as ``proofs.check_new_app`` and ``add_app`` do.
    """
    proofs.check_new_app(request, by=by, secret=secret, code=code)
    return add_app(secret=secret, by=by)


@retried
def add_app(*, secret: str, by: Account) -> Authenticator:
    """Add an authenticator app that holds ``secret``.

    Raises ``ValidationError`` if the account has one.
    """
    with transaction.atomic():
        _lock(by)
        if any(factor.type == Type.TOTP for factor in of(by)):
            raise ValidationError("An authenticator app is set up already.")
        return _added(TOTP.activate(by, secret).instance, by)


def set_up_passkey(*, name: str, credential: object, by: Account) -> Authenticator:
    """Add a passkey that the browser has just made.

    Raises ``ValidationError`` as ``proofs.check_new_passkey`` does.
    """
    proofs.check_new_passkey(credential)
    return add_passkey(name=name, credential=credential, by=by)


@retried
def add_passkey(*, name: str, credential: object, by: Account) -> Authenticator:
    """Add a passkey; ``credential`` is what the browser sent, checked already."""
    with transaction.atomic():
        _lock(by)
        return _added(WebAuthn.add(by, name, credential).instance, by)


def _added(factor: Authenticator, by: Account) -> Authenticator:
    """Audit a new factor; with the first, make recovery codes."""
    RecoveryCodes.activate(by)
    audit.record("add-second-factor", by=by, about=factor)
    return factor


def remove(*, factor: Authenticator, by: Account) -> None:
    """Remove a factor of ``by``; with the last one, remove the recovery codes.

    Raises ``ValidationError`` for the last one if accounts must have one.
    """
    with transaction.atomic():
        _lock(by)
        others = [other for other in of(by) if other.pk != factor.pk]
        if settings.SECOND_FACTOR_REQUIRED and not others:
            raise ValidationError(LAST_ONE)
        audit.record("remove-second-factor", by=by, about=factor)
        factor.delete()
        if not others:
            _recovery_codes(by).delete()


def remove_all(*, account: Account, by: Account) -> None:
    """Remove all factors of an account; its owner sets up new ones at the next sign-in."""
    with transaction.atomic():
        _lock(account)
        Authenticator.objects.filter(user_id=account.pk).delete()
        audit.record("reset-second-factors", by=by, about=account)


def codes_left(account: Account) -> int:
    """Count the unused recovery codes of an account: 0 before its first factor."""
    codes = _codes_of(account)
    return len(codes.get_unused_codes()) if codes else 0


def codes_to_keep(account: Account) -> list[str]:
    """Return the recovery codes until their owner has confirmed that they kept them."""
    codes = _codes_of(account)
    return codes.get_unused_codes() if codes and not codes.did_view else []


@retried
def keep_codes(*, by: Account) -> None:
    """Stop showing the recovery codes: their owner has kept them."""
    with transaction.atomic():
        if codes := _codes_of(by):
            codes.mark_as_viewed()


@retried
def renew_codes(*, by: Account) -> None:
    """Replace the recovery codes with new ones.

    Raises ``ValidationError`` if the account has no other factor.
    """
    with transaction.atomic():
        _lock(by)
        if not of(by):
            raise ValidationError("Set up an authenticator app or a passkey first.")
        _recovery_codes(by).delete()
        codes = RecoveryCodes.activate(by)
        audit.record("renew-recovery-codes", by=by, about=codes.instance)


def encrypt_anew() -> int:
    """Encrypt every secret with the newest key; return the number of factors that have one."""
    adapter = get_adapter()
    with transaction.atomic():
        factors = Authenticator.objects.select_for_update().exclude(type=Type.WEBAUTHN)
        for factor in (kept := list(factors)):
            for name in {"secret", "seed"} & factor.data.keys():
                factor.data[name] = adapter.encrypt(adapter.decrypt(factor.data[name]))
            factor.save(update_fields=["data"])
        audit.record("encrypt-second-factors-anew", by=None)
    return len(kept)


def _codes_of(account: Account) -> RecoveryCodes | None:
    kept = _recovery_codes(account).first()
    return kept and RecoveryCodes(kept)


def _recovery_codes(account: Account) -> Any:
    return Authenticator.objects.filter(user_id=account.pk, type=Type.RECOVERY_CODES)


def _lock(account: Account) -> None:
    """Lock an account, so that its factors are changed one after the other."""
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)
