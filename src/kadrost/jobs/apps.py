"""Background work: jobs, their schedule, letters."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "kadrost.jobs"
    label = "jobs"
    verbose_name = _("Фоновая работа")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Find the `tasks.py` of every app: the work that it can do in the background, and when it recurs."""
        autodiscover_modules("tasks")
