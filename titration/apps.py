"""Tells Django of the package."""

from django.apps import AppConfig


class TitrationConfig(AppConfig):
    name = "titration"
    default_auto_field = "django.db.models.BigAutoField"
