"""Checkpoints: each occurrence of a measure's schedule, its state now and on any earlier day."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_noop

from kadrost.roadmaps.models.measures import Measure, Section
from kadrost.roadmaps.models.plans import Plan
from kadrost.roadmaps.models.scopes import Scoped


class Standing(models.TextChoices):
    """How a checkpoint stands on a day: derived from its state, its dates and the day, never stored."""

    CONTRADICTED = "contradicted", gettext_noop("Противоречит данным")
    RETURNED = "returned", gettext_noop("Возвращено на доработку")
    SILENT = "silent", gettext_noop("Нет отчёта")
    LATE = "late", gettext_noop("Просрочено")
    REPORTED = "reported", gettext_noop("На проверке")
    DUE = "due", gettext_noop("Срок подходит")
    OPEN = "open", gettext_noop("Исполняется")
    NOT_DUE = "not_due", gettext_noop("Срок не наступил")
    ACCEPTED = "accepted", gettext_noop("Принято")
    REMOVED = "removed", gettext_noop("Снято с контроля")


DUE_SOON_DAYS = 14
WITH_CONTROLLER = (Standing.CONTRADICTED, Standing.REPORTED)
"""A report claims the result and waits for a ruling; of these, its own figures may contradict it."""


class CheckpointQuerySet(Scoped["Checkpoint"]):
    pass


class Checkpoint(models.Model):
    """One occurrence of a measure: opens on a day, is due on a day; the first day is kept when it is moved.

    (`occurs_from`, `occurs_until`) are the schedule's own days: by them a regenerated schedule finds its
    checkpoints again; one that a person assigned is in no schedule and never vanishes with it. `plan` and `section` repeat the measure's, for the board counts over them. `reports_count` > 0 tells a late checkpoint from a silent one.
    """

    class State(models.TextChoices):
        AWAITING = "awaiting", gettext_noop("Ожидается отчёт")
        REPORTED = "reported", gettext_noop("На проверке")
        CONTRADICTED = "contradicted", gettext_noop("Противоречит данным")
        RETURNED = "returned", gettext_noop("Возвращено")
        ACCEPTED = "accepted", gettext_noop("Принято")
        REMOVED = "removed", gettext_noop("Снято с контроля")

    OPEN_STATES = (State.AWAITING, State.REPORTED, State.CONTRADICTED, State.RETURNED)

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="checkpoints")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="checkpoints")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, null=True, blank=True, related_name="checkpoints")
    occurs_from = models.DateField()
    occurs_until = models.DateField()
    covers_from = models.DateField(null=True, blank=True)
    covers_until = models.DateField(null=True, blank=True)
    opens_on = models.DateField("открывается")
    due_on = models.DateField("срок")
    first_due_on = models.DateField("первоначальный срок")
    is_provisional = models.BooleanField(default=False)
    is_assigned = models.BooleanField("назначена человеком", default=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.AWAITING)
    reports_count = models.PositiveIntegerField(default=0)
    accepted_evidence_count = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = CheckpointQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        constraints = (
            models.UniqueConstraint(fields=("measure", "occurs_from", "occurs_until"), name="roadmaps_checkpoint_once"),
        )
        # Each holds all columns that the board counts and filters by, so that it never reads the table for them:
        # by standing and due day, by opening (what is open and what is not due yet), by plan and month, by measure.
        indexes = (
            models.Index(
                fields=("state", "due_on", "reports_count", "opens_on", "plan", "section", "measure"),
                name="roadmaps_board_by_state",
            ),
            models.Index(
                fields=("state", "opens_on", "due_on", "plan", "section", "measure"),
                name="roadmaps_board_by_opening",
            ),
            models.Index(
                fields=("plan", "due_on", "state", "reports_count", "opens_on", "section", "measure"),
                name="roadmaps_board_by_plan",
            ),
            models.Index(
                fields=("measure", "due_on", "state", "reports_count", "opens_on", "plan", "section"),
                name="roadmaps_board_by_measure",
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure.number}, срок {self.due_on:%d.%m.%Y}"

    @property
    def is_extended(self) -> bool:
        """Whether the term was moved from the first one."""
        return self.due_on != self.first_due_on

    def standing(self, today: date) -> Standing:
        """How the checkpoint stands on `today`; `queries.with_standing` says the same in SQL."""
        if self.state != self.State.AWAITING:
            return Standing(self.state)
        if self.due_on < today:
            return Standing.LATE if self.reports_count else Standing.SILENT
        if (self.due_on - today).days <= DUE_SOON_DAYS:
            return Standing.DUE
        return Standing.OPEN if self.opens_on <= today else Standing.NOT_DUE

    def days_late(self, today: date) -> int:
        """By how many days the term has passed without acceptance; 0 where it has not."""
        if self.state in (self.State.ACCEPTED, self.State.REMOVED) or self.due_on >= today:
            return 0
        return (today - self.due_on).days


class CheckpointState(models.Model):
    """What a checkpoint's state and term became on a day: the site "as of" a day reads these rows."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.CASCADE, related_name="states")
    on = models.DateField()
    state = models.CharField(max_length=12, choices=Checkpoint.State.choices)
    due_on = models.DateField()
    reports_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("checkpoint", "on", "id")
        indexes = (models.Index(fields=("checkpoint", "on", "id"), name="roadmaps_checkpoint_state_on"),)

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y} {self.get_state_display()}"
