"""One worker of the real server, and the time it takes to answer."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from titration.serving import served_from

HOST = "127.0.0.1"
WARM_UP, ROUNDS = 20, 200


@contextmanager
def server() -> Iterator[int]:
    """Serve from one worker while inside; yields the port."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "titration.wsgi", "--no-control-socket"]
    worker = ["--workers=1", "--worker-class=gthread", "--threads=1", "--log-level=warning"]
    environment = os.environ | served_from()
    process = subprocess.Popen([*command, f"--bind={HOST}:{port}", *worker], env=environment)
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


def alternate(port: int, cookie: str, paths: list[str]) -> dict[str, float]:
    """The median seconds of each address, asked for in turn so that noise falls on all alike."""
    connection = http.client.HTTPConnection(HOST, port)
    times: dict[str, list[float]] = {path: [] for path in paths}
    for round_number in range(WARM_UP + ROUNDS):
        for path in paths:
            seconds = timed(connection, path, cookie)
            if round_number >= WARM_UP:
                times[path].append(seconds)
    return {path: statistics.median(seconds) for path, seconds in times.items()}


def timed(connection: http.client.HTTPConnection, path: str, cookie: str) -> float:
    """Seconds until a page is read. Raises ``RuntimeError`` unless it is answered with 200."""
    start = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": cookie})
    response = connection.getresponse()
    response.read()
    seconds = time.perf_counter() - start
    if response.status != http.client.OK:
        raise RuntimeError(f"{path} answered {response.status}.")
    return seconds
