"""Every failing request gets a page of ours, with every header, and one line in the log.

Sent to the real server, in production's mode where the database is the embedded one.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings
from pytest_django.plugin import DjangoDbBlocker

from tests import raw_requests
from tests.titration.server.test_middleware import SAID
from tests.trust.serving import Server, this_database, used_for

pytestmark = pytest.mark.django_db  # makes the database that the server uses

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data"
Headers = dict[str, str | None]
IN_PIECES = {"Transfer-Encoding": "chunked"}
IS_PRODUCTION = settings.EMBEDDED_DATABASE is not None  # another server is reached as its owner
PRODUCTION = {
    "TITRATION_MODE": "production",
    "SECRET_KEY": "invented for one test: 0123456789 abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "localhost",
}
A_FILE = (
    b'--x\r\nContent-Disposition: form-data; name="a"; filename="a.txt"\r\n'
    b"Content-Type: text/plain\r\n\r\nabc\r\n--x--\r\n"
)


class Sent(NamedTuple):
    """A request, and the status of its expected answer."""

    status: int
    method: str = "GET"
    path: str = "/sign-in/"
    headers: Headers = {}
    body: bytes = b""


def form(status: int, kind: str, body: bytes = b"a=1", more: Headers | None = None) -> Sent:
    """Make a form of one of our pages; the server reads all of it to find its token."""
    cookie = "; ".join(f"{prefix}csrftoken={'a' * 32}" for prefix in ("", "__Host-"))
    ours = {"Cookie": cookie, "Origin": "https://localhost", "Content-Type": kind}
    return Sent(status, "POST", headers={**ours, **(more or {})}, body=body)


REQUESTS = {
    "another charset": form(400, f"{FORM}; charset=iso-8859-1"),
    "a wide charset": form(400, f"{FORM}; charset=utf-16", "a=1".encode("utf-16")),
    "a charset of seven bits": form(400, f"{FORM}; charset=utf-7"),
    "a charset that is none": form(400, f"{FORM}; charset=hex"),
    "a charset nobody knows": form(400, f"{FORM}; charset=klingon"),
    "a charset in parts": form(400, f"{PARTS}; boundary=x; charset=utf-16", A_FILE),
    "a charset that cannot be read": form(400, f"{FORM}; charset*=klingon''utf-8"),
    "a charset without a body": Sent(400, headers={"Content-Type": f"{FORM}; charset=utf-16"}),
    "a charset that is none, and an address": Sent(
        400, "CONNECT", "/sign-in/?next=%00", {"Content-Type": "text/plain; charset=hex"}
    ),
    "a charset in which the address cannot be read": Sent(
        400, "GET", "/sign-in/?next=%00", {"Content-Type": "text/plain; charset=idna"}
    ),
    "a charset that cannot be read, and an address in letters of another script": Sent(
        400, "GET", "/%EA%9D%BC/", {"Content-Type": "text/plain; charset*=klingon''x"}
    ),
    "our charset, no token": form(403, f"{FORM}; charset=UTF-8"),
    "our charset by its other name": form(403, f"{FORM}; charset=UTF8"),
    "another host": Sent(400, headers={"Host": "evil.example"}),
    "another host without TLS": Sent(
        400, headers={"Host": "evil.example", "X-Forwarded-Proto": None}
    ),
    "half a host": Sent(400, headers={"Host": "[::1"}),
    "no host": Sent(400, headers={"Host": ""}),
    "without TLS": Sent(301 if IS_PRODUCTION else 200, headers={"X-Forwarded-Proto": None}),
    "no page": Sent(404, path="/no-such-page/"),
    "a null byte in the address": Sent(404, path="/%00/"),
    "no text in the address": Sent(404, path="/%ff%fe/"),
    "no text in a parameter": Sent(200, path="/sign-in/?next=%ff%00&=&&%zz"),
    "a null byte in a form": form(403, FORM, b"csrfmiddlewaretoken=%00&a=%00"),
    "too many fields": form(400, FORM, b"&".join(b"f%d=1" % n for n in range(1001))),
    "parts without a boundary": form(400, PARTS),
    "parts with a bad boundary": form(400, f"{PARTS}; boundary={'é' * 300}"),
    "parts without a boundary, and no page": form(404, PARTS)._replace(path="/no-such-page/"),
    "parts without a boundary, and signed out": form(400, PARTS)._replace(path="/clinics/"),
    "parts that end early": form(403, f"{PARTS}; boundary=x", A_FILE[:50]),
    "parts in no code": form(
        400,
        f"{PARTS}; boundary=x",
        A_FILE.replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"),
    ),
    "a file": form(400, f"{PARTS}; boundary=x", A_FILE),
    "no form": form(403, "application/json", b"{"),
    "too long": form(413, FORM, more={"Content-Length": str(2**20 + 1)}),
    "far too long": form(413, FORM, more={"Content-Length": "9" * 15}),
    "in pieces": form(411, FORM, b"0\r\n\r\n", more={"Content-Length": None, **IN_PIECES}),
    "bad cookies": Sent(200, headers={"Cookie": "__Host-sessionid=x; =; a=\\; __Host-csrftoken=é"}),
    "a forged session": Sent(302, path="/", headers={"Cookie": f"__Host-sessionid={'x' * 4000}"}),
    "a path in headers": Sent(200, headers={"SCRIPT_NAME": "/elsewhere", "PATH_INFO": "/"}),
    "HEAD": Sent(302, "HEAD", "/"),
    "OPTIONS": Sent(200, "OPTIONS"),
    "TRACE": Sent(405, "TRACE", "/health/live"),
    "a method nobody knows": Sent(405, "BREW", "/health/live"),
    "a method nobody knows, without signing in": Sent(403, "BREW", "/"),
}


@pytest.fixture(scope="module")
def server(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    with django_db_blocker.unblock():
        mode = PRODUCTION if IS_PRODUCTION else {}
        said: Path = tmp_path_factory.mktemp("server") / "said"
        server = Server(said, this_database() | mode)
        with used_for("clinic" if IS_PRODUCTION else "demo"):
            server.start()
            yield server
            server.end()


def test_an_answer_to_head_is_one_line_of_the_log(server: Server):
    before = len(server.said.read_text())

    raw_requests.send(server.port, "HEAD")

    assert len(server.said.read_text()[before:].splitlines()) == 1


@pytest.mark.parametrize("what", REQUESTS)
def test_a_failing_request_is_answered_by_a_page_of_ours(what: str, server: Server):
    sent = REQUESTS[what]
    before = len(server.said.read_text())

    answer = raw_requests.send(server.port, *sent[1:])

    headers = dict(answer.headers)
    assert answer.status == sent.status
    assert SAID.items() <= headers.items()
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] == "no-store"
    (line,) = raw_requests.answered(server.said, before)
    assert (line["status"], line["method"]) == (
        sent.status,
        "other" if sent.method in {"TRACE", "BREW", "CONNECT"} else sent.method,
    )
    assert line["request_id"]


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("another charset", "The request could not be read"),
        ("too long", "Shorten the text"),
        ("in pieces", "does not say how long it is"),
    ],
)
def test_a_refusal_says_what_is_wrong(what: str, sentence: str, server: Server):
    assert sentence in raw_requests.send(server.port, *REQUESTS[what][1:]).page
