"""The outbox: every letter that the platform writes is a row before it is sent."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop


class Letter(models.Model):
    """A letter to a person. `person_key` names them without a foreign key: this app stands below the people's.

    A secret one (a link to a new password) loses its text as soon as it is sent.
    """

    class State(models.TextChoices):
        WAITING = "waiting", gettext_noop("Ждёт отправки")
        SENT = "sent", gettext_noop("Отправлено")
        KEPT = "kept", gettext_noop("В почте демонстрации")
        UNSENT = "unsent", gettext_noop("Почта не настроена")
        FAILED = "failed", gettext_noop("Не отправлено")
        WITHDRAWN = "withdrawn", gettext_noop("Отозвано")

    key = models.CharField("ключ", max_length=200, unique=True)
    kind = models.CharField("вид", max_length=40)
    person_key = models.CharField(max_length=40, blank=True)
    to_name = models.CharField("кому", max_length=300, blank=True)
    to_address = models.CharField("адрес", max_length=254, blank=True)
    subject = models.CharField("тема", max_length=300)
    text = models.TextField("текст", blank=True)
    settings_url = models.CharField("где настроить", max_length=500, blank=True)
    is_secret = models.BooleanField(default=False)
    state = models.CharField("состояние", max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveIntegerField("попыток", default=0)
    error = models.TextField("почему не отправлено", blank=True)
    written_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("state", "id"), name="jobs_letter_by_state"),
            models.Index(fields=("person_key", "id"), name="jobs_letter_by_person"),
        )

    def __str__(self) -> str:
        return f"Письмо № {self.pk}"
