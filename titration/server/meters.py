"""What is counted of the web server: kinds and numbers, nothing of a patient or a person.

Imported only where metrics are on, and only after ``PROMETHEUS_MULTIPROC_DIR`` is set.
A label is a word of ours: the pattern of an address, a method, a status, an audit action.
"""

from http import HTTPStatus

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

# Seconds. An empty page takes some milliseconds; the database ends a statement after ten seconds.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
# Refusals that write no audit event, in words.
REFUSED: dict[int, str] = {
    HTTPStatus.BAD_REQUEST: "unreadable",
    HTTPStatus.FORBIDDEN: "forbidden",
    HTTPStatus.CONFLICT: "conflict",
    HTTPStatus.LENGTH_REQUIRED: "no-length",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too-long",
    HTTPStatus.TOO_MANY_REQUESTS: "too-many-requests",
}
SIGNING_IN = frozenset({"sign-in", "second-factor"})


class Meters:
    """The counts of one process; gunicorn's first process adds up those of all."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "titration_requests",
            "Answers, by pattern of the address, method and status; static files are left out.",
            ("route", "method", "status"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "titration_request_seconds",
            "How long an answer took, by pattern of the address.",
            ("route",),
            buckets=BUCKETS,
            registry=self.registry,
        )
        self.refusals = Counter(
            "titration_refusals",
            "Requests that were refused, by what was refused.",
            ("kind",),
            registry=self.registry,
        )
        self.sign_in_failures = Counter(
            "titration_sign_in_failures",
            "Passwords, passkeys and second factors that failed.",
            ("kind",),
            registry=self.registry,
        )
        self.audit_failures = Counter(
            "titration_audit_failures",
            "Pages that were withheld because no audit event was written.",
            registry=self.registry,
        )
        self.connections = Gauge(
            "titration_database_connections",
            "Connections to the database's server that are in use, by whomever.",
            registry=self.registry,
            multiprocess_mode="mostrecent",
        )
        self.most_connections = Gauge(
            "titration_database_connections_limit",
            "Connections that the database's server allows.",
            registry=self.registry,
            multiprocess_mode="mostrecent",
        )

    def note_answer(
        self, *, route: str, method: str, status: int, seconds: float, refused: list[str]
    ) -> None:
        """Count one answer; ``refused`` are the audit actions that its request was refused."""
        self.requests.labels(route, method, status).inc()
        self.seconds.labels(route).observe(seconds)
        for action in refused:
            if action in SIGNING_IN:
                self.sign_in_failures.labels(sign_in_failure(action, route)).inc()
            else:
                self.refusals.labels(action).inc()
        if not refused and status in REFUSED:
            self.refusals.labels(REFUSED[status]).inc()

    def note_connections(self, in_use: int, limit: int) -> None:
        """Note how many connections the database's server has, and allows."""
        self.connections.set(in_use)
        self.most_connections.set(limit)


def sign_in_failure(action: str, route: str) -> str:
    """Return what failed: a password, a passkey in its place, or a second factor."""
    if action == "second-factor":
        return action
    return "passkey" if "passkey" in route else "password"
