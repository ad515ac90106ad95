"""What a person wants to be told, what they were told, and their calendar's secret link."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_noop

from kadrost.jobs.models import Letter

USUAL_HOUR = 8


class NoticeSettings(models.Model):
    """How often a person wants the digest and at which hour; without a row it is daily at eight."""

    class Digest(models.TextChoices):
        DAILY = "daily", gettext_noop("Каждый рабочий день, когда есть о чём сообщить")
        WEEKLY = "weekly", gettext_noop("Раз в неделю, а в другие дни только срочное")
        OFF = "off", gettext_noop("Не присылать")

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_settings")
    digest = models.CharField("сводка", max_length=10, choices=Digest.choices, default=Digest.DAILY)
    hour = models.PositiveSmallIntegerField("час", default=USUAL_HOUR, validators=[MaxValueValidator(23)])
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "notice settings"

    def __str__(self) -> str:
        return f"{self.get_digest_display()}, {self.hour}:00"


class DigestDay(models.Model):
    """That the digest of a person for a day was thought of: with its letter, or without where there was nothing to say.

    `said` keeps the keys of what the letter told, so that the same is not told every day anew.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_days")
    day = models.DateField()
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, related_name="digest_days")
    said: models.JSONField[list[str]] = models.JSONField(default=list)

    class Meta:
        ordering = ("-day", "person")
        constraints = (models.UniqueConstraint(fields=("person", "day"), name="notices_one_digest_a_day"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.day:%d.%m.%Y}"


class CalendarFeed(models.Model):
    """A person's calendar by a secret link, of which only the hash is kept; a new link ends the one before it."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 unique only where there is one
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    window_from = models.DateTimeField(null=True)
    window_count = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.person_id}"
