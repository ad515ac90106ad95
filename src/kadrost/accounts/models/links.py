"""Links sent by e-mail that open one thing once."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MailLink(models.Model):
    """A link of one use sent to a person; the secret in it is kept as a hash only."""

    class Purpose(models.TextChoices):
        RECOVERY = "recovery", _("новый пароль")
        EMAIL = "email", _("новый адрес почты")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_links")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    email = models.EmailField(_("кому отправлена"))
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("ссылка из письма")
        verbose_name_plural = _("ссылки из писем")

    def __str__(self) -> str:
        return self.get_purpose_display()

    def is_open(self, now: datetime) -> bool:
        """Whether it may still be used."""
        return self.used_at is None and now < self.expires_at
