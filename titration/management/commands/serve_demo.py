"""Serve the invented patients on this computer: what ``make run`` does."""

import os
import signal
import socket
import subprocess  # nosec B404
import sys
import time
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

import psutil
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from titration.server.embedded_database import EmbeddedDatabaseError
from titration.server.serving import serving_variables

HOST = "127.0.0.1"
WORKERS = 2


class Command(BaseCommand):
    help = "Prepare the database, load the demo's patients and serve them on this computer."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, port: int, **options: Any) -> None:
        if not settings.IS_DEMO:
            raise CommandError("This serves invented patients only: set TITRATION_MODE=demo.")
        end_orphaned_server(port)
        refuse_busy_port(port)
        # On SIGTERM, end as after Ctrl-C: stop the web server and the database.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            self.prepare()
            self.serve(port)
        except EmbeddedDatabaseError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.say("\nStopping.")
        finally:
            if settings.EMBEDDED_DATABASE:
                settings.EMBEDDED_DATABASE.stop()

    def prepare(self) -> None:
        if settings.EMBEDDED_DATABASE:
            self.say(f"Starting the database in {settings.EMBEDDED_DATABASE.data} …")
            settings.EMBEDDED_DATABASE.start()
        self.say("Bringing its tables up to date …")
        call_command("migrate", verbosity=0)
        self.say("Collecting static files …")
        call_command("collectstatic", interactive=False, verbosity=0)
        self.say("Loading the demo’s patients …")
        call_command("load_demo", stdout=self.stdout)
        connection.close()

    def serve(self, port: int) -> None:
        self.say("Starting the web server …")
        server = subprocess.Popen(gunicorn(port), env=os.environ | serving_variables())  # nosec B603
        try:
            wait_until_serving(server, port)
            self.say(f"\nOpen http://{HOST}:{port}/ (Ctrl-C stops everything)")
            server.wait()
        finally:
            server.terminate()
            server.wait()
        raise CommandError(f"The web server ended by itself, with status {server.returncode}.")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def gunicorn(port: int) -> list[str]:
    command = [sys.executable, "-m", "gunicorn", "titration.wsgi", f"--bind={HOST}:{port}"]
    return [*command, f"--workers={WORKERS}", "--log-level=warning"]


def end_orphaned_server(port: int) -> None:
    """End a web server of this folder whose ``serve_demo`` was killed before it could stop it."""
    for process in psutil.process_iter(["cmdline"]):
        if (process.info["cmdline"] or [])[1:] != gunicorn(port)[1:]:
            continue
        with suppress(psutil.Error):
            parent = process.parent()
            above = parent.cmdline() if parent else []
            is_served = "serve_demo" in above or "gunicorn" in above  # of a worker
            if not is_served and process.cwd() == str(settings.BASE_DIR):
                process.terminate()
                process.wait()


def refuse_busy_port(port: int) -> None:
    if port not in range(1, 65536):
        raise CommandError(f"{port} is no port: they go from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({os.strerror(error.errno or 0)}); "
                f"choose another: make run PORT={port + 1}"
            ) from error


def wait_until_serving(server: subprocess.Popen[bytes], port: int) -> None:
    while server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
