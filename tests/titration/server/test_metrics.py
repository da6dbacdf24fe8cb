"""What is counted is told on a port of its own, holds kinds and numbers only, and is off."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import psutil
import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver
from prometheus_client import generate_latest
from pytest_django import Settings

from patients.models import Account, Patient
from tests.acting import run_sql
from tests.bench.scene import session_of
from tests.trust.hygiene import NOBODY, Visitor, told_at
from tests.trust.serving import HOST, Server, free_port, this_database
from titration.server import metrics

SAMPLE = re.compile(r"^(titration_\w+?)(?:\{(.*)\})? (\S+)$", re.MULTILINE)
LABEL = re.compile(r'(\w+)="([^"]*)"')

Counts = dict[tuple[str, frozenset[tuple[str, str]]], float]


def counts_in(text: str) -> Counts:
    return {
        (name, frozenset(LABEL.findall(labels))): float(value)
        for name, labels, value in SAMPLE.findall(text)
    }


def count(counts: Counts, name: str, **labels: str) -> float:
    """Return a number that is told; 0 if it is not."""
    return counts.get((name, frozenset(labels.items())), 0)


class Counting(NamedTuple):
    server: Server
    port: int

    def counts(self) -> Counts:
        return counts_in(told_at(self.port))


@contextmanager
def counting(folder: Path, **variables: str) -> Iterator[Counting]:
    """Serve from two workers that count."""
    port = free_port()
    counted = {"METRICS_PORT": str(port), "TMPDIR": str(folder)} | variables
    server = Server(folder / "said", this_database() | counted)
    server.start(workers=2)
    try:
        yield Counting(server, port)
    finally:
        server.end()


@pytest.mark.django_db(transaction=True)
def test_what_all_workers_did_is_told_on_a_port_of_its_own(
    tmp_path: Path, neurologist: Account, nurse: Account, patient: Patient
):
    chart = f"/patients/{patient.pk}/"
    with counting(tmp_path) as site:
        reader = Visitor(site.server.port, session_of(neurologist))
        for _ in range(20):
            reader.get(chart)
        Visitor(site.server.port, session_of(nurse)).post(f"{chart}dose-steps/record/", {})
        nobody = Visitor(site.server.port, NOBODY)
        nobody.post("/sign-in/", {"login": neurologist.email, "password": "not the password"})
        run_sql("REVOKE INSERT ON patients_auditevent FROM titration_app")
        reader.get(chart)
        run_sql("GRANT INSERT ON patients_auditevent TO titration_app")
        nobody.get("/metrics")
        counts = site.counts()
        chart_route = {"route": "patients/<id:patient_id>/"}
        assert (
            count(counts, "titration_requests_total", **chart_route, method="GET", status="200")
            == 20
        )
        assert count(counts, "titration_request_seconds_count", **chart_route) == 21
        assert count(counts, "titration_refusals_total", kind="record-dose-step") == 1
        assert count(counts, "titration_sign_in_failures_total", kind="password") == 1
        assert count(counts, "titration_audit_failures_total") == 1
        assert (
            count(
                counts, "titration_requests_total", route="no address", method="GET", status="404"
            )
            == 1
        )
        in_use = count(counts, "titration_database_connections")
        assert 0 < in_use <= count(counts, "titration_database_connections_limit")

        # What a worker counted stays when it ends, and the one in its place counts on.
        assert site.server.process is not None
        first = psutil.Process(site.server.process.pid)
        for worker in first.children():
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        while len(first.children()) < 2:
            time.sleep(0.1)
        while reader.statuses[200] < 25:
            reader.get(chart)
        assert (
            count(
                site.counts(), "titration_requests_total", **chart_route, method="GET", status="200"
            )
            == 25
        )
        listening = {
            process.pid: {c.laddr.port for c in process.net_connections() if c.status == "LISTEN"}
            for process in (first, *first.children())
        }
        assert [pid for pid, ports in listening.items() if site.port in ports] == [first.pid]
    assert [path.name for path in tmp_path.iterdir()] == ["said"]


def test_a_wrong_or_busy_port_ends_the_server_with_a_sentence(tmp_path: Path):
    busy = free_port()
    in_use = (
        f"Metrics cannot be served on port {busy} of 127.0.0.1 (Address already in use):"
        " set another METRICS_PORT."
    )
    no_port = "METRICS_PORT is “http”; it takes a port, from 1 to 65535."
    for port, sentence in (("http", no_port), (str(busy), in_use)):
        variables = {"METRICS_PORT": port, "TMPDIR": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, "-m", "gunicorn", "titration.wsgi", f"--bind={HOST}:{busy}"],
            cwd=settings.BASE_DIR,
            env={"PATH": os.defpath, "TITRATION_MODE": "demo"} | variables,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode != 0
        assert done.stderr.strip().endswith(sentence)
        assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def meters(settings: Settings) -> Iterator[None]:
    """Count in this process."""
    settings.METRICS = (HOST, 1)
    metrics.meters.cache_clear()
    yield
    metrics.meters.cache_clear()


def test_nothing_is_counted_and_nothing_is_loaded_unless_it_is_set():
    loads = "import django, sys; django.setup(); import titration.urls, titration.server.middleware"
    asks = "print('prometheus_client' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", f"{loads}; {asks}"],
        cwd=settings.BASE_DIR,
        env={"TITRATION_MODE": "demo", "DJANGO_SETTINGS_MODULE": "titration.settings"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "False\n"
    assert metrics.meters() is None


@pytest.mark.django_db
def test_each_refusal_has_its_kind(
    meters: None, as_outsider: Client, as_admin: Client, patient: Patient
):
    client = Client(enforce_csrf_checks=True)
    as_outsider.get(f"/patients/{patient.pk}/")
    as_admin.get(f"/patients/{patient.pk}/")
    client.post("/sign-in/", {"login": "x"})
    client.post("/sign-in/", "x", content_type="text/plain; charset=latin-1")
    client.post("/sign-in/", "x", content_type="text/plain", headers={"content-length": str(2**21)})
    client.post("/sign-in/", "x", content_type="text/plain", headers={"transfer-encoding": "a"})
    client.get("/health/live")

    counted = metrics.meters()
    assert counted is not None
    counts = counts_in(generate_latest(counted.registry).decode())
    refusals = {
        dict(labels)["kind"]: value
        for (name, labels), value in counts.items()
        if name == "titration_refusals_total"
    }
    assert refusals == {"read": 2, "forbidden": 1, "unreadable": 1, "too-long": 1, "no-length": 1}
    health = {"route": "health/live", "method": "GET", "status": "200"}
    assert count(counts, "titration_requests_total", **health) == 1


def routes() -> set[str]:
    """Return the pattern of every address, and what stands in the place of one."""
    found = {"no address", "health/live", "health/ready"}

    def add(patterns: Iterable[Any], before: str) -> None:
        for pattern in patterns:
            route = f"{before}{pattern.pattern}"
            inner = getattr(pattern, "url_patterns", None)
            found.add(route) if inner is None else add(inner, route)

    add(get_resolver().url_patterns, "")
    return found


def wrong_labels(text: str) -> set[tuple[str, str]]:
    """Return the labels that are no kind, pattern, method, status or limit of a histogram."""
    allowed: dict[str, Callable[[str], object]] = {
        "route": routes().__contains__,
        "method": re.compile(r"[A-Z]+|other").fullmatch,
        "status": re.compile(r"\d{3}").fullmatch,
        "kind": re.compile(r"[a-z-]+").fullmatch,
        "le": re.compile(r"[\d.]+|\+Inf").fullmatch,
    }
    found = {pair for _, labels in counts_in(text) for pair in labels}
    return {(name, value) for name, value in found if not allowed[name](value)}
