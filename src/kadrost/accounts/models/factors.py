"""Which roles must prove more than a password."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kadrost.accounts.roles import Role


class FactorRule(models.Model):
    """Whoever holds the role needs a second factor from the day on; until then the site reminds."""

    role = models.CharField(_("роль"), max_length=30, unique=True)
    since = models.DateField(_("с какого дня"))

    class Meta:
        verbose_name = _("требование второго фактора")
        verbose_name_plural = _("требования второго фактора")

    def __str__(self) -> str:
        with translation.override(settings.LANGUAGE_CODE):  # a name that the journal keeps
            return str(Role(self.role).label) if self.role in Role.values else self.role
