"""Generated requests as bytes to the real server, with odd headers, bodies and paths."""

import http.client
from collections.abc import Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from patients.models import Account
from tests import raw_requests
from tests.titration.server.test_middleware import SAID
from tests.trust.bad_input import FORM, ODD, Fault, Sender, a_seed, client_of, encoded
from tests.trust.figures import Figure, none_of
from tests.trust.serving import serving

REQUESTS = 10_000
LONGEST_URL = 4_000  # characters; gunicorn refuses a longer one by itself
METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "BREW", "CONNECT")
PARAMETERS = (
    *("", ";", "; charset", "; charset=utf-8", "; charset=UTF8", "; charset=iso-8859-1"),
    *("; charset=utf-16", "; charset=utf-7", "; charset=utf-32", "; charset=hex", "; charset=idna"),
    *("; charset=klingon", '; charset=""', "; charset*=klingon''x", "; charset*=utf-16''utf-8"),
    *("; boundary=x", '; boundary=""', "; boundary*0=x; boundary*1=y", "; boundary=" + "x" * 300),
)
KINDS = (FORM, FORM.upper(), "multipart/form-data", "application/json", "text/plain", "x", "")
# gunicorn refuses none of these headers by itself: its answer would not be ours.
HEADERS: dict[str, tuple[str | None, ...]] = {
    "Host": ("evil.example", "[::1", "localhost:99999", "localhost.", "LOCALHOST", "a" * 300, ""),
    "X-Forwarded-Proto": ("http", "https", "gopher", ""),
    "X-Forwarded-For": (
        *("fe80::1%eth0", "192.0.2.7, fe80::1%25en0", "[2001:db8::1]:443", "::ffff:192.0.2.7"),
        *("nobody", "", ",,,", "1" * 300, "192.0.2.7:80", None),
    ),
    "X-Forwarded-Host": ("evil.example",),
    "Cookie": (
        *("sessionid=" + "x" * 4000, "sessionid=; csrftoken=é", "messages=[[]]; =; ;;", "a" * 4000),
        *("csrftoken=short", "sessionid=../../etc/passwd", "__Host-sessionid=" + "x" * 4000),
        *("__Host-csrftoken=short", "__Host-sessionid=; __Host-csrftoken=é"),
    ),
    "Origin": ("null", "https://evil.example", "http://localhost", "\\"),
    "Referer": ("https://evil.example/", "not a url", ""),
    "Accept": ("application/json", "*/*;q=x", ""),
    "If-Modified-Since": ("31-Dec-9999", "Fri, 31 Dec 9999 23:59:59 GMT"),
    "Range": ("bytes=0-", "bytes=-9999999999999"),
    "X-CSRFToken": ("a" * 32, "é"),
    "X-Requested-With": ("XMLHttpRequest",),
    "Expect": ("100-continue",),
    "Content-Length": ("1048577", "99999999999"),
}


class HttpSender(Sender):
    """Send a ``Sender``'s requests to a server, with oddities that no browser would send."""

    def __init__(self, seed: int, port: int) -> None:
        super().__init__(seed)
        self.port = port
        self.sessions: dict[int, str] = {}
        kinds = [kind + parameter for kind in KINDS for parameter in PARAMETERS]
        self.kinds = cycle(self.random.sample(kinds, len(kinds)))

    def faults(self, count: int) -> Iterator[Fault]:
        """Send that many requests; yield those that were not answered as they should be."""
        for url, method, account in islice(self.pages(), count):
            yield from self.send(url, method, account)

    def send(self, url: str, method: str, account: Account | None) -> Iterator[Fault]:
        """Send one request, and remember the forms of the answer's page."""
        url = url[:LONGEST_URL]
        headers = self.usual() | self.cookies(account) | self.oddities()
        sent: object = None
        body = b""
        if method == "POST":
            url, sent = self.form(url)
            body = self.body(encoded(sent))
            headers["Content-Type"] = self.kind()
        elif self.is_odd():
            method, headers["Content-Type"] = self.random.choice(METHODS), self.kind()
        try:
            answer = self.answer(method, url, headers, body)
        except (OSError, http.client.HTTPException, UnicodeDecodeError) as problem:
            yield Fault(method, url, (headers, sent), repr(problem))
            return
        if wrong := self.wrong(answer):
            yield Fault(method, url, (headers, sent), wrong)
        elif account and answer.headers.get("Location", "").startswith("/sign-in/"):
            self.sessions.pop(account.pk, None)  # an earlier request has ended the session
        elif answer.status < 300:
            self.learn(url.partition("?")[0], answer.headers["Content-Type"], answer.page)

    def cookies(self, account: Account | None) -> dict[str, str | None]:
        """Return a browser's cookies: an account's session, and the CSRF token of its forms."""
        cookies = {settings.CSRF_COOKIE_NAME: "a" * 32}
        if account is not None:
            if account.pk not in self.sessions:
                browser = client_of(account)
                self.sessions[account.pk] = browser.cookies[settings.SESSION_COOKIE_NAME].value
            cookies[settings.SESSION_COOKIE_NAME] = self.sessions[account.pk]
        said = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return {"Cookie": said, "X-CSRFToken": "a" * 32}

    def usual(self) -> dict[str, str | None]:
        """Return the headers of every request; here plain http, from a proxy."""
        return {"X-Forwarded-Proto": None}

    def answer(
        self, method: str, url: str, headers: dict[str, str | None], body: bytes
    ) -> raw_requests.Answer:
        """Send bytes to the server and return its answer."""
        return raw_requests.send(self.port, method, url, headers, body)

    def wrong(self, answer: raw_requests.Answer) -> str:
        """Return why an answer is wrong; an empty text for a good one."""
        return what_is_wrong(answer)

    def oddities(self) -> dict[str, str | None]:
        """Headers that are odd, or none."""
        if not self.is_odd():
            return {}
        names = self.random.sample(sorted(HEADERS), self.random.randrange(1, 4))
        return {name: self.random.choice(HEADERS[name]) for name in names}

    def kind(self) -> str:
        """Return a content type, mostly that of a form."""
        return next(self.kinds) if self.is_odd() else FORM

    def body(self, form: bytes) -> bytes:
        """Return a form's body, or a body that is no form."""
        odd = (
            self.random.randbytes(self.random.randrange(200)),
            form.decode().encode("utf-16"),
            b"&".join(b"a=%d" % number for number in range(1_100)),
            b'--x\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n' + form,
            form[: len(form) // 2] + b"%",
        )
        return self.random.choice(odd) if self.is_odd() else form

    def is_odd(self) -> bool:
        return self.random.random() < ODD


def what_is_wrong(answer: raw_requests.Answer) -> str:
    """Return why an answer is wrong; an empty text for a good one."""
    if answer.status >= 500:
        return f"status {answer.status}"
    headers = dict(answer.headers)
    missing = [name for name, value in SAID.items() if headers.get(name) != value]
    missing += [name for name in ("Permissions-Policy", "Cache-Control") if name not in headers]
    return f"status {answer.status} without {', '.join(missing)}" if missing else ""


def proof() -> Iterable[Figure]:
    """Send 10,000 requests to a server; print each fault with its request."""
    seed = a_seed()
    with TemporaryDirectory() as folder, serving(Path(folder) / "said") as server:
        faults = list(HttpSender(seed, server.port).faults(REQUESTS))
    for fault in faults:
        print(fault)
    yield none_of(f"requests wrongly answered, SEED={seed}", len(faults), REQUESTS)
