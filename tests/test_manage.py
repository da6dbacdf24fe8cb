"""The command line answers in plain sentences, and starts the embedded database when needed."""

import os
import subprocess
import sys

import pytest
from django.conf import settings


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": os.defpath} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", ["migrate", "check", "database", "serve_demo"])
def test_a_wrong_environment_is_one_sentence_and_no_traceback(command: str):
    result = manage(command)

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == ("Production needs DATABASE_URL: postgres://user:password@host/name.\n")


@pytest.mark.parametrize("command", ["migrate", "collectstatic", "create_clinic"])
def test_a_command_says_that_it_needs_a_key(command: str):
    result = manage(command, DATABASE_URL="postgres://me@localhost/mine")

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("Production needs SECRET_KEY; make one with: ")


def test_help_needs_no_environment():
    assert manage("help").returncode == 0


def test_the_embedded_database_is_not_used_beside_another():
    other = {"TITRATION_MODE": "demo", "DATABASE_URL": "postgres://me@localhost/mine"}

    result = manage("database", "start", **other)

    assert result.returncode == 1
    assert "the embedded one is not used" in result.stderr


def test_the_embedded_database_can_be_asked_after():
    result = manage("database", "status", TITRATION_MODE="demo")

    assert result.returncode == 0
    assert result.stdout.startswith(("running in ", "stopped"))
