"""How this project keeps second factors, which allauth would leave readable."""

import base64
from functools import lru_cache

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"titration: secrets of second factors"


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets encrypted with keys that are not in the database; the product named as itself."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code does not open the account, or was used already.",
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret. Raises ``InvalidToken`` where no key of the settings made it."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": settings.MFA_TOTP_ISSUER}


def _cipher() -> MultiFernet:
    """Encrypts with the key made of SECRET_KEY; decrypts with former ones too."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([_fernet(key) for key in keys])


@lru_cache(maxsize=8)
def _fernet(secret: str) -> Fernet:
    """A key for this purpose only, so that nothing signed with ``secret`` speaks of it."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
