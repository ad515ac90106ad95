"""How often an attempt failed, so that guessing does not pay."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SignInCount(models.Model):
    """How often signing in failed for a login or an address, told apart by a keyed hash only (`accounts.throttle`)."""

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    blocked_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("счётчик неудачных входов")
        verbose_name_plural = _("счётчики неудачных входов")

    def __str__(self) -> str:
        return f"неизвестный логин {self.key[:8]}…"
