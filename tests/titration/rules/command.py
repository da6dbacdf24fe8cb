"""Running ``python -m titration.rules`` as a stranger would: no Django, no packages at all."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
# -S leaves site-packages out, so that anything but the standard library is an ImportError.
PYTHON = (sys.executable, "-S", "-B")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command with these arguments, in an environment that holds nothing else."""
    return python("-m", "titration.rules", *arguments, **environment)


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A bare interpreter at the root of the project."""
    return subprocess.run(
        (*PYTHON, *arguments),
        check=False,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        timeout=60,
    )


def run_on(folder: Path, document: object, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """The command on a file in ``folder``; bytes are written as they are, the rest as JSON."""
    path = folder / "history.json"
    path.write_bytes(document if isinstance(document, bytes) else json.dumps(document).encode())
    return run(str(path), *arguments)


def flags_printed(folder: Path, document: object, *arguments: str) -> list[dict[str, Any]]:
    """What a successful run prints, read back; it says nothing on stderr."""
    done = run_on(folder, document, *arguments)
    assert (done.returncode, done.stderr) == (0, b"")
    printed: list[dict[str, Any]] = json.loads(done.stdout)
    return printed
