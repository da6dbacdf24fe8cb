"""Checking what people show to prove who they are: a password, a code or a passkey.

Each try at a password or a code is counted before it is checked, outside the request's
transaction, and the count is taken back if it was right (``patients/accounts/tries.py``).
Every refusal except that of a sign-in names the field that shows it. None of these is
``retried`` after a collision: a second check would count twice, and find the code used.
"""

from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.webauthn.internal import auth
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from patients.accounts import tries
from patients.accounts.actions import sign_ins
from patients.models import Account

MISMATCH = "No account in use has this e-mail and password."
NOT_YOURS = "This is not the password of your account."
WRONG_CODE = "This code does not open the account, or was used already."
NOT_SHOWN_NOW = "This is not the code the app shows now. Wait for the next one."
NO_PASSKEY_USED = "The passkey was not used. Try again, or sign in another way."
NO_PASSKEY_MADE = "No passkey was made. Choose “Add a passkey” and follow what your browser asks."
NOT_VERIFIED = "This passkey does not ask for a finger, a face or a PIN."
# A code is valid for its own half minute and for those the tolerance adds.
CODE_LIVES = 30 * (2 * settings.MFA_TOTP_TOLERANCE + 1)
# What allauth raises, besides ``ValidationError``, for a passkey that is malformed.
MALFORMED = (AttributeError, KeyError, TypeError, ValueError, ValidationError)


@sensitive_variables("password")
def check_password(request: HttpRequest, *, email: str, password: str) -> Account:
    """Return the account that has this e-mail and this password.

    A right password takes its count back, or signing in often would lock an account. For a
    deactivated account it does not, or a limit that is never met would show that it is right.
    Raises ``ValidationError``, and audits the failure, if no active account has both, or after
    too many tries.
    """
    try:
        counted = tries.count_password(request, email)
    except ValidationError:
        sign_ins.record_failed(email=email)
        raise
    account = authenticate(request, email=email, password=password)
    if account is None:
        sign_ins.record_failed(email=email)
        raise ValidationError(MISMATCH)
    counted.rollback()
    return account


@sensitive_variables("password")
def confirm_password(
    request: HttpRequest, *, by: Account, password: str, shown_by: str = "password"
) -> None:
    """Check the password of the account that is signed in.

    Tries are counted for this session only, so no other person can use them up. Raises
    ``ValidationError`` by the field ``shown_by``, and audits the failure, if the password is
    wrong, or after too many tries.
    """
    try:
        counted = tries.count_in_session(request, "password", by)
    except ValidationError as refusal:
        sign_ins.record_failed(email=by.email)
        raise ValidationError({shown_by: refusal}) from refusal
    if not by.check_password(password):
        sign_ins.record_failed(email=by.email)
        raise ValidationError({shown_by: NOT_YOURS})
    counted.rollback()


def check_code(request: HttpRequest, *, account: Account, code: str) -> Authenticator:
    """Return the factor that a code belongs to, app or recovery codes, and mark the code used.

    Raises ``ValidationError`` by field if the code is wrong or used, or after too many tries.
    """
    try:
        counted = tries.count_code(request, account)
    except ValidationError as refusal:
        raise ValidationError({"code": refusal}) from refusal
    factors = Authenticator.objects.filter(user_id=account.pk)
    for factor in factors.exclude(type=Authenticator.Type.WEBAUTHN):
        if factor.wrap().validate_code(code):
            break
    else:
        raise ValidationError({"code": WRONG_CODE})
    if factor.type == Authenticator.Type.TOTP and not _use_up(account, code):
        raise ValidationError({"code": WRONG_CODE})
    counted.rollback()
    return factor


def check_passkey(*, account: Account | None, credential: object) -> Authenticator:
    """Return the passkey that a browser used; without an account, the passkey names it.

    Tries are not counted, because a passkey cannot be guessed. Raises ``ValidationError`` by
    field if it belongs to no active account, or if it is used without a password and the
    browser did not verify its owner.
    """
    try:
        response = auth.parse_authentication_response(credential)
        owner = account or auth.extract_user_from_response(credential)
        passkey: Authenticator = auth.complete_authentication(owner, credential)
        is_verified = response.response.authenticator_data.is_user_verified()
    except MALFORMED as error:
        raise ValidationError({"credential": NO_PASSKEY_USED}) from error
    if not passkey.user.is_active or (account is None and not is_verified):
        raise ValidationError({"credential": NO_PASSKEY_USED})
    return passkey


def check_new_app(request: HttpRequest, *, by: Account, secret: str, code: str) -> None:
    """Check that an authenticator app holds ``secret`` by a code, and mark the code used.

    Raises ``ValidationError`` by field if the code is wrong or used, or after too many tries.
    """
    try:
        counted = tries.count_in_session(request, "code", by)
    except ValidationError as refusal:
        raise ValidationError({"code": refusal}) from refusal
    if not (validate_totp_code(secret, code) and _use_up(by, code)):
        raise ValidationError({"code": NOT_SHOWN_NOW})
    counted.rollback()


def check_new_passkey(credential: Any) -> None:
    """Check a passkey that the browser has just made against the request for it.

    Raises ``ValidationError`` if it is another one, or the browser did not verify its owner.
    """
    try:
        auth.parse_registration_response(credential)
        made = auth.complete_registration(credential)
    except MALFORMED as error:
        raise ValidationError(NO_PASSKEY_MADE) from error
    if not made.is_user_verified():
        raise ValidationError(NOT_VERIFIED)


def _use_up(account: Account, code: str) -> bool:
    """Mark a code of the app as used; return ``False`` if it was used before.

    So a code cannot be used again for a sign-in after it set up the app, or after another
    sign-in.
    """
    key = f"used-code:{account.pk}:{normalize_user_code(code)}"
    return bool(cache.add(key, "used", timeout=CODE_LIVES))
