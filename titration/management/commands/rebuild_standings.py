"""Derive standings again from the entries, or check that the stored ones are right."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from patients.models import Patient
from titration.standing.due import due_everywhere
from titration.standing.rebuild import rebuild_standings

SECONDS_BETWEEN_LINES = 2


class Command(BaseCommand):
    help = "Derive every patient's standing again from the entries, and report what differed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; exit 1 if a standing differs"
        )
        parser.add_argument(
            "--due", action="store_true", help="only of patients for whom a day's passing matters"
        )
        parser.add_argument(
            "--processes", type=int, help="how many to spread it over; as many as there are cores"
        )

    def handle(self, *, check: bool, due: bool, processes: int | None, **options: Any) -> None:
        patients = due_everywhere() if due else Patient.objects.all()
        total, done, differing = patients.count(), 0, 0
        said_at = time.monotonic()
        for outcome in rebuild_standings(patients, check=check, processes=processes):
            done += outcome.patients
            differing += len(outcome.differing)
            for patient_id in outcome.differing:
                self.stdout.write(
                    f"Patient {patient_id}: the standing was not what the entries give"
                )
            if time.monotonic() - said_at >= SECONDS_BETWEEN_LINES:
                said_at = time.monotonic()
                self.stdout.write(f"{done} of {total} patients")
                self.stdout.flush()
        if check and differing:
            raise CommandError(f"{differing} of {done} standings differ; nothing was changed.")
        verb = "checked" if check else "derived again"
        self.stdout.write(f"{done} standings {verb}; {differing} differed.")
