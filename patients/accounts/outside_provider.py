"""Sending a person to the hospital's OpenID provider, and checking who comes back.

allauth finds the provider's addresses, keeps what the session began, and exchanges the code. It
takes an ID token that it fetched itself without checking its signature, sends no nonce, and
believes the issuer that the provider states; so the token is checked here, and nothing else that
the provider says of a person is asked for or kept (docs/adr/0033).
"""

import logging
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, NamedTuple

import jwt
import requests
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

PROVIDER_ID = "hospital"
# Signatures by a private key of the provider's. One made with the client's secret proves less.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
CLAIMS = ("iss", "sub", "aud", "exp", "iat", "nonce", "auth_time")
CLOCKS_DIFFER = 60  # seconds, at most, between the provider's clock and ours
LONGEST_SUBJECT = 255  # characters of ASCII, by the standard
# What is raised if a provider does not answer, or not as the standard says.
MALFORMED = (
    *(requests.RequestException, jwt.PyJWTError),
    *(AttributeError, KeyError, TypeError, ValueError),
)

logger = logging.getLogger(__name__)


class ProviderAway(Exception):
    """The provider does not answer, or not as the standard says."""


class NotProved(Exception):
    """Nobody is signed in by what the browser brought back. It is told without a reason."""


class Proof(NamedTuple):
    """Who has just signed in at the provider, and what the session had begun that for.

    ``had_second_factor`` is true only if the provider named a value that the operator listed.
    """

    issuer: str
    subject: str
    had_second_factor: bool
    begun: Mapping[str, Any]


def in_settings() -> Any:
    """Return the provider of the settings. The views answer 404 if there is none."""
    return settings.OUTSIDE_PROVIDER


class Connections(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """allauth's adapter, whose requests keep to https and fail if the provider does."""

    def get_requests_session(self) -> requests.Session:
        session: requests.Session = super().get_requests_session()
        if in_settings().issuer.startswith("https:"):
            session.adapters.pop("http://")  # an http address, redirected to or not, raises
        session.hooks["response"].append(refuse_fault)
        return session


def refuse_fault(response: requests.Response, **_options: object) -> None:
    """Raise ``requests.HTTPError`` if the provider failed."""
    if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        response.raise_for_status()


class Provider(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """allauth's adapter for the one provider that the environment names."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, PROVIDER_ID)
        ours = in_settings()
        self.app = SocialApp(  # never saved
            provider=OpenIDConnectProvider.id,
            provider_id=PROVIDER_ID,
            client_id=ours.client_id,
            secret=ours.client_secret,
            settings={"server_url": ours.issuer.rstrip("/")},
        )

    def get_provider(self) -> OpenIDConnectProvider:
        return OpenIDConnectProvider(self.request, app=self.app)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("come-back"))

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider states about itself. Raises ``ValueError`` if it is another one."""
        config: dict[str, Any] = super().openid_config
        scheme = in_settings().issuer.partition(":")[0]
        if config["issuer"] != in_settings().issuer:
            raise ValueError("the issuer is another one")
        if not config["authorization_endpoint"].startswith(f"{scheme}:"):
            raise ValueError("the browser would leave https")
        return config


def begin(request: HttpRequest, **begun: Any) -> str:
    """Return the address at the provider to which the browser goes to sign in.

    The session keeps ``begun`` for ten minutes, for the browser that comes back with its state.
    The person has to sign in there anew (``max_age``): a session that a colleague left open at
    the provider opens nothing here. Raises ``ProviderAway``.
    """
    provider, pkce, nonce = Provider(request), generate_code_challenge(), secrets.token_urlsafe(32)
    kept = {"nonce": nonce, "verifier": pkce.pop("code_verifier"), "at": time.time()}
    with reaching():
        client = provider.get_client(request, provider.app)
        asked = {"nonce": nonce, "prompt": "login", "max_age": 0, **pkce}
        client.state = statekit.stash_state(
            request, provider_id=PROVIDER_ID, state={**begun, **kept}
        )
        address: str = client.get_redirect_url(provider.authorize_url, ["openid"], asked)
    return address


def prove(request: HttpRequest, *, state: str, code: str, iss: str) -> Proof:
    """Exchange the code that a browser brought back, and check who signed in.

    A state is known to the session that began it only, and once. Raises ``NotProved`` or
    ``ProviderAway``.
    """
    begun = statekit.unstash_state(request, provider_id=PROVIDER_ID, state_id=state)
    if begun is None or not code or iss not in ("", in_settings().issuer):
        raise NotProved
    provider = Provider(request)
    with reaching():
        client = provider.get_client(request, provider.app)
        answer = client.get_access_token(code, pkce_code_verifier=begun["verifier"])
        token, keys = str(answer.get("id_token")), keys_of(provider)
    claims = checked(token, keys, begun)
    return Proof(claims["iss"], claims["sub"], vouches(claims), begun)


@contextmanager
def reaching() -> Iterator[None]:
    """Raise ``ProviderAway`` if the provider cannot be used, ``NotProved`` if it refuses a code."""
    try:
        yield
    except OAuth2Error as error:
        logger.warning("The provider refused a code", exc_info=True)
        raise NotProved from error
    except MALFORMED as error:
        logger.warning("The provider cannot be used", exc_info=True)
        raise ProviderAway from error


def keys_of(provider: Provider) -> jwt.PyJWKSet:
    """Fetch the keys with which the provider signs now."""
    with Connections().get_requests_session() as session:
        answer = session.get(provider.openid_config["jwks_uri"])
        answer.raise_for_status()
        return jwt.PyJWKSet.from_dict(answer.json())


def checked(token: str, keys: jwt.PyJWKSet, begun: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the claims of an ID token. Raises ``NotProved`` unless every one of them is right."""
    ours = in_settings()
    try:
        claims: Mapping[str, Any] = jwt.decode(
            token,
            key_for(token, keys),
            algorithms=ALGORITHMS,
            issuer=ours.issuer,
            audience=ours.client_id,
            leeway=CLOCKS_DIFFER,
            options={"require": list(CLAIMS)},
        )
    except jwt.PyJWTError as error:
        raise NotProved from error
    is_for_us = claims.get("azp", ours.client_id) == ours.client_id and (
        isinstance(claims["aud"], str) or len(claims["aud"]) == 1 or "azp" in claims
    )
    is_of_this_sign_in = claims["nonce"] == begun["nonce"]
    signed_in_at, subject = claims["auth_time"], claims["sub"]
    is_new = isinstance(signed_in_at, int) and signed_in_at > begun["at"] - CLOCKS_DIFFER
    is_named = 0 < len(subject) <= LONGEST_SUBJECT and subject.isascii() and subject.isprintable()
    if not (is_for_us and is_of_this_sign_in and is_new and is_named):
        raise NotProved
    return claims


def key_for(token: str, keys: jwt.PyJWKSet) -> jwt.PyJWK:
    """Return the key that a token names, or the only one if it names none."""
    kid = jwt.get_unverified_header(token).get("kid")
    named = [key for key in keys.keys if kid in (None, key.key_id)]
    if len(named) != 1:
        raise NotProved
    return named[0]


def vouches(claims: Mapping[str, Any]) -> bool:
    """True if the provider says that it asked for a second factor, in words the operator listed."""
    ours, ways = in_settings(), claims.get("amr")
    named = {str(way) for way in ways} if isinstance(ways, list) else set()
    return bool(named & ours.second_factor_amr or {str(claims.get("acr"))} & ours.second_factor_acr)
