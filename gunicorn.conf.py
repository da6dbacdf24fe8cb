"""How gunicorn serves, however it is started in this folder.

Why so many threads, and what bounds a request, stands in ``docs/adr/0019-limits.md``.
"""

from typing import Any

control_socket_disable = True  # nothing of it lies in a home folder, and nobody steers it there

# A request that waits for the database holds one thread, not the process.
worker_class = "gthread"
threads = 8

# The proxy tells addresses and the scheme, never under which path this is served: with
# such a header, gunicorn would answer by itself.
forwarder_headers = ""

# Seconds for a client to go on sending its form, and to take the answer. The proxy waits for
# slow ones; without this, one that reaches the web server by itself holds a thread for ever.
CLIENT_SECONDS = 10


def pre_request(_worker: Any, request: Any) -> None:
    """Bound how long the thread of a request waits for its client."""
    request.unreader.sock.settimeout(CLIENT_SECONDS)
