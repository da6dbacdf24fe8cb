"""Encrypt the secrets of second factors with the key in use; a former key can then be removed."""

from typing import Any

from django.core.management.base import BaseCommand

from patients.accounts.actions import second_factors


class Command(BaseCommand):
    help = "Encrypt the secrets of second factors with the key made of SECRET_KEY."

    def handle(self, **options: Any) -> None:
        count = second_factors.encrypt_anew()
        self.stdout.write(
            f"{count} secrets are encrypted with the key in use: "
            "nothing among them needs SECRET_KEY_FALLBACKS now."
        )
