"""The people: accounts, clinics, patients, and who may see whom."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from patients.database.database_use import refuse_another_use


class PatientsConfig(AppConfig):
    name = "patients"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hold every connection of every process to what its database is used for."""
        connection_created.connect(refuse_another_use)
