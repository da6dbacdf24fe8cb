"""The therapy: dose steps, side effects, and how they compare with the article."""

from django.apps import AppConfig


class TitrationConfig(AppConfig):
    name = "titration"
    default_auto_field = "django.db.models.BigAutoField"
