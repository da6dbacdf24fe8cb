"""Write everything the database holds to a file."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from patients.models import Patient
from titration.management import postgres, work_done


class Command(BaseCommand):
    help = (
        "Write the whole database to FILE: rows, policies, grants and triggers."
        " Run it as the database's owner; “manage.py restore” brings it back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file: Path, **options: Any) -> None:
        if file.exists():
            raise CommandError(f"{file} is there already; name another file.")
        # It gets its name only once it is whole; only its owner may read it.
        draft = file.with_name(f"{file.name}.part")
        try:
            draft.unlink(missing_ok=True)
            draft.touch(mode=0o600, exist_ok=False)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        try:
            dump = postgres.start("pg_dump", "--format=custom", "--no-password", f"--file={draft}")
            postgres.require_success("The database could not be backed up", dump)
            with draft.open("rb") as written:
                os.fsync(written.fileno())
            draft.rename(file)
        finally:
            draft.unlink(missing_ok=True)
        work_done.note(work_done.BACKUP, "a file of pg_dump")
        megabytes = file.stat().st_size / 1_000_000
        self.stdout.write(f"{Patient.objects.count()} patients in {file} ({megabytes:.1f} MB).")
        self.stdout.write("It holds their records unencrypted: keep it as safe as the database.")
