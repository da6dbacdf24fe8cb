"""Start one worker of the real server, and measure the time it takes to answer."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import NamedTuple

from django.conf import settings

from titration.server.serving import serving_variables

HOST = "127.0.0.1"
BENCH, FORGETFUL = "tests.bench.settings", "tests.bench.forgetful_settings"
WARM_UP, ROUNDS = 20, 200
FORM = "application/x-www-form-urlencoded"


class Ask(NamedTuple):
    """One request: its address, the form that is posted if one is, and the status to expect."""

    path: str
    form: str | None = None
    status: HTTPStatus = HTTPStatus.OK


@contextmanager
def server(settings_module: str = BENCH) -> Iterator[int]:
    """Serve from one worker inside the block; yields the port. Its output goes to a file."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "titration.wsgi"]
    worker = ["--workers=1", "--worker-class=gthread", "--threads=1", "--log-level=warning"]
    environment = os.environ | serving_variables() | {"DJANGO_SETTINGS_MODULE": settings_module}
    with (settings.VAR_DIR / "bench.log").open("wb") as said:
        process = subprocess.Popen(
            [*command, f"--bind={HOST}:{port}", *worker], env=environment, stdout=said, stderr=said
        )
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return once the server answers. Raises ``RuntimeError`` if it ends first."""
    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"The server ended by itself, with status {process.returncode}.")


def alternate(port: int, cookie: str, asked: Mapping[str, Iterator[Ask]]) -> dict[str, float]:
    """Return each request's median seconds; they take turns, so that noise falls on all alike."""
    every = alternate_all(port, cookie, asked)
    return {name: statistics.median(seconds) for name, seconds in every.items()}


def alternate_all(
    port: int, cookie: str, asked: Mapping[str, Iterator[Ask]]
) -> dict[str, list[float]]:
    """Return every duration of each request in seconds; the requests take turns."""
    connection = http.client.HTTPConnection(HOST, port)
    times: dict[str, list[float]] = {name: [] for name in asked}
    for round_number in range(WARM_UP + ROUNDS):
        for name, asks in asked.items():
            seconds = timed(connection, next(asks), cookie)
            if round_number >= WARM_UP:
                times[name].append(seconds)
    return times


def timed(connection: http.client.HTTPConnection, ask: Ask, cookie: str) -> float:
    """Return the seconds until an answer is read. Raises ``RuntimeError`` for another status."""
    method = "GET" if ask.form is None else "POST"
    start = time.perf_counter()
    connection.request(method, ask.path, ask.form, {"Cookie": cookie, "Content-Type": FORM})
    response = connection.getresponse()
    response.read()
    seconds = time.perf_counter() - start
    if response.status != ask.status:
        raise RuntimeError(f"{ask.path} answered {response.status}.")
    return seconds
