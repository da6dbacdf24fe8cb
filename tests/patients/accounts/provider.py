"""An OpenID provider on this computer, which can be told to do what no good provider does."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

KEY, KID = rsa.generate_private_key(public_exponent=65537, key_size=2048), "the key"
ALGORITHM = "RS256"


class Provider:
    """A provider that signs in the person whom a test names.

    ``wrong`` replaces claims of the next ID tokens, and leaves out those that are ``None``;
    ``signing`` replaces the key, the algorithm or the headers that sign them. ``replies``
    replaces the answer at a path: a status, and what is sent as JSON. Each answer takes
    ``seconds``. A browser that comes to ``/authorize`` is sent back at once as ``person``.
    """

    def __init__(self, issuer: str, client_id: str, client_secret: str) -> None:
        self.issuer, self.client_id, self.client_secret = issuer, client_id, client_secret
        self.wrong: dict[str, Any] = {}
        self.signing: dict[str, Any] = {}
        self.replies: dict[str, tuple[int, Any]] = {}
        self.seconds = 0.0
        self.person = ""
        self._codes: dict[str, tuple[str, dict[str, str]]] = {}

    def sign_in(self, address: str, subject: str) -> dict[str, str]:
        """Sign a person in who was sent to ``address``; return what the browser brings back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
        assert (asked["scope"], asked["prompt"], asked["max_age"]) == ("openid", "login", "0")
        code = secrets.token_urlsafe(16)
        self._codes[code] = subject, asked
        return {"state": asked["state"], "code": code, "iss": self.issuer}

    def send_back(self, address: str) -> str:
        """Sign ``person`` in, and return the address to which the browser goes back."""
        (back,) = parse_qs(urlsplit(address).query)["redirect_uri"]
        return f"{back}?{urlencode(self.sign_in(address, self.person))}"

    def answer(self, path: str, posted: dict[str, str]) -> tuple[int, Any]:
        """Return the status and the JSON for a request to this provider."""
        if path in self.replies:
            return self.replies[path]
        if path == "/.well-known/openid-configuration":
            return 200, self.configuration()
        if path == "/keys":
            return 200, {"keys": [public_key()]}
        return self._token(posted)

    def configuration(self, **wrong: Any) -> dict[str, Any]:
        """What the provider states about itself; ``wrong`` replaces parts of it."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **wrong,
        }

    def _token(self, posted: dict[str, str]) -> tuple[int, Any]:
        subject, asked = self._codes.pop(posted["code"], ("", {}))
        hashed = hashlib.sha256(posted.get("code_verifier", "").encode()).digest()
        shown = {
            "code_challenge": base64.urlsafe_b64encode(hashed).rstrip(b"=").decode(),
            "redirect_uri": posted["redirect_uri"],
        }
        client = (posted["client_id"], posted["client_secret"])
        if client != (self.client_id, self.client_secret) or not shown.items() <= asked.items():
            return 400, {"error": "invalid_grant", "error_description": "quoted by nobody"}
        token = self._id_token(subject, asked["nonce"])
        return 200, {"access_token": "kept by nobody", "token_type": "Bearer", "id_token": token}

    def _id_token(self, subject: str, nonce: str) -> str:
        now = int(time.time())
        right = {"iss": self.issuer, "sub": subject, "aud": self.client_id, "nonce": nonce}
        told = {**right, "iat": now, "exp": now + 300, "auth_time": now, **self.wrong}
        claims = {name: value for name, value in told.items() if value is not None}
        how = {"key": KEY, "algorithm": ALGORITHM, "headers": {"kid": KID}, **self.signing}
        return jwt.encode(claims, **how)


def public_key() -> dict[str, Any]:
    """The key that checks what the provider signs, as it is published."""
    public = RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
    return {**public, "kid": KID, "alg": ALGORITHM, "use": "sig"}


@contextmanager
def serving(client_id: str, client_secret: str) -> Iterator[Provider]:
    """Serve a provider on a free port for the length of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not self.path.startswith("/authorize"):
                self.reply({})
                return
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", provider.send_back(self.path))
            self.end_headers()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.reply({name: values[0] for name, values in parse_qs(body).items()})

        def reply(self, posted: dict[str, str]) -> None:
            time.sleep(provider.seconds)
            status, said = provider.answer(urlsplit(self.path).path, posted)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_port}", client_id, client_secret)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
