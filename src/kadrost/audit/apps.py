"""The Django application `audit`."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    name = "kadrost.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Find `history.py` and `personal_data.py` of every app: in which words its deeds are told, what it keeps of people."""
        autodiscover_modules("history")
        autodiscover_modules("personal_data")
