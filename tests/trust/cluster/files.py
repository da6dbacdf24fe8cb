"""The files of ``deploy/cluster``, with nothing changed but addresses and folders.

Every address becomes a free port on 127.0.0.1, every folder one inside a private temporary one,
so that the files themselves are what is proved. The passwords in them stay as they are.
"""

import os
import pwd
import re
import shutil
import subprocess
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from tests.trust.serving import HOST, free_port

FILES = settings.BASE_DIR / "deploy" / "cluster"
HOSTS = {"db1": "10.0.0.11", "db2": "10.0.0.12", "db3": "10.0.0.13"}
# An address, and in haproxy's file the port at which the same host says if it is the primary.
ADDRESS = re.compile(r"(10\.0\.0\.\d+|127\.0\.0\.1):(\d+)(?: port (\d+))?")
OF_POOLER = re.compile(r"(?<=127\.0\.0\.1 port=)\d+|(?<=listen_port = )\d+")  # in pgbouncer's file
DEBIAN = Path("/usr/lib/postgresql")
OF_PATRONI = "/usr/bin/python3"  # the Python that it runs with
OF_DEBIAN = "/usr/lib/postgresql/15/bin"  # as the files have it

# Each program, and the package of Debian and Ubuntu that has it.
PACKAGES = {
    "etcd": "etcd-server",
    "patroni": "patroni",
    "idna": "python3-idna",  # a library: without it Debian's Patroni cannot speak TLS
    "haproxy": "haproxy",
    "pgbouncer": "pgbouncer",
    "openssl": "openssl",
    "postgres": "postgresql",
}


def require(*names: str) -> None:
    """Raise ``SystemExit`` that says which packages to install, if a program is missing."""
    if missing := [PACKAGES[name] for name in names if not is_here(name)]:
        raise SystemExit(
            "Nothing was proved, for programs are missing; run as root:"
            f" apt-get install --no-install-recommends {' '.join(missing)}"
        )


def is_here(name: str) -> bool:
    """Return whether a program is installed, or the library that Debian's Patroni needs."""
    if name == "idna":
        asked = [OF_PATRONI, "-c", "import idna"]
        return subprocess.run(asked, capture_output=True, check=False).returncode == 0
    return path_of(name) is not None


def path_of(program: str) -> str | None:
    """Return the path of a program; Debian keeps its servers in folders of their own."""
    folders = [os.environ["PATH"], "/usr/sbin", str(programs_of_postgresql())]
    return shutil.which(program, path=os.pathsep.join(folders))


def programs_of_postgresql() -> Path:
    """Return the folder of the newest PostgreSQL that Debian installed."""
    found = sorted(DEBIAN.glob("[0-9]*/bin"), key=lambda folder: int(folder.parent.name))
    return found[-1] if found else Path(OF_DEBIAN)


def account() -> dict[str, object]:
    """Return how a process is started as an ordinary account, which PostgreSQL insists on."""
    if os.geteuid() != 0:
        return {}
    of_debian = pwd.getpwnam("postgres")  # its package makes it
    return {"user": of_debian.pw_uid, "group": of_debian.pw_gid, "extra_groups": []}


def hand_over(folder: Path) -> None:
    """Give a folder, with all in it, to the account that the servers run as."""
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, "postgres", "postgres")


@dataclass
class Places:
    """Where on this computer everything is that the files name elsewhere."""

    folder: Path
    ports: dict[str, int] = field(default_factory=lambda: defaultdict(free_port))

    def file_of(self, host: str, name: str) -> Path:
        """Write one host's own copy of a file; return its path."""
        text = (FILES / name).read_text()
        path = self.folder / host / name
        path.write_text(self.moved(self.turned_to(host, text), self.folder / host))
        return path

    def turned_to(self, host: str, text: str) -> str:
        """Put a host's name and address for db1's, except where a line names all hosts."""
        if host not in HOSTS:
            return text
        lines = text.splitlines(keepends=True)
        own = (line.replace("db1", host).replace(HOSTS["db1"], HOSTS[host]) for line in lines)
        return "".join(
            line if HOSTS["db2"] in line else new for line, new in zip(lines, own, strict=True)
        )

    def moved(self, text: str, folder: Path) -> str:
        """Put this computer's ports and folders for the addresses and folders of a file."""
        text = ADDRESS.sub(self.here, text)
        text = OF_POOLER.sub(lambda found: str(self.ports[f"{HOST}:{found[0]}"]), text)
        for theirs, ours in {
            "/etc/ssl/titration": folder,
            "/etc/pgbouncer": folder,
            "/var/lib/postgresql/15/titration": folder / "data",
            "/var/lib/postgresql": folder,
            "/var/run/postgresql": folder,
            "/var/log/postgresql": folder,
            "/var/lib/etcd": folder,
            OF_DEBIAN: programs_of_postgresql(),
            "10.0.0.0/24": f"{HOST}/32",
        }.items():
            text = text.replace(theirs, str(ours))
        return text

    def here(self, found: re.Match[str]) -> str:
        """Return the address on this computer for one that was found in a file."""
        host, port, check = found.groups()
        return self.at(f"{host}:{port}") + (
            f" port {self.ports[f'{host}:{check}']}" if check else ""
        )

    def at(self, address: str) -> str:
        """Return the address on this computer that stands for one in the files."""
        return f"{HOST}:{self.ports[address]}"
