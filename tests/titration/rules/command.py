"""Run ``python -m titration.rules``: in this process, or alone, with no packages installed."""

import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

from titration.rules.__main__ import main

ROOT = Path(__file__).resolve().parents[3]
# -S leaves site-packages out, so that anything but the standard library is an ImportError.
PYTHON = (sys.executable, "-S", "-B")


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command with these arguments in this process; most tests need no other."""
    told, complained = captured(), captured()
    with redirect_stdout(told), redirect_stderr(complained):
        try:
            status: Any = main([*arguments])
        except SystemExit as end:
            status = end.code
    return subprocess.CompletedProcess(arguments, status, read(told), read(complained))


def captured() -> TextIOWrapper:
    """Return a text stream like a terminal's that keeps what is written."""
    return TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True)


def read(stream: TextIOWrapper) -> bytes:
    """Return what was written to such a stream."""
    kept = stream.buffer
    assert isinstance(kept, BytesIO)
    return kept.getvalue()


def run_alone(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own, with an empty environment."""
    return python("-m", "titration.rules", *arguments, **environment)


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a bare interpreter at the root of the project."""
    return subprocess.run(
        (*PYTHON, *arguments),
        check=False,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        timeout=60,
    )


def run_on(folder: Path, document: object, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command on a file in ``folder``; bytes are written unchanged, the rest as JSON."""
    path = folder / "history.json"
    path.write_bytes(document if isinstance(document, bytes) else json.dumps(document).encode())
    return run(str(path), *arguments)


def flags_printed(folder: Path, document: object, *arguments: str) -> list[dict[str, Any]]:
    """Return the flags a successful run prints; it prints nothing on stderr."""
    done = run_on(folder, document, *arguments)
    assert (done.returncode, done.stderr) == (0, b"")
    printed: list[dict[str, Any]] = json.loads(done.stdout)
    return printed
