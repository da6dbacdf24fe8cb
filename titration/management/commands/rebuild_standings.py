"""Derive standings again from the entries, or check that they are what the entries give."""

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from patients.actions.entries import lock
from patients.models import Patient
from titration.actions import standings

PATIENTS_PER_BATCH = 500
SECONDS_BETWEEN_LINES = 2


class Command(BaseCommand):
    help = "Derive every patient's standing again from the entries, and report what differed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; exit 1 if a standing differs"
        )

    def handle(self, *, check: bool, **options: Any) -> None:
        total, done, differing = Patient.objects.count(), 0, 0
        said_at = time.monotonic()
        for patient in every_patient():
            if self.differed(patient, check=check):
                differing += 1
                self.stdout.write(
                    f"Patient {patient.pk}: the standing was not what the entries give"
                )
            done += 1
            if time.monotonic() - said_at >= SECONDS_BETWEEN_LINES:
                said_at = time.monotonic()
                self.stdout.write(f"{done} of {total} patients")
                self.stdout.flush()
        if check and differing:
            raise CommandError(f"{differing} of {done} standings differ; nothing was changed.")
        verb = "checked" if check else "derived again"
        self.stdout.write(f"{done} standings {verb}; {differing} differed.")

    def differed(self, patient: Patient, *, check: bool) -> bool:
        """Whether the stored standing differs; it is rebuilt unless this is a check."""
        with transaction.atomic():
            held = lock(patient)  # an entry being saved brings its standing along
            differs = standings.differs(held)
            if not check:
                standings.rebuild(held)
        return differs


def every_patient() -> Iterator[Patient]:
    """Every patient by id, a batch in memory at a time."""
    last = 0
    while batch := Patient.objects.filter(pk__gt=last).order_by("pk")[:PATIENTS_PER_BATCH]:
        yield from batch
        last = batch[len(batch) - 1].pk
