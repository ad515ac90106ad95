"""Consents that people gave to the processing of their data, and their requests to erase it."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_noop

from kadrost.audit.personal import Purpose, purpose_of

LONGEST_CODE = 40


class ConsentQuerySet(models.QuerySet["Consent"]):
    def in_force(self, on: date) -> ConsentQuerySet:
        """The consents that hold on that day."""
        lasting = models.Q(valid_until=None) | models.Q(valid_until__gte=on)
        return self.filter(lasting, given_on__lte=on, withdrawn_on=None)


class Consent(models.Model):
    """A person's consent to a purpose: the very words agreed to, when, in which form, who recorded it.

    A minor's is given by a representative, who is named with the relation and the document that proves it.
    """

    class Form(models.TextChoices):
        ELECTRONIC = "electronic", gettext_noop("в системе")
        PAPER = "paper", gettext_noop("на бумаге")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="consents")
    purpose_code = models.CharField("цель", max_length=LONGEST_CODE)
    form = models.CharField("форма", max_length=10, choices=Form.choices)
    text = models.TextField("текст согласия")
    text_version = models.CharField("редакция текста", max_length=20)
    given_on = models.DateField("дано")
    valid_until = models.DateField("действует по", null=True, blank=True)
    paper_number = models.CharField("номер и место хранения бумаги", max_length=200, blank=True)
    representative_name = models.CharField("законный представитель", max_length=200, blank=True)
    representative_relation = models.CharField("кем приходится", max_length=100, blank=True)
    representative_document = models.CharField("документ представителя", max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="consents_recorded"
    )
    withdrawn_on = models.DateField("отозвано", null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "согласие"
        ordering = ("-given_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "purpose_code"), condition=models.Q(withdrawn_on=None), name="region_consent_one_open"
            ),
        )

    def __str__(self) -> str:
        return f"Согласие № {self.pk}"

    @property
    def purpose(self) -> Purpose:
        """What it is given for."""
        return purpose_of(self.purpose_code)

    def holds(self, on: date) -> bool:
        """Whether it is in force on that day."""
        lasting = self.valid_until is None or self.valid_until >= on
        return self.withdrawn_on is None and self.given_on <= on and lasting


class ErasureRequest(models.Model):
    """A person asks to erase what is kept about them; an administrator answers within ten working days."""

    class State(models.TextChoices):
        ASKED = "asked", gettext_noop("ждёт решения")
        REFUSED = "refused", gettext_noop("отказано")
        ERASED = "erased", gettext_noop("данные стёрты")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="erasure_requests")
    words = models.TextField("причина", blank=True)
    asked_on = models.DateField("подан")
    due_on = models.DateField("ответить до")
    state = models.CharField("состояние", max_length=10, choices=State.choices, default=State.ASKED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="erasures_decided"
    )
    decided_on = models.DateField("решение принято", null=True)
    ground = models.TextField("основание решения", blank=True)
    outcome = models.JSONField("что стёрто и что сохранено", default=list)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "запрос об удалении данных"
        ordering = ("-asked_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=models.Q(state="asked"), name="region_erasure_one_open"
            ),
        )

    def __str__(self) -> str:
        return f"Запрос № {self.pk}"
