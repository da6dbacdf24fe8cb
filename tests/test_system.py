"""What ``make`` installs from the operating system, on machines made of a few stand-in programs.

Each stand-in writes its call into the file ``calls``. Nothing of this computer is on the PATH but
the few tools that ``requirements/system.sh`` itself uses.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings

TOOLS = ("cat", "cp", "dirname", "env", "make", "mkdir", "mktemp", "rm", "sh", "touch")
UPDATE = "apt-get -o DPkg::Lock::Timeout=120 update"
INSTALL = "apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends"
ALL = "python3.11-venv chromium libatomic1"
REASONS = (
    "python3.11-venv (to make .venv), chromium (the browser of the tests), "
    "libatomic1 (for the program that drives the browser)"
)
AS_ROOT = f"apt-get update && apt-get install --no-install-recommends {ALL}\n"
MENDED = f"once that is mended, run as root: {AS_ROOT.strip()}"
STARTS = "echo Chromium 150"
ASKS_FOR_A_SNAP = "echo requires the chromium snap; exit 1"

PYTHON = """
case "$*" in
    *"version_info <"*) exit 0 ;;
    *ensurepip*) test -e "$MACHINE/python3.11-venv" ;;
    *libatomic*) test -e "$MACHINE/libatomic1" ;;
    *-venv*) echo python3.11-venv ;;
    "-m venv"*) mkdir -p .venv/bin && cp "$0" .venv/bin/python && cp "$MACHINE/pytest" .venv/bin ;;
    "-m pip"* | --version) exit 0 ;;
    *) echo "python $*" >> "$MACHINE/calls" ;;
esac
"""
APT = """
echo Reading package lists; echo W: a warning >&2
echo "apt-get $*" >> "$MACHINE/calls"
for package; do
    touch "$MACHINE/$package"
    test "$package" != chromium || cp "$MACHINE/browser" "$MACHINE/bin/chromium"
done
"""
APT_WITHOUT_LISTS = APT + '\ncase "$*" in *update) exit 100 ;; esac'
APT_WITHOUT_NETWORK = "echo E: Unable to fetch; exit 100"
SUDO = 'test "$1" = -n && exit 0; echo sudo >> "$MACHINE/calls"; exec "$@"'
SUDO_ASKING = 'test "$1" = -n && exit 1; echo sudo >> "$MACHINE/calls"; exec "$@"'
SNAP = 'echo "snap $*" >> "$MACHINE/calls"; cp "$MACHINE/browser" "$MACHINE/bin/chromium"'


class Machine:
    """A computer with nothing on it but what it is given."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.project, self.home = folder, folder / "project", folder / "home"
        (self.project / "requirements").mkdir(parents=True)
        for name in ("Makefile", "requirements/system.sh", "requirements/run.txt"):
            shutil.copy(settings.BASE_DIR / name, self.project / name)
        shutil.copy(self.project / "requirements/run.txt", self.project / "requirements/dev.txt")
        (folder / "bin").mkdir()
        for tool in TOOLS:
            path = shutil.which(tool)
            assert path, f"These tests need {tool}."
            (folder / "bin" / tool).symlink_to(path)
        self.program(folder / "browser", STARTS)
        self.program(folder / "pytest", 'echo pytest >> "$MACHINE/calls"')

    @staticmethod
    def program(path: Path, script: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def has(self, **programs: str) -> "Machine":
        for name, script in programs.items():
            self.program(self.folder / "bin" / name.replace("_", "-"), script)
        return self

    def holds(self, *packages: str) -> "Machine":
        for package in packages:
            (self.folder / package).touch()
        return self

    def is_called(self, name: str) -> "Machine":
        (self.folder / "etc").mkdir()
        (self.folder / "etc/os-release").write_text(f"ID={name}\n")
        return self

    def runs(self, *command: str, stdin: int = subprocess.DEVNULL, **variables: str) -> "Outcome":
        (self.folder / "calls").write_text("")
        result = subprocess.run(
            command,
            cwd=self.project,
            env={"PATH": f"{self.folder}/bin", "HOME": str(self.home)}
            | {"MACHINE": str(self.folder), "SYSTEM_ROOT": str(self.folder)}
            | variables,
            stdin=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        calls = (self.folder / "calls").read_text().splitlines()
        return Outcome(result.returncode, result.stdout, result.stderr, calls)

    def asked_for(self, goal: str, stdin: int = subprocess.DEVNULL, **variables: str) -> "Outcome":
        return self.runs("sh", "requirements/system.sh", goal, stdin=stdin, **variables)


class Outcome(NamedTuple):
    status: int
    printed: str
    said: str
    calls: list[str]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path).has(uname="echo Linux", id="echo 0", python3=PYTHON)


@pytest.fixture
def debian(machine: Machine) -> Machine:
    return machine.has(apt_get=APT).is_called("debian")


@pytest.fixture
def ubuntu(machine: Machine) -> Machine:
    return machine.has(apt_get=APT).is_called("ubuntu").holds("python3.11-venv", "libatomic1")


@pytest.fixture
def mac(machine: Machine) -> Machine:
    return machine.has(uname="echo Darwin", id="echo 501").holds("python3.11-venv")


@pytest.fixture
def terminal() -> Iterator[int]:
    master, slave = os.openpty()
    yield slave
    os.close(slave)
    os.close(master)


def test_root_on_debian_is_told_what_is_installed_and_why(debian: Machine):
    assert debian.asked_for("test") == (
        0,
        "",
        f"Installing with apt-get: {REASONS}. This may take a few minutes.\n",
        [UPDATE, f"{INSTALL} {ALL}"],
    )


def test_serving_the_demo_takes_no_browser(debian: Machine):
    assert debian.asked_for("run").calls == [UPDATE, f"{INSTALL} python3.11-venv"]


def test_another_user_goes_through_sudo(debian: Machine):
    outcome = debian.has(id="echo 1000", sudo=SUDO).asked_for("test")

    assert outcome.status == 0
    assert outcome.said.startswith("Installing with sudo and apt-get: python3.11-venv (to make")
    assert outcome.calls == ["sudo", UPDATE, "sudo", f"{INSTALL} {ALL}"]


def test_sudo_may_ask_for_a_password_on_a_terminal(debian: Machine, terminal: int):
    outcome = debian.has(id="echo 1000", sudo=SUDO_ASKING).asked_for("test", stdin=terminal)

    assert (outcome.status, outcome.calls[-1]) == (0, f"{INSTALL} {ALL}")


@pytest.mark.parametrize("programs", [{}, {"sudo": SUDO_ASKING}], ids=["no sudo", "no terminal"])
def test_who_cannot_become_root_is_given_the_command(debian: Machine, programs: dict[str, str]):
    outcome = debian.has(id="echo 1000", **programs).asked_for("test")

    assert outcome == (1, "", f"Titration needs {REASONS}; run as root: {AS_ROOT}", [])


def test_when_apt_fails_its_own_words_and_the_command_are_shown(debian: Machine):
    outcome = debian.has(apt_get=APT_WITHOUT_NETWORK).asked_for("test")

    assert outcome.status == 1
    assert outcome.said.splitlines()[1:] == [
        "E: Unable to fetch",
        "E: Unable to fetch",
        f"Titration needs {REASONS}, and installing it failed as shown above; {MENDED}",
    ]


def test_a_source_out_of_reach_does_not_matter_if_the_packages_come(debian: Machine):
    outcome = debian.has(apt_get=APT_WITHOUT_LISTS).asked_for("test")

    assert (outcome.status, len(outcome.said.splitlines())) == (0, 1)


@pytest.mark.parametrize("goal", ["run", "test"])
def test_where_nothing_is_missing_nothing_is_called_or_said(debian: Machine, goal: str):
    debian.holds("python3.11-venv", "libatomic1").has(chromium=STARTS)

    assert debian.asked_for(goal) == (0, "", "", [])


def test_a_browser_that_apt_brought_and_that_does_not_start_is_named(debian: Machine):
    debian.program(debian.folder / "browser", "exit 1")
    outcome = debian.asked_for("test")

    assert (outcome.status, len(outcome.calls)) == (1, 2)
    assert "Chromium was installed and does not start" in outcome.said


def test_ubuntu_has_the_browser_as_a_snap(ubuntu: Machine):
    outcome = ubuntu.has(snap=SNAP, chromium_browser=ASKS_FOR_A_SNAP).asked_for("test")

    assert (outcome.status, outcome.calls) == (0, ["snap install chromium"])


def test_ubuntu_without_snap_is_told_of_chrome(ubuntu: Machine):
    outcome = ubuntu.has(chromium_browser=ASKS_FOR_A_SNAP).asked_for("test")

    assert (outcome.status, outcome.calls) == (1, [])
    assert "as a snap only, and there is no snap here: install Google Chrome" in outcome.said


def test_ubuntu_with_chrome_needs_no_snap(ubuntu: Machine):
    ubuntu.has(chromium_browser=ASKS_FOR_A_SNAP, google_chrome=STARTS)

    assert ubuntu.asked_for("test") == (0, "", "", [])
    assert ubuntu.asked_for("browser").printed == f"{ubuntu.folder}/bin/google-chrome\n"


@pytest.mark.parametrize("above", ["", "home"], ids=["for all", "of one user"])
def test_on_a_mac_chrome_is_found_among_the_applications(mac: Machine, above: str):
    chrome = mac.folder / above / "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    mac.program(chrome, STARTS)

    assert mac.asked_for("test") == (0, "", "", [])
    assert mac.asked_for("browser").printed == f"{chrome}\n"


def test_a_mac_without_a_browser_is_given_the_command(mac: Machine):
    assert mac.asked_for("test").said == (
        "Titration needs google-chrome (the browser of the tests); "
        "run: brew install --cask google-chrome\n"
    )


@pytest.mark.parametrize(
    ("manager", "ending"),
    [
        ("dnf", "(for the program that drives the browser); run as root: dnf install {}\n"),
        ("zypper", "; run as root: zypper install chromium libatomic1\n"),
        ("pacman", "; run as root: pacman -S chromium libatomic\n"),
        ("none", "browser): install it with the package manager of this system.\n"),
    ],
)
def test_another_linux_is_given_its_own_command(machine: Machine, manager: str, ending: str):
    outcome = machine.holds("python3.11-venv").has(**{manager: "exit 1"}).asked_for("test")

    assert outcome.status == 1
    assert outcome.said.startswith("Titration needs chromium (the browser of the tests), libatomic")
    assert outcome.said.endswith(ending.format("chromium libatomic"))


def test_a_python_too_old_is_named_with_its_version(debian: Machine):
    outcome = debian.has(python3='test "$1" = --version && echo Python 3.9.2').asked_for("run")

    assert (outcome.status, outcome.calls) == (1, [])
    assert outcome.said.startswith(
        "Titration needs Python 3.11 or later, and python3 is Python 3.9.2:"
    )


def test_a_browser_can_be_named(debian: Machine):
    debian.holds("python3.11-venv", "libatomic1").program(debian.home / "my browser", STARTS)
    named = str(debian.home / "my browser")

    assert debian.asked_for("test", CHROMIUM=named) == (0, "", "", [])
    assert debian.asked_for("browser", CHROMIUM=named).printed == f"{named}\n"
    assert debian.asked_for("test", CHROMIUM="/none").said == (
        "CHROMIUM=/none is no browser that starts here: name another, or none.\n"
    )


def test_make_test_installs_all_at_once_and_a_second_time_nothing(debian: Machine):
    assert debian.runs("make", "-j2", "test").calls == [UPDATE, f"{INSTALL} {ALL}", "pytest"]
    (debian.folder / "python3.11-venv").unlink()  # what made .venv is needed no more
    assert debian.runs("make", "test").calls == ["pytest"]


def test_make_run_serves_with_nothing_typed_in_between(debian: Machine):
    serves = "python manage.py serve_demo --port 8000"

    assert debian.runs("make", "run").calls == [UPDATE, f"{INSTALL} python3.11-venv", serves]
    debian.has(apt_get="exit 1")
    assert debian.runs("make", "run").calls == [serves]
