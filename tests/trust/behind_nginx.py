"""Generated requests to a clinic's site behind nginx, as ``deploy/`` sets it up.

nginx answers by itself what it cannot read or will not pass on: that is right, as long as the
answer is no fault (below 500) and carries the headers that the product's own answers do.
Each of three seeds sends 10,000 requests; ``SEED=… make trust PROOFS=nginx`` repeats one.
"""

import http.client
import os
from collections import Counter
from collections.abc import Iterable, Iterator

from tests import raw_requests
from tests.deploy.files import nginx_headers
from tests.trust.bad_input import a_seed
from tests.trust.figures import Figure, none_of
from tests.trust.nginx_site import NAME, PACKAGE, Nginx, clinics_site, is_installed
from tests.trust.over_http import KINDS, PARAMETERS, HttpSender

SEEDS = 3
REQUESTS = int(os.environ.get("NGINX_REQUESTS", "10000"))  # for each seed
EXPECTED = nginx_headers()  # the same as the product's, which tests/deploy/ holds them to
STATIC = "max-age="  # of what a browser may keep
MAY_REPEAT = {"set-cookie", "vary"}
# The product's pages, redirects and refusals, and what nginx says first: 413.
STATUSES = {200, 302, 400, 403, 404, 405, 409, 413, 422}
LINE = "GET /sign-in/ HTTP/1.1\r\n"
HOST_LINE = f"Host: {NAME}\r\nConnection: close\r\n"
IN_PIECES = "Transfer-Encoding: chunked\r\n"
# What nginx alone answers, and how.
UNREADABLE = {
    "no request": ("nonsense\r\n\r\n", 400),
    "another protocol": (f"GET / HTTP/9.9\r\n{HOST_LINE}\r\n", 400),
    "a body that is packed": (f"{LINE}{HOST_LINE}Transfer-Encoding: gzip\r\n\r\n", 400),
    "no host": (f"{LINE}\r\n", 400),
    "two hosts": (f"{LINE}Host: {NAME}\r\nHost: evil.example\r\n\r\n", 400),
    "an address too long": (f"GET /{'a' * 9_000} HTTP/1.1\r\n{HOST_LINE}\r\n", 414),
    "a header too long": (f"{LINE}{HOST_LINE}Cookie: {'a' * 9_000}\r\n\r\n", 400),
    "a path out of the site": (f"GET /../../etc/passwd HTTP/1.1\r\n{HOST_LINE}\r\n", 400),
    "a length that is none": (f"{LINE}{HOST_LINE}Content-Length: x\r\n\r\n", 400),
    "two ends of a body": (
        f"POST / HTTP/1.1\r\n{HOST_LINE}{IN_PIECES}Content-Length: 5\r\n\r\n0\r\n\r\n",
        400,
    ),
    "a piece that is none": (f"POST / HTTP/1.1\r\n{HOST_LINE}{IN_PIECES}\r\nzz\r\n", 400),
    "too long in pieces": (
        f"POST / HTTP/1.1\r\n{HOST_LINE}{IN_PIECES}\r\n110000\r\n{'a' * 0x110000}",
        413,
    ),
    "a method that nothing takes": (f"TRACE / HTTP/1.1\r\n{HOST_LINE}\r\n", 405),
}


class NginxSender(HttpSender):
    """Send an ``HttpSender``'s requests to nginx, over TLS as browsers do."""

    def __init__(self, seed: int, nginx: Nginx) -> None:
        super().__init__(seed, nginx.port)
        self.tls = nginx.tls
        self.statuses: Counter[int] = Counter()
        self.kinds_sent: set[str] = set()

    def usual(self) -> dict[str, str | None]:
        """Return what a browser sends. What a proxy adds, nginx does, except in oddities."""
        proxies = dict.fromkeys(("X-Forwarded-Proto", "X-Forwarded-For"))
        return {**proxies, "Host": NAME, "Origin": f"https://{NAME}"}

    def kind(self) -> str:
        self.kinds_sent.add(kind := super().kind())
        return kind

    def answer(
        self, method: str, url: str, headers: dict[str, str | None], body: bytes
    ) -> raw_requests.Answer:
        answer = raw_requests.send(self.port, method, url, headers, body, tls=self.tls)
        self.statuses[answer.status] += 1
        return answer

    def wrong(self, answer: raw_requests.Answer) -> str:
        return what_is_wrong(answer)


def what_is_wrong(answer: raw_requests.Answer) -> str:
    """Return why an answer is wrong; an empty text for a good one."""
    wrong = [f"status {answer.status}"] if answer.status >= 500 else []
    return ", ".join([*wrong, *wrong_headers(answer.headers)])


def wrong_headers(headers: http.client.HTTPMessage, *, tls: bool = True) -> Iterator[str]:
    """Yield what is wrong with an answer's headers: missing, said twice, telling a version."""
    expected = dict(EXPECTED)
    if headers.get("Cache-Control", "").startswith(STATIC):
        del expected["Cache-Control"]
    if not tls:
        del expected["Strict-Transport-Security"]
    yield from (f"no {name}" for name, value in expected.items() if headers.get(name) != value)
    times = Counter(name.lower() for name in headers)
    yield from (f"{name} twice" for name in times if times[name] > 1 and name not in MAY_REPEAT)
    if headers["Server"] != "nginx":
        yield f"Server: {headers['Server']}"
    for cookie in headers.get_all("Set-Cookie", []):
        if not cookie.startswith("__Host-") or "; Secure" not in cookie:
            yield "a cookie for others"


def answered_by_nginx(nginx: Nginx) -> Iterator[tuple[str, list[str]]]:
    """Send what nginx alone answers; yield each with what is wrong with its answer."""
    for what, (sent, status) in UNREADABLE.items():
        answer = raw_requests.exchange(nginx.port, sent.encode(), tls=nginx.tls)
        yield what, wrong_in(answer, status)
    asked = f"{LINE}{HOST_LINE}\r\n".encode()
    yield "no TLS", wrong_in(raw_requests.exchange(nginx.port, asked), 400, tls=False)
    way = raw_requests.exchange(nginx.plain_port, asked)
    led = [] if way.headers["Location"] == f"https://{NAME}/sign-in/" else ["leads elsewhere"]
    yield "the way to TLS", [*led, *wrong_in(way, 301, tls=False)]


def wrong_in(answer: raw_requests.Answer, status: int, *, tls: bool = True) -> list[str]:
    """Return what is wrong with an answer that should have a status."""
    wrong = [] if answer.status == status else [f"status {answer.status}"]
    return [*wrong, *wrong_headers(answer.headers, tls=tls)]


def seeds() -> list[int]:
    """Return the one seed in ``SEED``, or else random ones."""
    return [a_seed()] if os.environ.get("SEED") else [a_seed() for _ in range(SEEDS)]


def proof() -> Iterable[Figure]:
    """Send all requests of all seeds; print each fault with its request."""
    if not is_installed():
        yield Figure("nginx", "is missing", f"package {PACKAGE}", is_kept=False)
        return
    statuses: Counter[int] = Counter()
    kinds: set[str] = set()
    with clinics_site() as nginx:
        for seed in seeds():
            sender = NginxSender(seed, nginx)
            faults = list(sender.faults(REQUESTS))
            for fault in faults:
                print(fault)
            yield none_of(f"requests wrongly answered, SEED={seed}", len(faults), REQUESTS)
            statuses += sender.statuses
            kinds |= sender.kinds_sent
        alone = list(answered_by_nginx(nginx))
    wrong = [f"{what}: {problems}" for what, problems in alone if problems]
    print(*wrong, sep="\n")
    yield none_of("answers of nginx alone that are wrong", len(wrong), len(alone))
    all_kinds = len({kind + parameter for kind in KINDS for parameter in PARAMETERS})
    yield Figure("content types sent", str(len(kinds)), str(all_kinds), len(kinds) == all_kinds)
    missing = ", ".join(str(status) for status in sorted(STATUSES - statuses.keys()))
    yield Figure("statuses that were not seen", missing or "none", "none", not missing)
