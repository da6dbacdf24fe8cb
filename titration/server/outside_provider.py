"""Reads which OpenID provider of the hospital people may sign in with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured

NEEDED = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME")
VOUCHING = ("OIDC_SECOND_FACTOR_AMR", "OIDC_SECOND_FACTOR_ACR")
PATH = r"(/[^\s?#]*)?"
ISSUER = re.compile(r"https://[a-z0-9][a-z0-9.-]*(:\d+)?" + PATH)
ON_THIS_COMPUTER = re.compile(r"http://(127\.0\.0\.1|localhost)(:\d+)?" + PATH)


@dataclass(frozen=True, kw_only=True)
class OutsideProvider:
    """The provider, as its ID tokens name it, and the client that the hospital made for us.

    ``name`` is what people call it. A sign-in whose ``amr`` holds one of ``second_factor_amr``,
    or whose ``acr`` is one of ``second_factor_acr``, had a second factor there.
    """

    issuer: str
    client_id: str
    client_secret: str
    name: str
    second_factor_amr: frozenset[str]
    second_factor_acr: frozenset[str]


def read_outside_provider(variables: Mapping[str, str], *, is_demo: bool) -> OutsideProvider | None:
    """Return the provider; ``None`` if none is set.

    Raises ImproperlyConfigured with one sentence, which quotes neither secret nor client.
    """
    given = {name: variables.get(name, "").strip() for name in (*NEEDED, *VOUCHING)}
    if not any(given.values()):
        return None
    if missing := [name for name in NEEDED if not given[name]]:
        raise ImproperlyConfigured(
            f"{', '.join(NEEDED)} go together: {' and '.join(missing)} is missing."
        )
    if not _is_issuer(given["OIDC_ISSUER"], is_demo=is_demo):
        raise ImproperlyConfigured(
            f"OIDC_ISSUER is “{given['OIDC_ISSUER']}”; it takes the provider’s address, such as"
            " https://sign-in.hospital.example, exactly as its ID tokens name it."
        )
    return OutsideProvider(
        issuer=given["OIDC_ISSUER"],
        client_id=given["OIDC_CLIENT_ID"],
        client_secret=given["OIDC_CLIENT_SECRET"],
        name=given["OIDC_NAME"],
        second_factor_amr=_listed(given["OIDC_SECOND_FACTOR_AMR"]),
        second_factor_acr=_listed(given["OIDC_SECOND_FACTOR_ACR"]),
    )


def _is_issuer(value: str, *, is_demo: bool) -> bool:
    """True for an https address without a query; a demo also takes http on this computer."""
    is_local = is_demo and ON_THIS_COMPUTER.fullmatch(value)
    return bool(ISSUER.fullmatch(value) or is_local)


def _listed(value: str) -> frozenset[str]:
    return frozenset(item.strip() for item in value.split(",") if item.strip())
