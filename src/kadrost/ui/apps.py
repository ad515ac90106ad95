"""The looks of every page: templates, components, styles."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "kadrost.ui"
    label = "ui"
    verbose_name = _("Интерфейс")

    def ready(self) -> None:
        """Find the `navigation.py` of every app, and let forms speak plainly."""
        from kadrost.ui.forms import speak_plainly

        speak_plainly()
        autodiscover_modules("navigation")
