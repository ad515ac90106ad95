"""Reminders before a term and reports after it to who watches: the plan's rules, and each one as it happened."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_noop

from kadrost.accounts.roles import Role
from kadrost.roadmaps.models.checkpoints import Checkpoint
from kadrost.roadmaps.models.plans import Plan

USUAL_EXECUTOR_DAYS = (14, 3, 0)
USUAL_SILENCE_TO_CONTROLLER = 3
USUAL_SILENCE_TO_COORDINATOR = 10


def usual_executor_days() -> list[int]:
    """Two weeks, three days and the day itself."""
    return list(USUAL_EXECUTOR_DAYS)


class ReminderPolicy(models.Model):
    """A plan's own rules; a plan without a row keeps to the usual ones, which are this model's defaults.

    Days before the term are days of the calendar; silence after it is counted in working days, None for no report.
    """

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="reminder_policy")
    executor_days: models.JSONField[list[int]] = models.JSONField("исполнителю", default=usual_executor_days)
    controller_days: models.JSONField[list[int]] = models.JSONField("контролёру", default=list)
    coordinator_days: models.JSONField[list[int]] = models.JSONField("координатору", default=list)
    silence_to_controller = models.PositiveSmallIntegerField(
        "доложить контролёру", null=True, default=USUAL_SILENCE_TO_CONTROLLER
    )
    silence_to_coordinator = models.PositiveSmallIntegerField(
        "доложить координатору", null=True, default=USUAL_SILENCE_TO_COORDINATOR
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "reminder policies"

    def __str__(self) -> str:
        return f"{self.plan}"

    def days_of(self, role: Role) -> list[int]:
        """How many days before the term the role is reminded."""
        days: dict[Role, list[int]] = {
            Role.EXECUTOR: self.executor_days,
            Role.CONTROLLER: self.controller_days,
            Role.COORDINATOR: self.coordinator_days,
        }
        return days.get(role, [])

    def silence_of(self, role: Role) -> int | None:
        """After how many working days of silence it is reported to the role; None where never."""
        return {
            Role.CONTROLLER: self.silence_to_controller,
            Role.COORDINATOR: self.silence_to_coordinator,
        }.get(role)


class Reminder(models.Model):
    """That somebody was reminded of a term, or told that it passed in silence: once for a term, a role and a rule."""

    class Kind(models.TextChoices):
        REMIND = "remind", gettext_noop("Напомнено")
        ESCALATE = "escalate", gettext_noop("Доложено")

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    role = models.CharField(max_length=20)
    days = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    on = models.DateField()

    class Meta:
        ordering = ("on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("checkpoint", "kind", "role", "days", "due_on"), name="roadmaps_reminder_once"
            ),
        )
        indexes = (models.Index(fields=("on", "kind", "role"), name="roadmaps_reminder_by_day"),)

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y} {self.in_words}"

    @property
    def in_words(self) -> str:
        """«напомнено исполнителю», «доложено контролёру»; marked for translation where it is drawn."""
        return WORDS[self.kind, self.role]

    def is_of_term(self, due_on: date) -> bool:
        """Whether it speaks of this term, not of one before it was moved."""
        return self.due_on == due_on


WORDS = {
    ("remind", "executor"): gettext_noop("напомнено исполнителю"),
    ("remind", "controller"): gettext_noop("напомнено контролёру"),
    ("remind", "coordinator"): gettext_noop("напомнено координатору"),
    ("escalate", "controller"): gettext_noop("доложено контролёру"),
    ("escalate", "coordinator"): gettext_noop("доложено координатору"),
}
