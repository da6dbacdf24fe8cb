"""Check pages with vnu, the Nu HTML checker."""

import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

JAR = settings.BASE_DIR / "requirements/node_modules/vnu-jar/build/dist/vnu.jar"
# vnu needs a deep stack; one light compiler halves the time of so short a run.
JAVA = ("java", "-Xss4m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
COMMAND = (*JAVA, "-jar", str(JAR), "--stdout", "--format", "json")
FAULTY = ("a page known to be wrong", '<!doctype html><html lang="en"><p>It has no title')


class Fault(NamedTuple):
    """One message of vnu about a page; ``markup`` is the line's number and its text."""

    page: str
    message: str
    markup: str


def faults_in(pages: Sequence[tuple[str, str]]) -> list[Fault]:
    """Check pages, each given by its name and markup.

    A page known to be wrong is checked too: raises ``SystemExit`` if vnu finds no fault in it.
    """
    faults = list(said_of([FAULTY, *pages]))
    if FAULTY[0] not in {fault.page for fault in faults}:
        raise SystemExit("vnu takes a page without a title for a valid one.")
    return [fault for fault in faults if fault.page != FAULTY[0]]


def said_of(pages: Sequence[tuple[str, str]]) -> Iterator[Fault]:
    """Yield vnu's messages about pages. Raises ``SystemExit`` if vnu does not run."""
    with tempfile.TemporaryDirectory() as folder:
        for number, (_, html) in enumerate(pages):
            Path(folder, f"{number}.html").write_text(html, encoding="utf-8")
        said = subprocess.run([*COMMAND, folder], capture_output=True, text=True, check=False)
    if not said.stdout.startswith("{"):
        raise SystemExit(f"vnu does not run: {said.stdout}{said.stderr}")
    for fault in json.loads(said.stdout)["messages"]:
        file = Path(fault.get("url", "")).stem
        page = pages[int(file)][0] if file.isdecimal() else "vnu itself"
        yield Fault(page, fault["message"], f"line {fault.get('lastLine')}: {fault.get('extract')}")
