"""Generated requests over every address, form and parameter: no answer may be a 5xx.

Each run has a seed of its own, and tells it: ``SEED=… make trust PROOFS=bad-input`` repeats it.
"""

import logging
import os
import secrets
import sys
from collections.abc import Iterator
from itertools import islice
from random import Random
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from django import forms
from django.core.signals import got_request_exception
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from patients.models import Account, Clinic
from patients.web.posted_form import PostedForm
from tests.factories import a_clinic as a_new_clinic
from tests.factories import (
    a_neurologist,
    a_nurse,
    a_patient,
    a_planned_step,
    a_reset,
    a_side_effect,
    a_step,
    an_access_review,
    an_admin,
    an_invitation,
)
from tests.fixtures import signed_in
from tests.trust.nonsense import NONSENSE, Forms, filled_in, nonsense
from titration.record.kinds import KINDS

ODD = 0.1  # the share of requests with something odd in their headers
FORM = "application/x-www-form-urlencoded"
CONTENT_TYPES = (
    "application/json",
    "text/plain",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
)
HEADERS: list[dict[str, str]] = [
    {"host": "evil.example"},
    {"host": "[::1"},
    {"cookie": "sessionid=" + "x" * 400},
    {"cookie": "sessionid=; csrftoken=\x00; messages=[[]]"},
    {"content-length": "nonsense"},
    {"accept": "application/json"},
    {"x-forwarded-for": "nobody, nowhere"},
    {"referer": "https://evil.example/"},
]


class Fault(NamedTuple):
    """A request that was answered with 500 or more, and the exception behind it."""

    method: str
    url: str
    sent: object
    problem: str


class Sender:
    """Sends one request after another, each made from the same seed and what it finds."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.random = Random(seed)  # noqa: S311 - the same again next time
        clinic = a_new_clinic()
        self.doctor, self.admin = a_neurologist(clinic), an_admin(clinic)
        self.people = [self.doctor, self.doctor, a_nurse(clinic), self.admin, self.admin, None]
        self.ids = known_ids(clinic, self.doctor) | known_to_admins(clinic, self.admin)
        self.routes = sorted(routes(get_resolver().url_patterns))
        self.parameters = sorted(parameters(forms.Form))
        self.forms: dict[str, dict[str, Any]] = {}
        self.problem: BaseException | None = None

    def faults(self, count: int) -> Iterator[Fault]:
        """Send that many requests; yield those that were not answered as they should be."""
        got_request_exception.connect(self.note)
        logging.disable(logging.ERROR)
        try:
            for url, method, account in islice(self.pages(), count):
                yield from self.send(url, method, account)
        finally:
            logging.disable(logging.NOTSET)
            got_request_exception.disconnect(self.note)

    def note(self, **signal: Any) -> None:
        """Keep the exception a view raised; the answer does not name it."""
        self.problem = sys.exception()

    def pages(self) -> Iterator[tuple[str, str, Account | None]]:
        """Yield each address with all parameters spoilt, as two people; then random ones."""
        for route in self.routes:
            for account in (self.doctor, self.admin):
                spoilt = [(name, nonsense(self.random)) for name in self.parameters]
                yield f"{self.path(route)}?{urlencode(spoilt)}", "GET", account
        while True:
            method = self.random.choices(("GET", "POST", "HEAD", "PUT"), (45, 50, 3, 2))[0]
            url = self.path(self.random.choice(self.routes)) + self.query()
            yield url, method, self.random.choice(self.people)

    def send(self, url: str, method: str, account: Account | None) -> Iterator[Fault]:
        """Send one request, and remember the forms of the answer's page."""
        client, self.problem = client_of(account), None
        sent: object = None
        if method == "POST":
            url, sent, response = self.post(client, url)
        else:
            headers = self.random.choice(HEADERS) if self.random.random() < 0.1 else {}
            response = client.generic(method, url, headers=headers)
        if response.status_code >= 500:
            yield Fault(method, url, sent, repr(self.problem))
        elif response.status_code < 300:
            kind = response.get("Content-Type", "")
            page = response.content.decode() if kind.startswith("text/html") else ""
            self.learn(url.partition("?")[0], kind, page)

    def post(self, client: Client, url: str) -> tuple[str, object, Any]:
        """Post a form of the page, the page's own or another's, or what is no form at all."""
        if self.random.random() < ODD:
            kind = self.random.choice(CONTENT_TYPES)
            body = self.random.randbytes(self.random.randrange(200))
            return url, body, client.post(url, body, content_type=kind)
        path, sent = self.form(url)
        return path, sent, client.post(path, encoded(sent), content_type=FORM)

    def form(self, url: str) -> tuple[str, dict[str, list[str]]]:
        """Return a filled-in form and its action: one of the page, or another page's."""
        path = url.partition("?")[0]
        known = self.forms.get(path)
        if known is None:
            path, known = self.random.choice([*self.forms.items(), (path, {})])
        return path, filled_in(known, self.random)

    def learn(self, path: str, kind: str, page: str) -> None:
        """Remember the forms of a page by where they are posted to."""
        if kind.startswith("text/html"):
            for action, fields in Forms(page).found.items():
                target = path if not action or action.startswith("?") else action.partition("?")[0]
                if fields:
                    self.forms[target] = fields

    def path(self, route: str) -> str:
        """An address of the product, mostly one that exists."""
        return "/" + "/".join(self.part(part) for part in route.split("/"))

    def query(self) -> str:
        """Return parameters that exist somewhere, or none."""
        if self.random.random() < 0.4:
            names = self.random.sample(self.parameters, self.random.randrange(1, 8))
            return "?" + urlencode([(name, self.parameter()) for name in names])
        return "?%ff=%00&&&=%zz&" + "a=1&" * 10 if self.random.random() < 0.05 else ""

    def part(self, part: str) -> str:
        """A part of an address, its id filled in: that of a row, or nonsense."""
        if not part.startswith("<"):
            return part
        name = part.strip("<>").rpartition(":")[2]
        if name in self.ids and self.random.random() < 0.85:
            return str(self.random.choice(self.ids[name]))
        return quote(nonsense(self.random), safe="")

    def parameter(self) -> str:
        """Return a parameter's value: a valid one, or nonsense."""
        sensible = ("all", "3m", "1", "-flags", "name", "2026-03-01T10:00", "/", "Sample")
        return self.random.choice((self.random.choice(sensible), self.random.choice(NONSENSE)))


def encoded(sent: dict[str, list[str]]) -> bytes:
    """Encode a form as a browser does."""
    return urlencode(sent, doseq=True).encode()


def client_of(account: Account | None) -> Client:
    """Return a client, signed in if an account is given."""
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    if account is not None:
        signed_in(Account.objects.get(pk=account.pk), client=client)
    return client


def known_ids(clinic: Clinic, doctor: Account) -> dict[str, list[Any]]:
    """Make rows, by the names of their ids in addresses."""
    patients = [a_patient(clinic), a_patient(clinic), a_patient(a_new_clinic())]
    steps = [a_step(patient, "10x3", from_="2026-01-05", by=doctor) for patient in patients]
    effects = [a_side_effect(patient, from_="2026-01-08", by=doctor) for patient in patients]
    planned = [a_planned_step(patient, "5", from_="2026-02-05", by=doctor) for patient in patients]
    entries = [entry.pk for entry in (*steps, *effects)]
    return {
        "patient_id": [*(patient.pk for patient in patients[:2] * 4), patients[2].pk],
        "side_effect_id": [effect.pk for effect in effects],
        "planned_step_id": [step.pk for step in planned],
        "entry_id": entries,
        "kind": list(KINDS),
    }


def known_to_admins(clinic: Clinic, admin: Account) -> dict[str, list[Any]]:
    """Make rows and tokens of the admin's pages, by the names of their ids in addresses."""
    members = [a_nurse(clinic), a_nurse(clinic), admin]
    invited = [an_invitation(clinic), an_invitation(clinic, role="admin")]
    resets = [a_reset(member, by=admin) for member in members[:1]]
    return {
        "account_id": [member.pk for member in members],
        "membership_id": [member.memberships.get().pk for member in members],
        "invitation_id": [invitation.pk for invitation, _ in invited],
        "clinic_id": [clinic.pk],
        "review_id": [an_access_review(clinic, by=admin).pk],
        "token": [token for _, token in (*invited, *resets)],
    }


def parameters(form: type[forms.Form]) -> set[str]:
    """Yield every parameter of addresses: the fields of forms sent by GET, and “next”."""
    names = {"next", *(() if issubclass(form, PostedForm) else form.base_fields)}
    return names.union(*(parameters(each) for each in form.__subclasses__()))


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Yield the pattern of every address."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def a_seed() -> int:
    """Return the seed in ``SEED``, or else a random one."""
    return int(os.environ.get("SEED") or secrets.randbelow(10**9))
