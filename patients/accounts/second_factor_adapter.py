"""Encrypting second factors, which allauth would keep readable."""

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from patients.accounts.ciphers import cipher

PURPOSE = b"titration: secrets of second factors"


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's adapter with encrypted secrets, and the product's name in apps and passkeys."""

    def encrypt(self, text: str) -> str:
        return cipher(PURPOSE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret. Raises ``InvalidToken`` if no key of the settings encrypted it."""
        return cipher(PURPOSE).decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": settings.MFA_TOTP_ISSUER}
