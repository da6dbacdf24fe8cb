"""Generated requests over every address, form and parameter: no answer may be a fault of ours."""

import logging
import sys
from collections.abc import Iterable, Iterator
from random import Random
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from django.core.signals import got_request_exception
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from patients.models import Account, Clinic
from tests.factories import a_clinic as a_new_clinic
from tests.factories import (
    a_neurologist,
    a_nurse,
    a_patient,
    a_reset,
    a_side_effect,
    a_step,
    an_access_review,
    an_admin,
    an_invitation,
)
from tests.fixtures import signed_in
from tests.trust.figures import Figure, none_of
from tests.trust.nonsense import NONSENSE, Forms, filled_in, nonsense
from titration.models import KINDS

REQUESTS = 10_000
SEED = 20_260_302
PARAMETERS = (
    *("span", "show", "sort", "after", "before", "replace", "known_at", "next", "page", "q"),
    *("role", "state", "clinic", "who", "patient", "since", "until", "outcome"),
)
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
        self.random = Random(seed)  # noqa: S311 - the same again next time
        clinic = a_new_clinic()
        doctor, admin = a_neurologist(clinic), an_admin(clinic)
        self.people = [doctor, doctor, a_nurse(clinic), admin, admin, None]
        self.ids = known_ids(clinic, doctor) | known_to_admins(clinic, admin)
        self.routes = sorted(routes(get_resolver().url_patterns))
        self.forms: dict[str, dict[str, Any]] = {}
        self.problem: BaseException | None = None

    def faults(self, count: int) -> Iterator[Fault]:
        """Send that many requests; yield those that were not answered as they should be."""
        got_request_exception.connect(self.note)
        logging.disable(logging.ERROR)
        try:
            for _ in range(count):
                yield from self.send()
        finally:
            logging.disable(logging.NOTSET)
            got_request_exception.disconnect(self.note)

    def note(self, **signal: Any) -> None:
        """Keep what a view raised: the answer does not tell."""
        self.problem = sys.exception()

    def send(self) -> Iterator[Fault]:
        """Send one request, and learn the forms of the page it is answered with."""
        url = self.url()
        method = self.random.choices(("GET", "POST", "HEAD", "PUT"), (45, 50, 3, 2))[0]
        client, self.problem = self.client(), None
        sent: object = None
        if method == "POST":
            url, sent, response = self.post(client, url)
        else:
            headers = self.random.choice(HEADERS) if self.random.random() < 0.1 else {}
            response = client.generic(method, url, headers=headers)
        if response.status_code >= 500:
            yield Fault(method, url, sent, repr(self.problem))
        elif response.status_code < 300:
            self.learn(url.partition("?")[0], response)

    def post(self, client: Client, url: str) -> tuple[str, object, Any]:
        """Post a form of the page, the page's own or another's, or what is no form at all."""
        if self.random.random() < 0.1:
            kind = self.random.choice(CONTENT_TYPES)
            body = self.random.randbytes(self.random.randrange(200))
            return url, body, client.post(url, body, content_type=kind)
        path = url.partition("?")[0]
        known = self.forms.get(path)
        if known is None:
            path, known = self.random.choice([*self.forms.items(), (path, {})])
        sent = filled_in(known, self.random)
        body = urlencode(sent, doseq=True).encode()
        kind = "application/x-www-form-urlencoded"
        return path, sent, client.post(path, body, content_type=kind)

    def learn(self, path: str, response: Any) -> None:
        """Remember the forms of a page by where they are posted to."""
        if response.get("Content-Type", "").startswith("text/html"):
            for action, fields in Forms(response.content.decode()).found.items():
                target = path if not action or action.startswith("?") else action.partition("?")[0]
                if fields:
                    self.forms[target] = fields

    def client(self) -> Client:
        """The browser of somebody, or of nobody."""
        client = Client(raise_request_exception=False, SERVER_NAME="localhost")
        account = self.random.choice(self.people)
        if account is not None:
            signed_in(Account.objects.get(pk=account.pk), client=client)
        return client

    def url(self) -> str:
        """An address of the product, mostly one that exists, with parameters or without."""
        route = self.random.choice(self.routes)
        parts = [self.part(part) for part in route.split("/")]
        url = "/" + "/".join(parts)
        if self.random.random() < 0.4:
            names = self.random.sample(PARAMETERS, self.random.randrange(1, 4))
            url += "?" + urlencode([(name, self.parameter()) for name in names])
        elif self.random.random() < 0.05:
            url += "?%ff=%00&&&=%zz&" + "a=1&" * 10
        return url

    def part(self, part: str) -> str:
        """A part of an address, its id filled in: that of a row, or nonsense."""
        if not part.startswith("<"):
            return part
        name = part.strip("<>").rpartition(":")[2]
        if name in self.ids and self.random.random() < 0.85:
            return str(self.random.choice(self.ids[name]))
        return quote(nonsense(self.random), safe="")

    def parameter(self) -> str:
        """The value of a parameter: one that makes sense somewhere, or nonsense."""
        sensible = ("all", "3m", "1", "-flags", "name", "2026-03-01T10:00", "/", "Sample")
        return self.random.choice((self.random.choice(sensible), self.random.choice(NONSENSE)))


def known_ids(clinic: Clinic, doctor: Account) -> dict[str, list[Any]]:
    """Rows to ask for, by what addresses call them."""
    patients = [a_patient(clinic), a_patient(clinic), a_patient(a_new_clinic())]
    steps = [a_step(patient, "10x3", from_="2026-01-05", by=doctor) for patient in patients]
    effects = [a_side_effect(patient, from_="2026-01-08", by=doctor) for patient in patients]
    entries = [entry.pk for entry in (*steps, *effects)]
    return {
        "patient_id": [*(patient.pk for patient in patients[:2] * 4), patients[2].pk],
        "side_effect_id": [effect.pk for effect in effects],
        "entry_id": entries,
        "kind": list(KINDS),
    }


def known_to_admins(clinic: Clinic, admin: Account) -> dict[str, list[Any]]:
    """Rows of the admin's pages, and the tokens of links, by what addresses call them."""
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


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Every address, as its pattern."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def proof() -> Iterable[Figure]:
    """10,000 requests; each fault is printed with what brought it about."""
    faults = list(Sender(SEED).faults(REQUESTS))
    for fault in faults:
        print(fault)
    yield none_of("generated requests answered with 500 or more", len(faults), REQUESTS)
