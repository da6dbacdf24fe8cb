"""A client of the real server that keeps cookies and has a chosen address."""

import re
import uuid
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.trust.serving import HOST

SIGN_IN, SECOND_STEP = "/sign-in/", "/sign-in/second-factor/"
WRONG = "not this one"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Browser:
    """Open and send forms, with the cookies that come back.

    ``forwarded`` is the client's address as a proxy passes it on; it counts where the server
    trusts a proxy.
    """

    def __init__(self, port: int, *forwarded: str) -> None:
        self.connection = HTTPConnection(HOST, port, timeout=60)
        self.forwarded = forwarded
        self.cookies: SimpleCookie = SimpleCookie()

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        """Return the status, and the page or the address it redirects to."""
        self.connection.putrequest(method, path)
        for name, value in self.headers(body):
            self.connection.putheader(name, value)
        self.connection.endheaders(body.encode())
        response = self.connection.getresponse()
        for cookie in response.headers.get_all("Set-Cookie", []):
            self.cookies.load(cookie)
        page = response.read().decode()
        self.connection.close()  # the server closes an idle connection after two seconds
        return response.status, response.headers["Location"] or page

    def headers(self, body: str) -> list[tuple[str, str]]:
        cookies = "; ".join(f"{name}={m.value}" for name, m in self.cookies.items() if m.value)
        return [
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Content-Length", str(len(body))),
            ("Cookie", cookies),
            *[("X-Forwarded-For", address) for address in self.forwarded],
        ]

    def send(self, path: str, **values: str) -> tuple[int, str]:
        """Open a page and send its form."""
        _, page = self.ask("GET", path)
        token = TOKEN.search(page)
        assert token, page
        hidden = {"csrfmiddlewaretoken": token[1], "form_token": str(uuid.uuid4())}
        return self.ask("POST", path, urlencode(hidden | values))

    def guess(self, email: str, password: str = WRONG) -> str:
        """Try a password: ``let in``, ``tried`` (wrong), ``refused`` (limit), ``failed`` (500)."""
        status, page = self.send(SIGN_IN, login=email, password=password)
        if status >= 500:
            return "failed"
        if status == 302:
            return "let in"
        return "refused" if "Too many tries" in page or status == 429 else "tried"
