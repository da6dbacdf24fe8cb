"""``make run``'s command, in a copy of the project that was never run before."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.processes import copy_of_project
from titration.server.embedded_database import EmbeddedDatabase


@pytest.fixture
def copy() -> Iterator[Path]:
    with copy_of_project() as folder:
        yield folder


@dataclass(frozen=True)
class Demo:
    process: subprocess.Popen[bytes]
    output: Path

    def says(self, words: str) -> str:
        """Wait until ``words`` are printed; return all output so far."""
        while True:
            has_ended = self.process.poll() is not None
            said = self.output.read_text()
            if words in said:
                return said
            assert not has_ended, f"It ended without saying “{words}”:\n{said}"
            time.sleep(0.1)


@contextmanager
def demo_served(folder: Path, port: int, **variables: str) -> Iterator[Demo]:
    output = Path(tempfile.mkstemp(dir=folder)[1])
    with (
        output.open("wb") as said,
        subprocess.Popen(
            [sys.executable, "manage.py", "serve_demo", "--port", str(port)],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "TITRATION_MODE": "demo"} | variables,
            stdout=said,
            stderr=said,
        ) as process,
    ):
        try:
            yield Demo(process, output)
        finally:
            process.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_fresh_copy_serves_comes_back_after_a_kill_and_stops_as_a_whole(copy: Path):
    port = free_port()
    with demo_served(copy, port) as demo:
        said = demo.says(f"http://127.0.0.1:{port}/")
        with urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
            html = page.read().decode()
        (stylesheet, *_) = re.findall(r'<link[^>]+href="([^"]+\.css)"', html)
        with urlopen(f"http://127.0.0.1:{port}{stylesheet}", timeout=30) as file:
            kept_for = file.headers["Cache-Control"]
        with demo_served(copy, port) as second:
            refusal = second.says("Port")
        # As a power cut leaves it, except the web server, which nothing else would stop.
        database = int((copy / "var/postgres/postmaster.pid").read_text().split()[0])
        for pid in (demo.process.pid, database):
            os.kill(pid, signal.SIGKILL)
        demo.process.wait()
    with demo_served(copy, port) as again:
        said_again = again.says(f"http://127.0.0.1:{port}/")
        again.process.send_signal(signal.SIGTERM)
        assert again.process.wait(60) == 0

    assert "@" in said  # who can sign in
    assert said_again.count("nothing added") == 2  # of two clinics
    assert page.url.endswith("/sign-in/?next=/")
    assert 'type="password"' in html
    assert "immutable" in kept_for
    assert f"make run PORT={port + 1}" in refusal
    assert not EmbeddedDatabase(copy / "var").is_running()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_an_invalid_port_is_refused(copy: Path):
    with demo_served(copy, 65536) as demo:
        demo.says("no port: they go from 1 to 65535")
        assert demo.process.wait(30) == 1


def test_production_is_refused(copy: Path):
    production = {
        "TITRATION_MODE": "production",
        "SECRET_KEY": "k9Xq2mVw7Lr4Tz8Bn5Yc3Hd6Jf1Gs0PaQeWuRiOxZvAbSdFgCtEy",
        "ALLOWED_HOSTS": "titration.example",
        "DATABASE_URL": "postgres://app@db.example/clinic",
    }

    with demo_served(copy, free_port(), **production) as demo:
        demo.says("invented patients only")
        assert demo.process.wait(30) == 1
