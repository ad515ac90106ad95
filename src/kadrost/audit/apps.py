"""The Django application `audit`."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    name = "kadrost.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Find the `history.py` of every app: the words in which its deeds are told."""
        autodiscover_modules("history")
