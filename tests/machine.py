"""A computer made of a few stand-in programs, to test the installation of packages on.

Each stand-in writes its call into the file ``calls``. Of this computer, only the few tools that
``requirements/system.sh`` itself uses are on the PATH.
"""

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

TOOLS = ("cat", "cp", "dirname", "env", "make", "mkdir", "mktemp", "rm", "sh", "touch")
REQUIREMENTS = ("system.sh", "run.txt", "package-lock.json")
STARTS = "echo Chromium 150"
ASKS_FOR_A_SNAP = "echo requires the chromium snap; exit 1"

PYTHON = """
case "$*" in
    *"version_info <"*) exit 0 ;;
    *ensurepip*) test -e "$MACHINE/python3.11-venv" ;;
    *libatomic*) test -e "$MACHINE/libatomic1" ;;
    *harfbuzz*) test -e "$MACHINE/libharfbuzz-subset0" ;;
    *-venv*) echo python3.11-venv ;;
    "-m venv"*) mkdir -p .venv/bin && cp "$0" .venv/bin/python
        for name in pytest ruff mypy bandit lint-imports djlint; do
            cp "$MACHINE/any" ".venv/bin/$name"
        done ;;
    "-m pip"* | --version) exit 0 ;;
    *) echo "python $*" >> "$MACHINE/calls" ;;
esac
"""
APT = """
echo Reading package lists; echo W: a warning >&2
echo "apt-get $*" >> "$MACHINE/calls"
for package; do
    touch "$MACHINE/$package"
    case "$package" in
        chromium-headless-shell) cp "$MACHINE/browser" "$MACHINE/bin/$package" ;;
        default-jre-headless) cp "$MACHINE/browser" "$MACHINE/bin/java" ;;
        poppler-utils) cp "$MACHINE/any" "$MACHINE/bin/pdftotext" ;;
        npm) cp "$MACHINE/for npm" "$MACHINE/bin/npm" ;;
    esac
done
"""
APT_WITHOUT_LISTS = APT + '\ncase "$*" in *update) exit 100 ;; esac'
APT_WITHOUT_NETWORK = "echo E: Unable to fetch; exit 100"
NPM = """
test "$1" = --version && exit 0
echo "npm $*" >> "$MACHINE/calls"
mkdir -p node_modules && touch node_modules/.package-lock.json
"""
SUDO = 'test "$1" = -n && exit 0; echo sudo >> "$MACHINE/calls"; exec "$@"'
SUDO_ASKING = 'test "$1" = -n && exit 1; echo sudo >> "$MACHINE/calls"; exec "$@"'
SNAP = 'echo "snap $*" >> "$MACHINE/calls"; cp "$MACHINE/browser" "$MACHINE/bin/chromium"'


class Machine:
    """A computer that has only the programs it is given."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.project, self.home = folder, folder / "project", folder / "home"
        (self.project / "requirements").mkdir(parents=True)
        for name in ("Makefile", *(f"requirements/{file}" for file in REQUIREMENTS)):
            shutil.copy(settings.BASE_DIR / name, self.project / name)
        shutil.copy(self.project / "requirements/run.txt", self.project / "requirements/dev.txt")
        (folder / "bin").mkdir()
        for tool in TOOLS:
            path = shutil.which(tool)
            assert path, f"These tests need {tool}."
            (folder / "bin" / tool).symlink_to(path)
        self.program(folder / "browser", STARTS)
        self.program(folder / "any", 'echo "${0##*/}" >> "$MACHINE/calls"')
        self.program(folder / "for npm", NPM)

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
