"""The people: accounts, clinics, patients, and who may see whom."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from patients.database.database_use import refuse_another_use


class PatientsConfig(AppConfig):
    name = "patients"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Check on every new connection that its database is used for this process's mode."""
        connection_created.connect(refuse_another_use)
