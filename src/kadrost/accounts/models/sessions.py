"""On which devices a person has signed in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DeviceSession(models.Model):
    """One sign-in that lasts: which device and browser, since when, last seen; of the address only the network is kept."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="device_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(_("устройство"), max_length=80)
    network = models.CharField(_("сеть"), max_length=60, blank=True)
    since = models.DateTimeField(_("вход"))
    seen_at = models.DateTimeField(_("был на сайте"))

    class Meta:
        verbose_name = _("сеанс")
        verbose_name_plural = _("сеансы")
        ordering = ["-seen_at", "-pk"]

    def __str__(self) -> str:
        return self.device
