"""The yearly obligation: the bodies of one or several plans say what was done in a year, by a day."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_noop

from kadrost.region.models import Organisation
from kadrost.roadmaps.models.plans import Plan


class Campaign(models.Model):
    """Gathering of a year's information over plans of one coordinator; closed on a ground."""

    class State(models.TextChoices):
        OPEN = "open", gettext_noop("Сбор идёт")
        CLOSED = "closed", gettext_noop("Сбор закрыт")

    year = models.PositiveSmallIntegerField("за год")
    coordinator = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="campaigns"
    )
    plans = models.ManyToManyField(Plan, through="CampaignPlan", related_name="campaigns")
    opened_on = models.DateField("начат")
    due_on = models.DateField("ответить до")
    state = models.CharField("состояние", max_length=10, choices=State.choices, default=State.OPEN)
    is_automatic = models.BooleanField(default=False)
    ground = models.TextField("основание закрытия", blank=True)
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-year", "due_on", "id")

    def __str__(self) -> str:
        return f"Информация о ходе реализации за {self.year} год"

    @property
    def is_open(self) -> bool:
        """Whether answers are still taken."""
        return self.state == self.State.OPEN

    def days_left(self, today: date) -> int:
        """Days to the term; negative once it has passed."""
        return (self.due_on - today).days


class CampaignPlan(models.Model):
    """A plan within a campaign; a plan's year is gathered once."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="parts")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="campaign_parts")
    year = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("plan", "year"), name="roadmaps_plan_year_gathered_once"),)

    def __str__(self) -> str:
        return f"{self.plan}, {self.year}"


class CampaignAnswer(models.Model):
    """A body's word that its information of the year is whole, or why it is not."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="answers")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="campaign_answers")
    words = models.TextField("пояснение", blank=True)
    missing = models.PositiveIntegerField("без отчёта в день ответа", default=0)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="campaign_answers")
    author_name = models.CharField(max_length=200)
    answered_on = models.DateField()

    class Meta:
        ordering = ("answered_on", "id")
        constraints = (
            models.UniqueConstraint(fields=("campaign", "organisation"), name="roadmaps_campaign_answered_once"),
        )

    def __str__(self) -> str:
        return f"{self.organisation}, {self.answered_on:%d.%m.%Y}"


class CampaignReminder(models.Model):
    """That a silent body was reminded on a day: by a rule or by the coordinator's press."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="reminders")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="campaign_reminders")
    on = models.DateField()
    is_by_rule = models.BooleanField(default=True)

    class Meta:
        ordering = ("on", "id")
        constraints = (
            models.UniqueConstraint(fields=("campaign", "organisation", "on"), name="roadmaps_campaign_reminded_once"),
        )

    def __str__(self) -> str:
        return f"{self.organisation}, {self.on:%d.%m.%Y}"
