"""Serves what the web server counted, on a port of its own: ``gunicorn.conf.py`` calls this.

Every process writes its counts into files of one folder, and gunicorn's first process, which
answers no pages, adds them up when it is asked. ``docs/adr/0039`` explains why.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from wsgiref.simple_server import WSGIServer

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # prometheus_client's own: where processes write their counts
# Loaded only where a port is set.
CLIENT, CLIENT_FILES = "prometheus_client", "prometheus_client.multiprocess"
LOCALHOST = "127.0.0.1"
PORTS = range(1, 65536)


class Address(NamedTuple):
    """The network address and port at which the counts are told."""

    host: str
    port: int


def address_in(variables: Mapping[str, str]) -> Address | None:
    """Return where the counts are told; ``None``, unless a port is set, if nothing is counted.

    Raises ``ImproperlyConfigured`` with one sentence if a variable is wrong.
    """
    port, host = variables.get("METRICS_PORT", ""), variables.get("METRICS_ADDRESS", "")
    if not port and not host:
        return None
    if not (port.isascii() and port.isdecimal() and int(port[:6]) in PORTS):
        raise ImproperlyConfigured(f"METRICS_PORT is “{port}”; it takes a port, from 1 to 65535.")
    try:
        return Address(str(ip_address(host or LOCALHOST)), int(port))
    except ValueError as error:
        raise ImproperlyConfigured(
            f"METRICS_ADDRESS is “{host}”; it takes an address of this machine, such as 10.0.0.5."
        ) from error


@dataclass
class MetricsPort:
    """The port, while it is open, and the folder with the counts."""

    folder: Path | None = None
    is_ours: bool = False
    server: "WSGIServer | None" = field(default=None, repr=False)

    def prepare(self) -> None:
        """Make or empty the folder before any process counts; end with a sentence if it cannot."""
        try:
            if address_in(os.environ) is None:
                return
        except ImproperlyConfigured as error:
            sys.exit(str(error))
        self.is_ours = FOLDER not in os.environ
        if self.is_ours:
            os.environ[FOLDER] = tempfile.mkdtemp(prefix="titration-")
        self.folder = Path(os.environ[FOLDER])
        self.folder.mkdir(mode=0o700, exist_ok=True)
        for former in self.folder.glob("*.db"):
            former.unlink()

    def open(self) -> None:
        """Begin to tell the counts, if a port is set; end with a sentence if it is in use."""
        address = address_in(os.environ)
        if address is None:
            return
        client, files = import_module(CLIENT), import_module(CLIENT_FILES)
        registry = client.CollectorRegistry()
        files.MultiProcessCollector(registry)
        try:
            self.server, _ = client.start_http_server(address.port, address.host, registry)
        except OSError as error:
            self.remove_folder()
            sys.exit(
                f"Metrics cannot be served on port {address.port} of {address.host}"
                f" ({os.strerror(error.errno or 0)}): set another METRICS_PORT."
            )

    def leave(self) -> None:
        """Close the port in a process that answers pages, which has it from the first process."""
        if self.server:
            self.server.socket.close()
            self.server = None

    def forget(self, pid: int) -> None:
        """Leave out what holds only while a process lives, once it has ended."""
        if self.folder:
            import_module(CLIENT_FILES).mark_process_dead(pid)

    def remove_folder(self) -> None:
        """Remove the folder, if it was made here."""
        if self.folder and self.is_ours:
            shutil.rmtree(self.folder, ignore_errors=True)
