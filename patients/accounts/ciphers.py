"""Encrypting secrets that the product keeps or puts in cookies, with keys from the settings."""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def cipher(purpose: bytes) -> MultiFernet:
    """Return a cipher with a key made from SECRET_KEY; it decrypts with former keys too."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([_fernet(key, purpose) for key in keys])


@lru_cache(maxsize=16)
def _fernet(secret: str, purpose: bytes) -> Fernet:
    """Make a key from ``secret`` for one purpose, which decrypts nothing of other purposes."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
