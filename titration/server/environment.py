"""Reads the environment variables, and refuses wrong ones with one sentence each."""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from patients.database.roles import OWNER
from titration.server import metrics_port
from titration.server.embedded_database import EmbeddedDatabase
from titration.server.outside_provider import OutsideProvider, read_outside_provider

MODES = ("production", "demo")
LOCALHOST = ["localhost", "127.0.0.1", "[::1]"]
CONNECTION_SECONDS = 60
HOST_NAME = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\]", re.IGNORECASE)
ADDRESS = re.compile(r"[^@\s<>,]+@[^@\s<>,]+")
# smtps speaks TLS from the first byte, smtp+tls after STARTTLS, smtp not at all.
MAIL_PORTS = {"smtps": 465, "smtp+tls": 587, "smtp": 25}
MAIL_EXAMPLE = "smtp+tls://user:password@mail.example:587"
MAKE_A_KEY = "python -c 'import secrets; print(secrets.token_urlsafe(50))'"


@dataclass(frozen=True, kw_only=True)
class Mail:
    """The server that sends e-mail, and the sender; ``security`` says how TLS begins."""

    host: str
    port: int
    user: str
    password: str
    security: str
    sender: str


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The variables, read and checked.

    ``embedded_database`` is None if a URL names another database, ``mail`` if no e-mail is sent,
    ``outside_provider`` if nobody signs in with an account of the hospital, ``metrics`` if nothing
    is counted.
    """

    is_demo: bool
    debug: bool
    secret_key: str
    secret_key_fallbacks: list[str]
    allowed_hosts: list[str]
    csrf_trusted_origins: list[str]
    trusted_proxies: int
    mail: Mail | None
    metrics: metrics_port.Address | None
    outside_provider: OutsideProvider | None
    database: dict[str, Any]
    embedded_database: EmbeddedDatabase | None


def read(variables: Mapping[str, str], var: Path) -> Environment:
    """Read ``variables``; a demo keeps its key and database in the folder ``var``.

    Raises ImproperlyConfigured at the first wrong variable; its message is one sentence.
    """
    mode = variables.get("TITRATION_MODE", "production")
    if mode not in MODES:
        raise ImproperlyConfigured(f"TITRATION_MODE is “{mode}”; it can be production or demo.")
    is_demo = mode == "demo"
    url = variables.get("DATABASE_URL", "")
    if not is_demo and not url:
        raise ImproperlyConfigured(
            "Production needs DATABASE_URL: postgres://user:password@host/name."
        )
    embedded = None if url else EmbeddedDatabase(var)
    return Environment(
        is_demo=is_demo,
        debug=_debug(variables.get("DEBUG", ""), is_demo=is_demo),
        secret_key=_secret_key(variables.get("SECRET_KEY", ""), var, is_demo=is_demo),
        secret_key_fallbacks=_former_keys(variables.get("SECRET_KEY_FALLBACKS", "")),
        allowed_hosts=_allowed_hosts(variables.get("ALLOWED_HOSTS", ""), is_demo=is_demo),
        csrf_trusted_origins=_origins(variables.get("CSRF_TRUSTED_ORIGINS", "")),
        trusted_proxies=_trusted_proxies(variables.get("TRUSTED_PROXIES", ""), is_demo=is_demo),
        mail=_mail(variables.get("EMAIL_URL", ""), variables.get("EMAIL_FROM", "")),
        metrics=metrics_port.address_in(variables),
        outside_provider=read_outside_provider(variables, is_demo=is_demo),
        database=_at_url(embedded.url(OWNER) if embedded else url),
        embedded_database=embedded,
    )


def _debug(value: str, *, is_demo: bool) -> bool:
    if value not in ("", "0", "1"):
        raise ImproperlyConfigured(f"DEBUG is “{value}”; it can be 0 or 1.")
    if value == "1" and not is_demo:
        raise ImproperlyConfigured(
            "DEBUG=1 shows patients’ rows in error pages; production refuses it."
        )
    return value == "1"


def _secret_key(value: str, var: Path, *, is_demo: bool) -> str:
    if not value and is_demo:
        return _demo_key(var / "secret_key")
    if not value:
        raise ImproperlyConfigured(f"Production needs SECRET_KEY; make one with: {MAKE_A_KEY}")
    if _can_be_guessed(value):
        raise ImproperlyConfigured(f"SECRET_KEY can be guessed; make another with: {MAKE_A_KEY}")
    return value


def _former_keys(value: str) -> list[str]:
    # What a former key signed is still trusted, so a former key must be as hard to guess.
    keys = _items(value)
    for number, key in enumerate(keys, start=1):
        if _can_be_guessed(key):
            raise ImproperlyConfigured(
                f"SECRET_KEY_FALLBACKS holds a key that can be guessed, number {number} of"
                f" {len(keys)}: take it out."
            )
    return keys


def _can_be_guessed(key: str) -> bool:
    return len(key) < 50 or len(set(key)) < 20 or key.startswith("django-insecure-")


def _demo_key(path: Path) -> str:
    """Return the key of this copy of the project; its file is made on first use, for the owner."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        # If several processes do this at once, the first key written stays, and all read it.
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    try:
        return path.read_text()
    except PermissionError as error:
        raise ImproperlyConfigured(f"{path} belongs to another user: remove it.") from error


def _allowed_hosts(value: str, *, is_demo: bool) -> list[str]:
    hosts = _items(value)
    if is_demo and hosts:
        raise ImproperlyConfigured(
            "A demo answers on this computer only: unset ALLOWED_HOSTS, "
            "or set TITRATION_MODE=production."
        )
    if is_demo:
        return LOCALHOST
    if not hosts:
        raise ImproperlyConfigured(
            "Production needs ALLOWED_HOSTS: host names, separated by commas."
        )
    for host in hosts:
        if not HOST_NAME.fullmatch(host):
            raise ImproperlyConfigured(
                f"ALLOWED_HOSTS holds “{host}”; it takes host names, with no scheme, port or *."
            )
    return hosts


def _origins(value: str) -> list[str]:
    origins = _items(value)
    for origin in origins:
        parts = urlsplit(origin)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.path:
            raise ImproperlyConfigured(
                f"CSRF_TRUSTED_ORIGINS holds “{origin}”; an origin looks like https://titration.example."
            )
    return origins


def _trusted_proxies(value: str, *, is_demo: bool) -> int:
    if not value:
        return 0 if is_demo else 1
    if value not in {"0", "1", "2", "3", "4", "5"}:
        raise ImproperlyConfigured(
            f"TRUSTED_PROXIES is “{value}”; it takes how many proxies stand in front of the"
            " web server, a whole number from 0 to 5."
        )
    return int(value)


def _mail(url: str, sender: str) -> Mail | None:
    # The URL holds a password, so no sentence repeats it.
    if not url and not sender:
        return None
    if not url or not sender:
        raise ImproperlyConfigured(
            "EMAIL_URL and EMAIL_FROM go together: a server, and whom its e-mail comes from."
        )
    if not ADDRESS.fullmatch(sender):
        raise ImproperlyConfigured(
            f"EMAIL_FROM is “{sender}”; it takes one address, such as titration@clinic.example."
        )
    parts = urlsplit(url)
    if parts.scheme not in MAIL_PORTS or not parts.hostname or parts.path.strip("/"):
        raise ImproperlyConfigured(f"EMAIL_URL is no mail server; one looks like {MAIL_EXAMPLE}.")
    try:
        port = parts.port or MAIL_PORTS[parts.scheme]
    except ValueError as error:
        raise ImproperlyConfigured("EMAIL_URL names a port that is no number.") from error
    return Mail(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        security=parts.scheme,
        sender=sender,
    )


def _items(value: str) -> list[str]:
    return [item.strip() for item in value.split(",") if item.strip()]


def _at_url(url: str) -> dict[str, Any]:
    # The URL holds a password, so no sentence repeats it.
    if not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres://; no other will do.")
    try:
        database = dict(dj_database_url.parse(url))
    except ValueError as error:
        raise ImproperlyConfigured(
            "DATABASE_URL is no valid address; percent-encode special characters in its password."
        ) from error
    if not database["NAME"]:
        raise ImproperlyConfigured("DATABASE_URL ends without the name of a database.")
    return database | _KEEP_CONNECTIONS | {"ENGINE": "titration.server.postgresql"}


# Without kept connections an empty page costs four times as much; the check
# before reuse turns a restarted database into a reconnection, not an error.
_KEEP_CONNECTIONS = {"CONN_MAX_AGE": CONNECTION_SECONDS, "CONN_HEALTH_CHECKS": True}
