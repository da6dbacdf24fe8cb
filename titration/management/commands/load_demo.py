"""Load the demo: two clinics, their members, and invented patients."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from titration.demo.clinics import CLINICS, PASSWORD, DemoClinic
from titration.demo.loading import load
from titration.demo.staffing import staff


class Command(BaseCommand):
    help = "Load two invented clinics and their patients; what is there already is left alone."

    def handle(self, **options: Any) -> None:
        if not settings.IS_DEMO:
            raise CommandError("This loads invented patients only: set TITRATION_MODE=demo.")
        for clinic in CLINICS:
            self.load_clinic(clinic)
        call_command("derive_glances", stdout=self.stdout)
        self.show_sign_ins()

    def load_clinic(self, clinic: DemoClinic) -> None:
        """Load one clinic, with a line for every ten patients."""
        teams, total, added = staff(clinic), len(clinic.stories), 0
        for number, story in enumerate(clinic.stories):
            added += load(story, teams[number % len(teams)])
            if added and (number + 1) % 10 == 0:
                self.say(f"{clinic.name}: {number + 1} of {total} patients")
        if added:
            self.say(f"{clinic.name}: {added} of {total} patients added")
        else:
            self.say(f"{clinic.name}: all {total} patients were there; nothing added")

    def show_sign_ins(self) -> None:
        """Print who can sign in, clinic by clinic."""
        for clinic in CLINICS:
            self.say(f"\n{clinic.name}")
            for member in clinic.members:
                self.say(f"  {member.role.capitalize():13}{member.email:39}{PASSWORD}")

    def say(self, line: str) -> None:
        """Print a line at once, so that the user sees how far it is."""
        self.stdout.write(line)
        self.stdout.flush()
