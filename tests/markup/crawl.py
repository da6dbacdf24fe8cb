"""Follow the links of pages, and send their forms empty and as they open."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from django.test import Client
from django.urls import resolve

from patients.web.posting import PANEL
from tests.pages.markup import Markup

# How many requests of one kind each visitor makes: each patient has a page of most kinds.
MOST_PAGES, MOST_FORMS = 8, 4
ENDS_THE_SESSION = "/sign-out/"
# Around a form that is answered to a panel, which is no page of its own.
PAGE = (
    '<!doctype html><html lang="en"><head><title>Chart</title></head>'
    "<body><h1>Chart</h1>{}</body></html>"
)


class Request(NamedTuple):
    """An address to open, or to post ``sent`` to; ``in_panel`` as a panel of the chart asks."""

    path: str
    sent: dict[str, str] | None = None
    in_panel: bool = False

    def __str__(self) -> str:
        method = "GET" if self.sent is None else "POST" if self.sent else "POST nothing to"
        return f"{method} {self.path}{' in a panel' if self.in_panel else ''}"

    @property
    def kind(self) -> tuple[object, ...]:
        """Return what all requests for one kind of page have in common."""
        address = urlsplit(self.path)
        is_empty = None if self.sent is None else not self.sent
        return resolve(address.path).route, *sorted(parse_qs(address.query)), is_empty


def pages_seen_by(browser: Client, beginnings: Iterable[Request]) -> Iterator[tuple[str, str]]:
    """Yield each page on the way: the request, the answer's status and the markup."""
    waiting, made = deque(beginnings), Counter[tuple[object, ...]]()
    known = set(map(str, waiting))
    while waiting:
        request = waiting.popleft()
        ask = browser.get if request.sent is None else browser.post
        headers = {PANEL: "1"} if request.in_panel else {}
        response = ask(request.path, request.sent, follow=True, headers=headers)
        if not response.content or not response["Content-Type"].startswith("text/html"):
            continue
        html, address = response.content.decode(), response.request["PATH_INFO"]
        html = PAGE.format(html) if PANEL in response.headers else html
        yield f"{request}: {response.status_code} at {address}", html
        for found in requests_from(html, address):
            most = MOST_PAGES if found.sent is None else MOST_FORMS
            if str(found) not in known and made[found.kind] < most:
                known.add(str(found))
                made[found.kind] += 1
                waiting.append(found)


def requests_from(html: str, path: str) -> Iterator[Request]:
    """Yield the requests to this site that a reader of the page may make next."""
    markup = Markup(html)
    for link in markup.links:
        address = urlsplit(urljoin(path, link))
        if not address.scheme and not link.startswith("#"):
            yield Request(address._replace(fragment="").geturl())
    for action, fields in markup.forms[1:]:
        target = urljoin(path, action)
        if "csrfmiddlewaretoken" not in fields:
            yield Request(f"{target}?{urlencode(fields)}")
        elif target != ENDS_THE_SESSION:
            yield Request(target, {})
            yield Request(target, fields)
