"""Settings that gunicorn reads whenever it is started in this folder.

``docs/adr/0019-limits.md`` explains the number of threads and the limits of a request.
"""

from typing import Any

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


def pre_request(_worker: Any, request: Any) -> None:
    """Limit how long the thread of a request waits for its client."""
    request.unreader.sock.settimeout(CLIENT_SECONDS)
