"""Tell each clinic's numbers at a glance for the month that ended, unless they are told."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from patients.models import Clinic
from titration.glance.derivation import derive_glance
from titration.glance.placing import PLOTS
from titration.management import work_done


class Command(BaseCommand):
    help = "Derive what each clinic is told at a glance, for the end of last month."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--processes", type=int, help="how many to spread it over; as many as there are cores"
        )

    def handle(self, *, processes: int | None, **options: Any) -> None:
        for clinic in Clinic.objects.order_by("pk"):
            anew = derive_glance(clinic, processes=processes)
            self.stdout.write(f"{clinic.name} at a glance: {anew} of {len(PLOTS)} plots told anew")
        work_done.note(work_done.GLANCES)
