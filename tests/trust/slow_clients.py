"""A client that sends half a form and then nothing blocks a thread for ten seconds at most."""

import socket
import tempfile
import time
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from tests import raw_requests
from tests.trust.figures import Figure
from tests.trust.serving import HOST, serving

SILENT = 8  # as many as one process has threads
LONGEST = 15  # seconds
HALF_A_FORM = "\r\n".join(
    (
        "POST /sign-in/ HTTP/1.1",
        "Host: localhost",
        f"Cookie: csrftoken={'a' * 32}",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Length: 500",
        "",
        "a=1",
    )
).encode()


def proof() -> Iterable[Figure]:
    """Block every thread of a server of one process, and request a page."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as clients:
        server = clients.enter_context(serving(Path(folder) / "said"))
        for _ in range(SILENT):
            client = socket.create_connection((HOST, server.port))
            clients.enter_context(client).sendall(HALF_A_FORM)
        time.sleep(0.5)
        began = time.monotonic()
        status = raw_requests.send(server.port, seconds=60).status
        seconds = time.monotonic() - began
    kept = status == 200 and seconds < LONGEST
    yield Figure(f"a page while {SILENT} clients are silent", f"{seconds:.1f} s", "<= 15 s", kept)
