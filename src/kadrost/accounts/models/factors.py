"""Which roles must prove more than a password."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class FactorRule(models.Model):
    """Whoever holds the role needs a second factor from the day on; until then the site reminds."""

    role = models.CharField(_("роль"), max_length=30, unique=True)
    since = models.DateField(_("с какого дня"))

    class Meta:
        verbose_name = _("требование второго фактора")
        verbose_name_plural = _("требования второго фактора")

    def __str__(self) -> str:
        return self.role
