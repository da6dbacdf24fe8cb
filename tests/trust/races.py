"""Several people who save at the same instant: one wins, and nothing is saved twice."""

import http.client
import os
import tempfile
import uuid
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from http import HTTPStatus
from pathlib import Path
from threading import Barrier
from urllib.parse import urlencode

from django.db import connection

from patients.models import Patient
from tests.acting import asked
from tests.bench.scene import CSRF_TOKEN, session_of
from tests.factories import a_clinic, a_neurologist, a_patient
from tests.trust.figures import Figure, none_of
from tests.trust.serving import HOST, Server, this_database
from titration.models import DoseStep

CLIENTS = 8
ROUNDS = int(os.environ.get("TRUST_ROUNDS", "150"))
PROCESSES = 4
FIRST = date(2001, 1, 1)
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
SAVED, REFUSED = HTTPStatus.FOUND, HTTPStatus.CONFLICT


class Race:
    """Eight browsers of a server, which send what they are given at the same instant."""

    def __init__(self, port: int, cookies: list[str], patient: Patient) -> None:
        self.port, self.cookies, self.patient = port, cookies, patient
        self.barrier = Barrier(CLIENTS)

    def at_once(self, forms: list[dict[str, str]]) -> Counter[int]:
        """How often each status was answered."""
        with ThreadPoolExecutor(CLIENTS) as pool:
            return Counter(pool.map(self.send, self.cookies, forms))

    def send(self, cookie: str, form: dict[str, str]) -> int:
        path = f"/patients/{self.patient.pk}/dose-steps/record/"
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        browser = http.client.HTTPConnection(HOST, self.port, timeout=60)
        self.barrier.wait()
        try:
            browser.request("POST", path, urlencode(form), headers)
            return browser.getresponse().status
        finally:
            browser.close()

    def form(self, number: int, amount: int, token: uuid.UUID) -> dict[str, str]:
        """A dose step from the day of a round, against the edition that everybody saw."""
        return {
            "csrfmiddlewaretoken": CSRF_TOKEN,
            "form_token": str(token),
            "seen": DoseStep.objects.edition(self.patient),
            "amount": str(amount),
            "times_a_day": "3",
            "starts_on": f"{FIRST + timedelta(days=number):%Y-%m-%d}",
            "phase": "maintenance",
        }

    def conflicting(self, number: int) -> bool:
        """Whether of eight different doses one was saved, and seven told so."""
        own = range(number % 2 * CLIENTS + 1, number % 2 * CLIENTS + CLIENTS + 1)
        forms = [self.form(number, amount, uuid.uuid4()) for amount in own]
        return self.at_once(forms) == {SAVED: 1, REFUSED: CLIENTS - 1} and self.saved() == number

    def repeated(self, number: int) -> bool:
        """Whether one form sent eight times was saved once, and everybody told it was."""
        form = self.form(number, 50 + number % 2, uuid.uuid4())
        return self.at_once([form] * CLIENTS) == {SAVED: CLIENTS} and self.saved() == number

    def saved(self) -> int:
        return DoseStep.objects.of(self.patient).count()


def proof() -> Iterable[Figure]:
    """Conflicting doses, then one form sent by everybody, against a server of four processes."""
    clinic = a_clinic()
    cookies = [session_of(a_neurologist(clinic)) for _ in range(CLIENTS)]
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "said", this_database())
        server.start(workers=PROCESSES)
        try:
            yield from figures(Race(server.port, cookies, a_patient(clinic)))
        finally:
            server.end()


def figures(race: Race) -> Iterable[Figure]:
    lost = sum(not race.conflicting(number) for number in range(1, ROUNDS + 1))
    yield none_of(f"{CLIENTS} conflicting doses at once: not one winner", lost, ROUNDS)
    again = range(ROUNDS + 1, ROUNDS + 1 + ROUNDS // 10)
    doubled = sum(not race.repeated(number) for number in again)
    yield none_of(f"one form sent {CLIENTS} times at once: not one row", doubled, len(again))
    connection.close()  # the counts of a connection are told when it ends
    (deadlocks,) = asked(DEADLOCKS)
    yield Figure("deadlocks", str(deadlocks), "0", deadlocks == 0)
