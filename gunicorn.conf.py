"""Settings that gunicorn reads whenever it is started in this folder.

``docs/adr/0019-limits.md`` explains the number of threads and the limits of a request.
"""

from typing import Any

from titration.server.metrics_port import MetricsPort

control_socket_disable = True  # no socket in a home folder through which gunicorn takes commands

# A request that waits for the database holds one thread, not the process.
worker_class = "gthread"
threads = 8

# The proxy passes on addresses and the scheme, never the path under which this is served: with
# such a header, gunicorn would answer by itself.
forwarder_headers = ""

# Seconds for a client to go on sending its form, and to read the answer. The proxy waits for
# slow ones; without this, a client that reaches gunicorn without the proxy holds a thread for ever.
CLIENT_SECONDS = 10

metrics_port = MetricsPort()


def on_starting(_server: Any) -> None:
    """Prepare for counting, if ``METRICS_PORT`` is set, before there is any other process."""
    metrics_port.prepare()


def when_ready(_server: Any) -> None:
    """Tell the counts from gunicorn's first process."""
    metrics_port.open()


def post_fork(_server: Any, _worker: Any) -> None:
    """Keep the port of the counts out of the processes that answer pages."""
    metrics_port.leave()


def child_exit(_server: Any, worker: Any) -> None:
    """Forget what held only while a process lived."""
    metrics_port.forget(worker.pid)


def on_exit(_server: Any) -> None:
    """Remove the counts."""
    metrics_port.remove_folder()


def pre_request(_worker: Any, request: Any) -> None:
    """Limit how long the thread of a request waits for its client."""
    request.unreader.sock.settimeout(CLIENT_SECONDS)
