"""A clinic's site as ``deploy/`` sets one up: nginx in front of gunicorn, in production's mode.

nginx reads Debian's main file and the files of ``deploy/nginx``; only paths and addresses differ.
"""

import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from tests import raw_requests
from tests.processes import copy_of_project
from tests.trust.serving import HOST, Server, free_port, this_database, used_for
from titration.settings import STORAGES

PACKAGE = "nginx"
NAME = "titration.clinic.example"
PROGRAM, MAIN = "/usr/sbin/nginx", Path("/etc/nginx/nginx.conf")
WORKERS = 3
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
PATIENCE_SECONDS = 30


def is_installed() -> bool:
    """Return whether there are an nginx and a main file as Debian has them."""
    return Path(PROGRAM).exists() and MAIN.exists()


def replaced(text: str, values: dict[str, str]) -> str:
    """Return a text with values in the place of others; ``LookupError`` if one is not there."""
    for former, value in values.items():
        if former not in text:
            raise LookupError(f"“{former}” is in no line of this file, so nothing replaces it.")
        text = text.replace(former, value)
    return text


def make_certificate(folder: Path) -> None:
    """Write a key and a certificate of the site's name that it signed itself, for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    names = x509.SubjectAlternativeName([x509.DNSName(NAME), x509.IPAddress(ip_address(HOST))])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(hours=1))
    builder = builder.not_valid_after(now + timedelta(days=1)).add_extension(names, critical=False)
    certificate = builder.sign(key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "key.pem").touch(mode=0o600)
    form, no_password = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(pem, form, no_password))


@dataclass
class Nginx:
    """nginx before the project in ``project``; all it writes is in the folder ``run`` there."""

    project: Path
    port: int = field(default_factory=free_port)
    plain_port: int = field(default_factory=free_port)

    @property
    def run(self) -> Path:
        return self.project / "run"

    @property
    def tls(self) -> ssl.SSLContext:
        """Return what a browser needs that trusts the site's certificate."""
        return ssl.create_default_context(cafile=str(self.run / "certificate.pem"))

    def write(self) -> None:
        """Write its files: Debian's and those of ``deploy/``, with other paths and addresses."""
        shutil.copytree(settings.BASE_DIR / "deploy", self.project / "deploy")
        parts = self.project / "deploy" / "nginx"
        logs = {"/var/log/nginx/": f"{self.run}/"}
        main = {
            "/run/nginx.pid": f"{self.run}/nginx.pid",
            "/etc/nginx/conf.d/*.conf": f"{self.run}/own.conf",
            "/etc/nginx/sites-enabled/*": f"{self.run}/titration.conf",
        }
        answers = {"/opt/titration": str(self.project)}
        site = {
            "/etc/nginx/titration-answers.conf": f"{self.run}/titration-answers.conf",
            "/etc/titration/tls/": f"{self.run}/",
            "/run/titration.sock": f"{self.run}/titration.sock",
            "/opt/titration": str(self.project),
            "listen 80 ": f"listen {HOST}:{self.plain_port} ",
            "listen 443 ": f"listen {HOST}:{self.port} ",
            # A machine may have no address of the other kind.
            "listen [::]:80 ": f"listen unix:{self.run}/plain.sock ",
            "listen [::]:443 ": f"listen unix:{self.run}/tls.sock ",
        }
        # Where it may write without being root.
        own = [f"{kind}_temp_path {self.run}/{kind};" for kind in TEMPORARY]
        for file, text in {
            "nginx.conf": replaced(MAIN.read_text(), logs | main),
            "titration.conf": replaced((parts / "titration.conf").read_text(), site),
            "titration-answers.conf": replaced(
                (parts / "titration-answers.conf").read_text(), logs | answers
            ),
            "own.conf": "\n".join(own),
        }.items():
            (self.run / file).write_text(text)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run it inside the block. Raises ``RuntimeError`` if it ends by itself."""
        said = self.run / "said"
        where = ["-p", str(self.run), "-e", "stderr", "-c", str(self.run / "nginx.conf")]
        with said.open("wb") as output:
            process = subprocess.Popen(
                [PROGRAM, *where, "-g", "daemon off;"], stdout=output, stderr=output
            )
        try:
            self.wait(process, said)
            yield
        finally:
            process.terminate()
            process.wait()

    def wait(self, process: subprocess.Popen[bytes], said: Path) -> None:
        """Return once it answers."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until and process.poll() is None:
            try:
                raw_requests.send(self.port, path="/health/live", tls=self.tls)
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError(f"nginx does not answer:\n{said.read_text()}")


@contextmanager
def cookies_of_production() -> Iterator[None]:
    """Let this process name its cookies as a clinic's site does."""
    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME")
    with override_settings(**{name: f"__Host-{getattr(settings, name)}" for name in names}):
        yield


@contextmanager
def clinics_site() -> Iterator[Nginx]:
    """Serve the database of this process inside the block, as a clinic's."""
    with ExitStack() as opened:
        project = opened.enter_context(copy_of_project())
        nginx = Nginx(project)
        nginx.run.mkdir()
        project.chmod(0o755)  # nginx's own user reads static files and error pages
        make_certificate(nginx.run)
        nginx.write()
        with override_settings(STATIC_ROOT=project / "var" / "static", STORAGES=STORAGES):
            call_command("collectstatic", interactive=False, verbosity=0)
        variables = this_database() | {
            "TITRATION_MODE": "production",
            "DJANGO_SETTINGS_MODULE": "titration.settings",
            "SECRET_KEY": settings.SECRET_KEY,  # this process signs people in
            "ALLOWED_HOSTS": NAME,
        }
        socket = nginx.run / "titration.sock"
        server = Server(nginx.run / "gunicorn", variables, folder=project, socket=socket)
        opened.enter_context(used_for("clinic"))
        opened.callback(server.end)
        server.start(workers=WORKERS)
        opened.enter_context(nginx.running())
        opened.enter_context(cookies_of_production())
        yield nginx
