"""One request can neither fill memory or disk nor make other people wait without limit.

Sent to the real server, with the threads that ``gunicorn.conf.py`` gives it.
"""

import socket
import tempfile
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import psutil
import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from patients.database import roles as database_roles
from patients.models import Account, Patient
from tests import raw_requests
from tests.bench.scene import session_of
from tests.raw_requests import Answer
from tests.titration.server.test_serving import connecting_as
from tests.trust.hygiene import database_closed
from tests.trust.serving import HOST, Server, this_database
from tests.trust.writers import EFFECT
from titration.record.side_effects.models import SideEffect
from titration.server.serving import limit_waiting

FORM = "application/x-www-form-urlencoded"
LOCK_SECONDS = 3
STATEMENT_SECONDS = 10
AT_ONCE = 6  # fewer than one process has threads
UPLOAD = 300 * 2**20  # bytes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The server's folder for temporary files."""
    return tmp_path_factory.mktemp("temporary")


@pytest.fixture(scope="module")
def server(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, temporary: Path
) -> Iterator[Server]:
    with django_db_blocker.unblock(), tempfile.TemporaryDirectory() as folder:
        variables = this_database() | {"TMPDIR": str(temporary)}
        server = Server(Path(folder) / "said", variables)
        server.start(workers=2)
        yield server
        server.end()


def upload(port: int, kind: str, *, length: int | None = UPLOAD) -> tuple[int, int]:
    """Send an endless body until the server ends it; return the status and the bytes sent."""
    how = f"Content-Length: {length}" if length else "Transfer-Encoding: chunked"
    lines = ["POST /sign-in/ HTTP/1.1", "Host: localhost", f"Content-Type: {kind}", how, "", ""]
    piece = b"x" * 65_536 if length else b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    sent = 0
    with socket.create_connection((HOST, port), timeout=20) as raw:
        raw.sendall("\r\n".join(lines).encode())
        raw.settimeout(0)
        while sent < UPLOAD:
            try:
                if raw.recv(12, socket.MSG_PEEK):
                    break
            except BlockingIOError:
                pass
            try:
                sent += raw.send(piece)
            except BlockingIOError:
                time.sleep(0.01)
            except BrokenPipeError:  # the server answered and closed since we looked
                break
        raw.settimeout(20)
        return int(raw.recv(12).split()[1]), sent


def memory(server: Server) -> int:
    """Return the bytes of memory that the server's processes use."""
    assert server.process
    family = [parent := psutil.Process(server.process.pid), *parent.children(recursive=True)]
    return sum(process.memory_info().rss for process in family)


@pytest.mark.parametrize(
    ("kind", "length", "status"),
    [
        (FORM, UPLOAD, 413),
        ("multipart/form-data; boundary=x", UPLOAD, 413),
        ("application/octet-stream", UPLOAD, 413),
        ("multipart/form-data; boundary=x", None, 411),
    ],
)
def test_a_huge_upload_is_refused_unread(
    kind: str, length: int | None, status: int, server: Server, temporary: Path
):
    raw_requests.send(server.port)  # the first page's own memory does not count
    before = memory(server)

    answered, sent = upload(server.port, kind, length=length)

    assert answered == status
    assert sent < UPLOAD // 10
    assert not any(temporary.iterdir())
    assert memory(server) - before < 20 * 2**20


@contextmanager
def holding(lock: str) -> Iterator[None]:
    """Hold a lock in a transaction that stays open inside the block."""
    other = connection.copy()
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute(lock)
        yield
    finally:
        other.close()


def record_effect(server: Server, account: Account, patient: Patient, note: str = "") -> Answer:
    """Send the form for a side effect."""
    sent = {**EFFECT, "form_token": str(uuid.uuid4()), "csrfmiddlewaretoken": "a" * 32}
    headers = {"Cookie": session_of(account), "Content-Type": FORM, "X-Forwarded-Proto": None}
    body = urlencode(sent | {"note": note}).encode()
    path = f"/patients/{patient.pk}/side-effects/record/"
    return raw_requests.send(server.port, "POST", path, headers, body)


def get(server: Server, path: str, account: Account | None = None) -> Answer:
    """Open a page."""
    cookie = session_of(account) if account else None
    headers = {"Cookie": cookie, "X-Forwarded-Proto": None}
    return raw_requests.send(server.port, "GET", path, headers)


def seconds_of(server: Server, path: str, account: Account | None = None) -> float:
    """Return the seconds a page takes, and assert that it answers 200."""
    began = time.monotonic()
    assert get(server, path, account).status == 200
    return time.monotonic() - began


def assert_gave_up(answer: Answer) -> None:
    """Assert the page that says the database did not answer in time."""
    assert answer.status == 503
    assert answer.headers["Retry-After"] == "5"
    assert "Nothing was saved. Wait a few seconds, then try again." in answer.page


def test_a_locked_row_answers_503_only_to_requests_that_wait_for_it(
    server: Server, patient: Patient, neurologist: Account, nurse: Account
):
    others = [
        ("/health/live", None),
        ("/health/ready", None),
        ("/", nurse),
        (f"/patients/{patient.pk}/", nurse),
    ]
    for path, who in others * 4:  # what a process loads for its first pages does not count
        assert get(server, path, who).status == 200
    lock = f"SELECT FROM patients_patient WHERE id = {patient.pk} FOR UPDATE"
    with holding(lock), ThreadPoolExecutor(AT_ONCE) as threads:
        began = time.monotonic()
        stuck: list[Future[Answer]] = [
            threads.submit(record_effect, server, neurologist, patient) for _ in range(AT_ONCE)
        ]
        time.sleep(0.5)
        for path, who in others:
            assert seconds_of(server, path, who) < LOCK_SECONDS, path
        for each in stuck:
            assert_gave_up(each.result())
        # The next in the line waits twice: for their turn, then for the lock itself.
        assert time.monotonic() - began < STATEMENT_SECONDS

    assert not SideEffect.objects.exists()
    assert record_effect(server, neurologist, patient, "afterwards").status == 302
    assert SideEffect.objects.get().note == "afterwards"


@pytest.mark.parametrize(
    ("lock", "path"),
    [
        ("LOCK TABLE django_session", "/reference/"),  # a middleware waits
        ("LOCK TABLE titration_standing", "/"),  # a view
    ],
)
def test_a_request_that_waits_too_long_is_answered_in_words_wherever_it_waits(
    lock: str, path: str, server: Server, neurologist: Account
):
    cookie = {"Cookie": session_of(neurologist), "X-Forwarded-Proto": None}
    with holding(lock), ThreadPoolExecutor(1) as thread:
        stuck = thread.submit(raw_requests.send, server.port, "GET", path, cookie)
        time.sleep(0.3)
        assert seconds_of(server, "/health/live") < LOCK_SECONDS
        assert_gave_up(stuck.result())

    assert get(server, path, neurologist).status == 200


def test_a_commit_that_waits_too_long_is_answered_too(
    server: Server, patient: Patient, neurologist: Account
):
    before = len(server.said.read_text())
    with holding(f"SELECT FROM patients_account WHERE id = {neurologist.pk} FOR UPDATE"):
        assert_gave_up(record_effect(server, neurologist, patient))

    assert "transaction.py" in server.said.read_text()[before:]
    assert not SideEffect.objects.exists()


def test_a_process_stays_alive_while_the_database_is_away(server: Server):
    with database_closed():
        assert seconds_of(server, "/health/live") < LOCK_SECONDS
        assert get(server, "/health/ready").status == 503

    assert get(server, "/health/ready").status == 200


def test_a_database_that_takes_no_writes_is_not_ready(
    server: Server, patient: Patient, nurse: Account
):
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    cookie = {"Cookie": session_of(nurse), "X-Forwarded-Proto": None}
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    try:
        with database_closed():
            pass
        assert seconds_of(server, "/health/live") < LOCK_SECONDS
        assert get(server, "/health/ready").status == 503
        chart = raw_requests.send(server.port, "GET", f"/patients/{patient.pk}/", cookie)
        assert (chart.status, chart.headers["Retry-After"]) == (503, "60")
        assert "The database does not answer" in chart.page
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")
        with database_closed():
            pass

    assert get(server, "/health/ready").status == 200


@pytest.mark.parametrize("role", [database_roles.APP, database_roles.OWNER])
def test_each_role_has_limits_however_it_connects(role: str):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolconfig FROM pg_roles WHERE rolname = %s", [role])
        (known,) = cursor.fetchone()

    assert set(known) >= {f"{n}={value}" for n, value in database_roles.LIMITS[role].items()}


def test_the_web_server_has_them_where_it_only_takes_on_the_role():
    app = connecting_as(database_roles.APP)
    try:
        limit_waiting(connection=app)
        with app.cursor() as cursor:
            cursor.execute("SELECT name, setting FROM pg_settings WHERE name LIKE '%_timeout'")
            limits = dict(cursor.fetchall())
    finally:
        app.close()

    assert limits["lock_timeout"] == "3000"
    assert limits["statement_timeout"] == "10000"
    assert limits["idle_in_transaction_session_timeout"] == "30000"
