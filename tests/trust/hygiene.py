"""Send a secret word in every part of requests, then search every log for it."""

import http.client
import socket
import tempfile
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection

from patients.access import READ_AT_MOST
from patients.models import Account, AuditEvent, Patient
from tests.bench.scene import session_of
from tests.factories import a_clinic, a_neurologist, a_nurse, a_patient, a_step
from tests.trust.figures import Figure, none_of
from tests.trust.serving import HOST, free_port, serving

WORD = "Zwitscherkanarie"
FORM = "application/x-www-form-urlencoded"
# A form that every page refuses, and one that can be saved.
SPOILT = dict.fromkeys(
    (
        *("family_name", "given_name", "record_number", "note", "other_term", "q", "amount"),
        *("starts_on", "onset_on", "clinic", "form_token", "seen", "version", "reason", "phase"),
    ),
    WORD * 20,
)
EFFECT = {
    "listed_term": "other",
    "other_term": WORD,
    "severity": "mild",
    "note": WORD,
    "onset_on": "2026-01-05",
    "reported_on": "2026-01-05",
    "reported_by": "patient",
    "action_taken": "nothing",
}
DOSE = {
    "amount": "10",
    "times_a_day": "3",
    "starts_on": "2026-02-02",
    "phase": "maintenance",
    "decided_by": "this clinic",
}
NOBODY = f"csrftoken={'a' * 32}"
STATUSES = {200, 302, 303, 400, 403, 404, 405, 409, 422, 429, 500, 503}


# In PostgreSQL's own words a constraint's refusal quotes the row.
REFUSALS = {
    "a constraint": (
        "ALTER TABLE {table} ADD CONSTRAINT refusing CHECK (id < 0) NOT VALID",
        "ALTER TABLE {table} DROP CONSTRAINT refusing",
    ),
    "a trigger": (
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            RAISE EXCEPTION USING ERRCODE = 'data_exception', MESSAGE = 'refused';
        END $$;
        CREATE TRIGGER refuse BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION refuse()
        """,
        "DROP FUNCTION refuse CASCADE",
    ),
}


class Scene(NamedTuple):
    """A patient with the word in every field, and the accounts that request it."""

    patient: Patient
    neurologist: Account
    nurse: Account


@dataclass
class Visitor:
    """Send the word with every request, and count the statuses."""

    port: int
    cookie: str = ""
    statuses: Counter[int] = field(default_factory=Counter)

    def get(self, path: str, **headers: str) -> str:
        return self.send("GET", f"{path}?{urlencode({WORD: WORD, 'next': WORD})}", "", headers)

    def post(self, path: str, sent: Mapping[str, str], **headers: str) -> str:
        body = urlencode({"csrfmiddlewaretoken": "a" * 32, **sent})
        return self.send("POST", path, body, {"Content-Type": FORM, **headers})

    def send(self, method: str, path: str, body: str, headers: Mapping[str, str]) -> str:
        """Send one request, and return the page."""
        about = {"User-Agent": WORD, "Referer": f"http://{HOST}/{WORD}/", "Cookie": self.cookie}
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        connection.request(method, path, body.encode(), about | dict(headers))
        response = connection.getresponse()
        self.statuses[response.status] += 1
        page = response.read().decode()
        connection.close()
        return page


def set_scene() -> Scene:
    """One clinic, one patient, two who may read it."""
    clinic = a_clinic()
    neurologist, nurse = a_neurologist(clinic, full_name=WORD), a_nurse(clinic)
    patient = a_patient(clinic, family_name=WORD, given_name=WORD, record_number=WORD)
    a_step(patient, "10x3", from_="2026-01-05", by=neurologist, note=WORD)
    return Scene(patient, neurologist, nurse)


def send_everywhere(port: int, scene: Scene) -> Counter[int]:
    """Cause every status there is, with the word in each request."""
    statuses: Counter[int] = Counter()
    nobody, nurse, neurologist = (
        Visitor(port, cookie, statuses)
        for cookie in (NOBODY, session_of(scene.nurse), session_of(scene.neurologist))
    )
    pages = f"/patients/{scene.patient.pk}"
    for path in ("/", f"{pages}/", f"{pages}/entries/", f"/{WORD}/", f"{pages}/{WORD}/"):
        neurologist.get(path)
    neurologist.get("/", Host=f"{WORD}.example")
    neurologist.get(f"{pages}/", Cookie=f"sessionid={WORD}")
    for method in (WORD, WORD.upper(), "OPTIONS"):
        neurologist.send(method, f"{pages}/?{WORD}", WORD, {})
    for sent in ({"q": WORD[:5]}, {"q": WORD * 9}, {"csrfmiddlewaretoken": WORD, **SPOILT}):
        neurologist.post("/", sent)
    nurse.post(f"{pages}/dose-steps/record/", SPOILT)
    for path in ("/patients/register/", f"{pages}/edit/", f"{pages}/dose-steps/record/"):
        neurologist.post(path, SPOILT)
    neurologist.post(f"{pages}/dose-steps/record/", a_form(DOSE, note=WORD, seen="0.0"))
    effects = f"{pages}/side-effects/record/"
    neurologist.post(effects, a_form(EFFECT))
    for by in REFUSALS:
        with refusing("titration_sideeffect", by):
            neurologist.post(effects, a_form(EFFECT))
    with refusing("patients_auditevent", "a trigger"):
        neurologist.get(f"{pages}/")
    with database_closed():
        neurologist.post(effects, a_form(EFFECT))
    for attempt in range(7):
        nobody.post("/sign-in/", {"login": f"{WORD}@{WORD}.example", "password": WORD * attempt})
    read_many(scene.nurse)
    nurse.get(f"{pages}/")
    statuses[send_garbage(port)] += 1
    return statuses


def a_form(filled_in: dict[str, str], **more: str) -> dict[str, str]:
    """A form opened just now."""
    return {**filled_in, "form_token": str(uuid.uuid4()), **more}


def read_many(account: Account) -> None:
    """Record that an account has opened as many patients as it may."""
    AuditEvent.objects.bulk_create(
        AuditEvent(account_id=account.pk, action="read", patient_ids=[10**9 + number])
        for number in range(READ_AT_MOST)
    )


def send_garbage(port: int) -> int:
    """Send bytes that are no request; return the status of the answer."""
    with socket.create_connection((HOST, port), timeout=60) as raw:
        raw.sendall(f"{WORD} /{WORD}\r\n{WORD}: {WORD}\r\n\r\n".encode())
        return int(raw.recv(100).split()[1])


@contextmanager
def refusing(table: str, by: str) -> Iterator[None]:
    """Let the database refuse every new row of a table inside the block, and log each refusal."""
    refuse, accept = REFUSALS[by]
    with connection.cursor() as cursor:
        cursor.execute(refuse.format(table=table))
        yield
        cursor.execute(accept.format(table=table))


@contextmanager
def database_closed() -> Iterator[None]:
    """End all other connections to the database, and allow no new ones, inside the block."""
    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {name} CONNECTION LIMIT 0")
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        yield
        cursor.execute(f"ALTER DATABASE {name} CONNECTION LIMIT -1")


def logs(said: Path) -> dict[str, Path]:
    """Return every log: that of the app and its server, and PostgreSQL's if it is embedded."""
    server = settings.EMBEDDED_DATABASE
    return {"the server": said, **({"PostgreSQL": server.log} if server else {})}


def told_at(port: int) -> str:
    """Return what was counted, as it is told on its own port."""
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    connection.request("GET", "/metrics")
    text = connection.getresponse().read().decode()
    connection.close()
    return text


def search() -> tuple[Counter[int], dict[str, str]]:
    """Send the word everywhere; return the statuses, and what each log wrote meanwhile."""
    scene = set_scene()
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said"
        said.touch()
        found = logs(said)
        before = {name: log.stat().st_size for name, log in found.items()}
        port = free_port()
        with serving(said, METRICS_PORT=str(port)) as server:
            statuses = send_everywhere(server.port, scene)
            metrics = told_at(port)
        texts = {name: log.read_bytes()[before[name] :].decode() for name, log in found.items()}
    texts["the metrics"] = metrics
    texts["the audit log"] = str(list(AuditEvent.objects.values()))
    return statuses, texts


def proof() -> Iterable[Figure]:
    """Prove that no log holds the word after every error path."""
    statuses, texts = search()
    sent = statuses.total()
    missing = STATUSES - set(statuses)
    yield Figure("statuses brought about", str(len(STATUSES) - len(missing)), "all", not missing)
    for name, text in texts.items():
        yield none_of(f"lines of {name} with the word", text.lower().count(WORD.lower()), sent)
