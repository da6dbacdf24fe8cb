"""A person at a browser of their own, and the errors that happen in it."""

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

ANSWERED_WITH = re.compile(r"the server responded with a status of (\d+)")
NEVER_LEFT = ("data:", "blob:")
PATIENCE_MS = 15_000
TELL_OF_VIOLATIONS = """
  document.addEventListener("securitypolicyviolation", (event) =>
    console.error("securitypolicyviolation", event.violatedDirective, event.blockedURI));
"""


class Visitor:
    """One person's browser, watched: its ``problems`` fail the test that opened it.

    A problem is an error in the console, one thrown by a script, a violation of
    the content security policy, a request to another host, or one that never ends.
    ``expects`` holds the error statuses, such as 404, that the test expects, and
    ``goes_to`` where the browser may go.
    """

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.context = context
        self.home = home
        self.expects: set[int] = set()
        self.goes_to: tuple[str, ...] = (home, *NEVER_LEFT)
        self.problems: list[str] = []
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(TELL_OF_VIOLATIONS)
        context.on("console", self._hear)
        context.on("weberror", self._catch)
        self._waits_for: set[Request] = set()
        context.on("request", self._see_off)
        context.on("requestfinished", self._forget)
        context.on("requestfailed", self._forget)
        self.page = context.new_page()

    def opens(self, address: str) -> None:
        """Go to an address of the product, such as ``/reference/``."""
        self.page.goto(self.home + address)

    def settles(self) -> None:
        """Wait until the page asks the server for nothing more, for three looks in a row.

        What the server reads for an answer would else be cleared away under it after the test.
        """
        quiet = 0
        for _ in range(PATIENCE_MS // 20):
            if quiet == 3 or self.page.is_closed():
                return
            self.page.wait_for_timeout(20)
            quiet = 0 if self._waits_for else quiet + 1
        self.problems += [f"A request never ended: {request.url}" for request in self._waits_for]

    def _hear(self, message: ConsoleMessage) -> None:
        answered = ANSWERED_WITH.search(message.text)
        is_expected = answered and int(answered[1]) in self.expects
        if message.type == "error" and not is_expected:
            self.problems.append(f"{message.text} ({message.location['url']})")

    def _catch(self, error: WebError) -> None:
        self.problems.append(str(error.error))

    def _forget(self, request: Request) -> None:
        self._waits_for.discard(request)

    def _see_off(self, request: Request) -> None:
        self._waits_for.add(request)
        if not request.url.startswith((self.home, *self.goes_to)):
            self.problems.append(f"A request left for {request.url}")
