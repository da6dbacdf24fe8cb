"""Database hosts to start, kill and ask: each an etcd, a Patroni and its PostgreSQL."""

import json
import os
import ssl
import subprocess
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

import psutil

from tests.trust.cluster.files import HOSTS, Places, account, path_of

PATIENCE_SECONDS = 180
REST = 8008


@dataclass
class Host:
    """One of the three hosts; ``kill`` is what a power cut is to it."""

    name: str
    places: Places
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.places.folder / self.name

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def start(self) -> None:
        """Start etcd and Patroni, which starts PostgreSQL once it knows who the primary is."""
        variables = dict(
            line.split("=", 1)
            for line in (self.folder / "etcd.env").read_text().splitlines()
            if line.startswith("ETCD_")
        )
        self.run("etcd", env=variables)
        self.run("patroni", str(self.folder / "patroni.yml"))

    def run(self, program: str, *arguments: str, env: dict[str, str] | None = None) -> None:
        """Start a program of this host; it tells the file of its name what it has to say."""
        self.processes.append(start(program, *arguments, folder=self.folder, env=env))

    def postgresql(self) -> list[psutil.Process]:
        """Return the processes of its PostgreSQL, which work in its folder; the parent is first."""
        everyone = psutil.process_iter(["cwd"])
        found = [one for one in everyone if one.info["cwd"] == str(self.data.resolve())]
        return sorted(found, key=lambda process: process.pid)

    def processes_of(self, kind: str) -> list[psutil.Process]:
        """Return the processes of its PostgreSQL that call themselves so, such as walsender."""
        found = []
        for process in self.postgresql():
            with suppress(psutil.NoSuchProcess):
                if kind in " ".join(process.cmdline()):
                    found.append(process)
        return found

    def kill(self) -> None:
        """Kill every process of this host at once."""
        for process in self.processes:
            process.kill()
        for one in self.postgresql():
            with suppress(psutil.NoSuchProcess):
                one.kill()
        for process in self.processes:
            process.wait()
        self.processes.clear()
        while self.postgresql():
            time.sleep(0.01)

    def ask(self, path: str, *, change: dict[str, Any] | None = None) -> tuple[int, Any]:
        """Ask its Patroni, or change what all Patronis keep; return the status and the answer.

        A host that does not answer has the status 0.
        """
        trust = ssl.create_default_context(cafile=self.folder / "ca.crt")
        trust.load_cert_chain(self.folder / "host.crt", self.folder / "host.key")
        body = json.dumps(change).encode() if change is not None else None
        request = urllib.request.Request(
            f"https://{self.places.at(f'{HOSTS[self.name]}:{REST}')}/{path}",
            data=body,
            method="PATCH" if body else "GET",
        )
        try:
            with urllib.request.urlopen(request, timeout=3, context=trust) as answer:  # noqa: S310
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as answer:
            return answer.code, None
        except (OSError, ValueError):
            return 0, None


def start(
    program: str, *arguments: str, folder: Path, env: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start a program as an ordinary account, with its output in a file of its folder."""
    with (folder / f"{program}.said").open("ab") as said:
        return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
            [path_of(program), *arguments],
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"} | (env or {}),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,  # a Ctrl-C here is not one there
            **account(),
        )


def primary(hosts: list[Host]) -> Host | None:
    """Return the host that says it is the primary."""
    return next((host for host in hosts if host.ask("primary")[0] == HTTPStatus.OK), None)


def wait_until_whole(hosts: list[Host], *, synchronous: bool = True) -> Host:
    """Wait until every host follows one primary, and one synchronously; return the primary.

    Raises ``RuntimeError`` if that takes too long.
    """
    give_up_at, found = time.monotonic() + PATIENCE_SECONDS, None
    while time.monotonic() < give_up_at:
        leader = primary(hosts)
        found = leader.ask("cluster")[1] if leader else None
        members = found["members"] if found else []
        roles = [member["role"] for member in members]
        follow = [
            member.get("state") in ("running", "streaming")
            and member.get("timeline") == members[0].get("timeline")
            for member in members
        ]
        whole = len(members) == len(hosts) and all(follow) and "leader" in roles
        if leader and whole and ("sync_standby" in roles or not synchronous):
            return leader
        time.sleep(0.2)
    raise RuntimeError(f"The hosts did not come together: {found}")
