"""When several people save at the same instant, one wins, and nothing is saved twice."""

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

from patients.models import Account, Patient
from tests.acting import run_sql
from tests.bench.scene import CSRF_TOKEN, session_of
from tests.factories import a_clinic, a_neurologist, a_patient
from tests.trust.figures import Figure, none_of
from tests.trust.serving import HOST, Server, this_database
from titration.record.dose_steps.models import DoseStep

CLIENTS = 8
ROUNDS = int(os.environ.get("TRUST_ROUNDS", "150"))
PROCESSES = 4
FIRST = date(2001, 1, 1)
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
SAVED, REFUSED = HTTPStatus.FOUND, HTTPStatus.CONFLICT
ONE_WINS = {SAVED: 1, REFUSED: CLIENTS - 1}


class Race:
    """Browsers of a server that send forms at the same instant.

    ``cookies`` are those of eight people, ``own`` those of the first of them in eight browsers.
    """

    def __init__(self, port: int, people: list[Account], patient: Patient) -> None:
        self.port, self.people, self.patient = port, people, patient
        self.cookies = [session_of(person) for person in people]
        self.own = [session_of(people[0]) for _ in people]
        self.barrier = Barrier(CLIENTS)

    def answers(self, cookies: list[str], forms: list[dict[str, str]]) -> list[int]:
        """Send each form at the same instant; return the statuses."""
        with ThreadPoolExecutor(CLIENTS) as pool:
            return list(pool.map(self.send, cookies, forms))

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
        """Make a dose step for the day of a round and the edition that all people saw."""
        return {
            "csrfmiddlewaretoken": CSRF_TOKEN,
            "form_token": str(token),
            "seen": DoseStep.objects.edition(self.patient),
            "amount": str(amount),
            "times_a_day": "3",
            "starts_on": f"{FIRST + timedelta(days=number):%Y-%m-%d}",
            "phase": "maintenance",
            "decided_by": "this clinic",
        }

    def conflicting(self, number: int) -> bool:
        """Return whether one of eight different doses was saved, and the other seven got 409."""
        own = range(number % 2 * CLIENTS + 1, number % 2 * CLIENTS + CLIENTS + 1)
        forms = [self.form(number, amount, uuid.uuid4()) for amount in own]
        return Counter(self.answers(self.cookies, forms)) == ONE_WINS and self.saved() == number

    def repeated(self, number: int) -> bool:
        """Return whether one form sent eight times was saved once, and each answer confirmed it."""
        form = self.form(number, 50 + number % 2, uuid.uuid4())
        answers = self.answers(self.own, [form] * CLIENTS)
        return Counter(answers) == {SAVED: CLIENTS} and self.saved() == number

    def changed(self, number: int) -> bool:
        """Return whether only the acknowledged one of a form's eight amounts was saved."""
        token, own = uuid.uuid4(), range(100 + number % 2 * CLIENTS, 108 + number % 2 * CLIENTS)
        forms = [self.form(number, amount, token) for amount in own]
        answers = self.answers(self.own, forms)
        if Counter(answers) != ONE_WINS or self.saved() != number:
            return False
        step = DoseStep.objects.get(form_token=token)
        return step.doses_mg == [own[answers.index(SAVED)]] * 3

    def taken(self, number: int) -> bool:
        """Return whether one form sent by eight people was saved for the acknowledged person."""
        token = uuid.uuid4()
        answers = self.answers(self.cookies, [self.form(number, 200 + number % 2, token)] * CLIENTS)
        if Counter(answers) != ONE_WINS or self.saved() != number:
            return False
        step = DoseStep.objects.get(form_token=token)
        return step.recorded_by == self.people[answers.index(SAVED)]

    def saved(self) -> int:
        return DoseStep.objects.of(self.patient).count()


def proof() -> Iterable[Figure]:
    """Conflicting doses, then one form sent in three ways, against a server of four processes."""
    clinic = a_clinic()
    people = [a_neurologist(clinic) for _ in range(CLIENTS)]
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "said", this_database())
        server.start(workers=PROCESSES)
        try:
            yield from figures(Race(server.port, people, a_patient(clinic)))
        finally:
            server.end()


def figures(race: Race) -> Iterable[Figure]:
    lost = sum(not race.conflicting(number) for number in range(1, ROUNDS + 1))
    yield none_of(f"{CLIENTS} conflicting doses at once: not one winner", lost, ROUNDS)
    few, done = ROUNDS // 10, ROUNDS
    for what, is_kept in (
        (f"one form sent {CLIENTS} times at once: not one row", race.repeated),
        (f"one form, {CLIENTS} amounts at once: not the one told of", race.changed),
        (f"one form of {CLIENTS} authors at once: not the one told of", race.taken),
    ):
        failed = sum(not is_kept(number) for number in range(done + 1, done + 1 + few))
        yield none_of(what, failed, few)
        done += few
    connection.close()  # a connection reports its counts when it ends
    (deadlocks,) = run_sql(DEADLOCKS)
    yield Figure("deadlocks", str(deadlocks), "0", deadlocks == 0)
