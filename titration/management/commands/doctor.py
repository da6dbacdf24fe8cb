"""Say what is not right yet on this machine and in its database; change nothing."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError

from titration.management.doctor.examination import examine
from titration.management.doctor.finding import Finding, Level

COULD_NOT_LOOK = 2  # the exit status; manage.py gives it too where it refuses to begin


class Command(BaseCommand):
    help = (
        "Say what is not right yet on a machine that serves a clinic. Each line is ok, look"
        " (a person should look at it) or fault. Exit status 0 without a fault, 1 with one,"
        " 2 if it could not look. Run it as the database's owner; it writes nothing."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--json", dest="as_json", action="store_true", help="print one JSON array"
        )

    def handle(self, *, as_json: bool, **options: Any) -> None:
        findings: dict[str, Finding] = {}
        try:
            for name, finding in examine():
                findings[name] = finding
                if not as_json:
                    self.say(name, finding)
        except OperationalError:
            self.stderr.write("The database does not answer: check DATABASE_URL, and its server.")
            sys.exit(COULD_NOT_LOOK)
        if as_json:
            self.stdout.write(array_of(findings))
        if any(finding.level == Level.FAULT for finding in findings.values()):
            sys.exit(1)

    def say(self, name: str, finding: Finding) -> None:
        """Print one line at once: a check of the mail server may take some seconds."""
        words = f"{finding.found} {finding.to_do}".rstrip()
        self.stdout.write(f"{finding.level.word:<5}  {name:<12}  {words}")
        self.stdout.flush()


def array_of(findings: dict[str, Finding]) -> str:
    """Return the findings as a JSON array, for a program that watches the site."""
    return json.dumps(
        [
            {
                "check": name,
                "level": finding.level.word,
                "found": finding.found,
                "to_do": finding.to_do,
            }
            for name, finding in findings.items()
        ],
        ensure_ascii=False,
        indent=2,
    )
