"""Send requests as bytes over a socket, so that malformed ones can be sent too."""

import json
import socket
import ssl
from collections.abc import Mapping
from contextlib import ExitStack
from http.client import HTTPMessage, HTTPResponse
from pathlib import Path
from typing import Any, NamedTuple

from tests.trust.serving import HOST

# Headers as the proxy sends them. ``None`` leaves a header out.
USUAL: dict[str, str | None] = {
    "Host": "localhost",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "192.0.2.7",
    "Connection": "close",
}


class Answer(NamedTuple):
    """An answer as it arrived."""

    status: int
    headers: HTTPMessage
    page: str


def send(
    port: int,
    method: str = "GET",
    path: str = "/sign-in/",
    headers: Mapping[str, str | None] | None = None,
    body: bytes = b"",
    *,
    seconds: float = 30,
    tls: ssl.SSLContext | None = None,
) -> Answer:
    """Send one request, with its Content-Length unless the headers have one."""
    said: dict[str, str | None] = {**USUAL, "Content-Length": str(len(body)) if body else None}
    said |= headers or {}
    lines = [f"{method} {path} HTTP/1.1", *(f"{n}: {v}" for n, v in said.items() if v is not None)]
    sent = "\r\n".join([*lines, "", ""]).encode("latin-1") + body
    return exchange(port, sent, method, seconds=seconds, tls=tls)


def exchange(
    port: int,
    sent: bytes,
    method: str = "GET",
    *,
    seconds: float = 30,
    tls: ssl.SSLContext | None = None,
) -> Answer:
    """Send bytes and return the answer; over TLS if its context is given."""
    with ExitStack() as opened:
        raw = opened.enter_context(socket.create_connection((HOST, port), timeout=seconds))
        if tls:
            raw = opened.enter_context(tls.wrap_socket(raw, server_hostname=HOST))
        raw.sendall(sent)
        response = HTTPResponse(raw, method=method)
        response.begin()
        page = response.read().decode(errors="replace")
    return Answer(response.status, response.headers, page)


def answered(said: Path, since: int = 0) -> list[dict[str, Any]]:
    """Return the request log's lines in a server's output file, from a position on."""
    lines = said.read_text()[since:].splitlines()
    found = [json.loads(line) for line in lines if line.startswith("{")]
    return [line for line in found if line.get("message") == "answered"]
