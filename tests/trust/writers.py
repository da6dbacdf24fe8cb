"""People who record entries one by one, and send again what was not acknowledged."""

import http.client
import re
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlencode

from tests.trust.serving import HOST

FIRST = date(2001, 1, 1)
PATIENCE_SECONDS = 30
HIDDEN = re.compile(r'name="seen" value="([^"]*)"')
EFFECT = {
    "listed_term": "drowsiness",
    "severity": "mild",
    "reported_by": "patient",
    "onset_on": "2026-01-05",
    "reported_on": "2026-01-05",
    "action_taken": "nothing",
}
DOSE = {
    "times_a_day": "3",
    "phase": "maintenance",
    "reason": "tolerance",
    "decided_by": "this clinic",
}


@dataclass
class Write:
    """One form: its values, the note that identifies it, and its answer."""

    path: str
    sent: dict[str, str]
    note: str
    is_acknowledged: bool = False
    refusal: str = ""


@dataclass
class Writer:
    """A person who writes about one patient until ``finish`` is called.

    ``answers`` counts the statuses; ``slowest`` is the longest wait for one, in seconds.
    """

    port: int
    cookie: str
    patient_id: int
    writes: list[Write] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    slowest: float = 0
    is_done: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    def start(self) -> None:
        self.is_done.clear()
        self.thread = threading.Thread(target=self.write_on, daemon=True)
        self.thread.start()

    def finish(self) -> None:
        """Wait until the last form is acknowledged.

        Raises ``RuntimeError`` where a form was refused: then nothing was proved.
        """
        self.is_done.set()
        if self.thread:
            self.thread.join(PATIENCE_SECONDS)
        for write in self.writes:
            if write.refusal:
                raise RuntimeError(write.refusal)

    def write_on(self) -> None:
        """Record side effects and dose steps in turns; send each until it is acknowledged."""
        while not self.is_done.is_set():
            number = len(self.writes)
            write = self.dose(number) if number % 3 == 2 else self.effect()
            self.writes.append(write)
            give_up_at = time.monotonic() + PATIENCE_SECONDS
            while not (write.is_acknowledged or write.refusal) and time.monotonic() < give_up_at:
                self.send(write)

    def effect(self) -> Write:
        return self.form("side-effects", EFFECT)

    def dose(self, number: int) -> Write:
        starts_on = f"{FIRST + timedelta(days=number):%Y-%m-%d}"
        amount = str(1 + number % 900)  # unlike the amount of any step near it, in case one is lost
        return self.form("dose-steps", {**DOSE, "starts_on": starts_on, "amount": amount})

    def form(self, kind: str, filled_in: dict[str, str]) -> Write:
        """Make a form opened just now, identified by its note."""
        token = str(uuid.uuid4())
        fields = {"form_token": token, "note": token, "csrfmiddlewaretoken": "a" * 32}
        path = f"/patients/{self.patient_id}/{kind}/record/"
        return Write(path, {**filled_in, **fields}, token)

    def send(self, write: Write) -> None:
        """Send a form; it is acknowledged if the answer redirects to the chart."""
        try:
            if "starts_on" in write.sent and "seen" not in write.sent:
                _, page = self.ask("GET", write.path, "")
                write.sent["seen"] = HIDDEN.search(page).group(1)  # type: ignore[union-attr]
            status, page = self.ask("POST", write.path, urlencode(write.sent))
        except (OSError, http.client.HTTPException, AttributeError):
            time.sleep(0.05)  # the server is down, or the answer was no page
            return
        write.is_acknowledged = status == http.client.FOUND
        if status == http.client.CONFLICT:  # open the record again, then send for its new edition
            del write.sent["seen"]
        elif not write.is_acknowledged and status < http.client.INTERNAL_SERVER_ERROR:
            write.refusal = f"A form was answered with {status}:\n{page}"
            self.is_done.set()

    def ask(
        self, method: str, path: str, body: str, *, patience: float = PATIENCE_SECONDS
    ) -> tuple[int, str]:
        """Send a request; return the answer's status and page, if it comes in so many seconds."""
        server = http.client.HTTPConnection(HOST, self.port, timeout=patience)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        began = time.monotonic()
        try:
            server.request(method, path, body.encode(), headers)
            response = server.getresponse()
            self.answers[response.status] += 1
            return response.status, response.read().decode()
        finally:
            self.slowest = max(self.slowest, time.monotonic() - began)
            server.close()
