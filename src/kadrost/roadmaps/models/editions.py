"""Editions of a plan: those that were in force, and the one that is being made out of accepted and refused changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_noop

from kadrost.accounts.roles import Role
from kadrost.roadmaps.models.acts import Act, Intake
from kadrost.roadmaps.models.measures import Measure
from kadrost.roadmaps.models.plans import Plan
from kadrost.roadmaps.models.scopes import Scoped

if TYPE_CHECKING:
    from kadrost.region.acting import Acting


class PlanEditionQuerySet(Scoped["PlanEdition"]):
    pass


class PlanEdition(models.Model):
    """An edition that was superseded: its measures, columns and notes as they stood on its last day.

    The edition in force is the plan itself and has no row.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField("редакция")
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="editions")
    taken_on = models.DateField("действовала с")
    superseded_on = models.DateField("заменена")
    superseded_ground = models.TextField("чем заменена")
    measures: models.JSONField[list[dict[str, Any]]] = models.JSONField("мероприятия", default=list)
    columns = models.JSONField("графы таблицы документа", default=list)
    annexes: models.JSONField[dict[str, Any]] = models.JSONField("паспорт, определения и примечания", default=dict)

    objects = PlanEditionQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("plan", "number"), name="roadmaps_edition_once"),)

    def __str__(self) -> str:
        return f"{self.plan.short_title}, редакция {self.number}"


class EditionDraftQuerySet(Scoped["EditionDraft"]):
    def handled_by(self, acting: Acting) -> EditionDraftQuerySet:
        """Those that the person decides, as whoever changes the plan: `permissions.may_change_plan` in SQL."""
        if acting.is_superuser:
            return self
        ours = models.Q(plan__coordinator__in=sorted(acting.organisation_ids(Role.COORDINATOR)))
        ours |= models.Q(plan__coordinator=None, plan__territory__in=sorted(acting.territory_ids(Role.COORDINATOR)))
        ours |= models.Q(plan__territory__in=sorted(acting.territory_ids(Role.ADMINISTRATOR)))
        return self.filter(ours)


class EditionDraft(models.Model):
    """The next edition of a plan while its changes are looked at one by one; nothing of the plan is changed by it.

    `sections` are those of the document, or of the plan where the edition is written here.
    """

    class State(models.TextChoices):
        OPEN = "open", gettext_noop("Рассматривается")
        TAKEN = "taken", gettext_noop("Принята")
        ABANDONED = "abandoned", gettext_noop("Отменена")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="edition_drafts")
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, null=True, blank=True, related_name="edition_drafts")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    number = models.PositiveIntegerField("редакция")
    sections: models.JSONField[list[dict[str, str]]] = models.JSONField(default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="edition_drafts"
    )
    made_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    objects = EditionDraftQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("plan",), condition=models.Q(state="open"), name="roadmaps_edition_draft_one_of_a_plan"
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan.short_title}, проект редакции {self.number}"


class EditionRowQuerySet(Scoped["EditionRow"]):
    path = "draft__plan__"


class EditionRow(models.Model):
    """A measure of the plan beside what the next edition says of it: added where the plan has none, gone where it says nothing.

    `item` is a reading's item, `printed` and `place` are the document's; `decided_version` is the version of the
    measure that was looked at: one that changed since then is decided anew.
    """

    class Verdict(models.TextChoices):
        PENDING = "pending", gettext_noop("Не решено")
        ACCEPTED = "accepted", gettext_noop("Принято")
        REJECTED = "rejected", gettext_noop("Отклонено")

    draft = models.ForeignKey(EditionDraft, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, null=True, blank=True, related_name="edition_rows")
    item: models.JSONField[dict[str, Any] | None] = models.JSONField(null=True, blank=True)
    printed: models.JSONField[dict[str, Any] | None] = models.JSONField(null=True, blank=True)
    place: models.JSONField[dict[str, Any] | None] = models.JSONField(null=True, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.PENDING)
    decided_version = models.PositiveIntegerField(null=True, blank=True)
    is_mended = models.BooleanField(default=False)
    ground = models.CharField("основание строки", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = EditionRowQuerySet.as_manager()

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return str(self.measure or (self.item or {}).get("title", ""))
