"""A passkey without a device: it signs the server's challenges for one account."""

import hashlib
import json
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from patients.models import Account

HOST = "localhost"
ORIGIN = f"http://{HOST}"
ID = b"a passkey without a device"
Flag = AuthenticatorData.FLAG


class Passkey:
    """A key pair that an account keeps as its passkey, on ``HOST``."""

    def __init__(self, account: Account) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.handle = user_pk_to_url_str(account).encode()
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        made = AttestedCredentialData.create(bytes(16), ID, public)
        told = AttestationObject.create("none", self.data(Flag.UP | Flag.UV | Flag.AT, made), {})
        client = CollectedClientData.create("webauthn.create", b"", ORIGIN)
        said = {"clientDataJSON": client.b64, "attestationObject": websafe_encode(bytes(told))}
        self.kept: Authenticator = WebAuthn.add(account, "key", self.credential(said)).instance

    def data(self, flags: Flag, made: bytes = b"") -> AuthenticatorData:
        rp_id_hash = hashlib.sha256(HOST.encode()).digest()
        data: AuthenticatorData = AuthenticatorData.create(rp_id_hash, flags, 0, made)
        return data

    def credential(self, said: dict[str, str]) -> dict[str, Any]:
        return {
            "id": websafe_encode(ID),
            "rawId": websafe_encode(ID),
            "type": "public-key",
            "response": said,
            "clientExtensionResults": {},
        }

    def answer(self, options: dict[str, Any], *, flags: Flag = Flag.UP | Flag.UV) -> str:
        """Return what a browser sends when a page asks for the passkey with ``options``."""
        data = self.data(flags)
        challenge = options["publicKey"]["challenge"]
        client = CollectedClientData.create("webauthn.get", challenge, ORIGIN)
        signature = self.key.sign(bytes(data) + client.hash, ec.ECDSA(SHA256()))
        said = {
            "clientDataJSON": client.b64,
            "authenticatorData": websafe_encode(bytes(data)),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(self.handle),
        }
        return json.dumps(self.credential(said))
