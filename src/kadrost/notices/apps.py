"""What people are told without asking: digests, calendars, and the pages of background work."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "kadrost.notices"
    label = "notices"
    verbose_name = _("Уведомления")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Find what each app says in a digest (`digest.py`) and in a calendar (`feed.py`); guard letters on their way."""
        from kadrost.jobs.letters import offer_objection
        from kadrost.notices.domain.addressees import objection_to_letter

        offer_objection(objection_to_letter)
        autodiscover_modules("digest")
        autodiscover_modules("feed")
