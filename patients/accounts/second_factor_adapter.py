"""How this project keeps second factors, which allauth would leave readable."""

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from patients.accounts.ciphers import cipher

PURPOSE = b"titration: secrets of second factors"


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets encrypted with keys that are not in the database; the product named as itself."""

    def encrypt(self, text: str) -> str:
        return cipher(PURPOSE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret. Raises ``InvalidToken`` where no key of the settings made it."""
        return cipher(PURPOSE).decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": settings.MFA_TOTP_ISSUER}
