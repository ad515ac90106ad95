"""Approval routes: an artefact's versions go through stages in steps; stages of one step go side by side."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_noop

from kadrost.council.models.meetings import Meeting
from kadrost.region.models import Organisation, Territory


class Level(models.TextChoices):
    """On which level a stage is decided."""

    FEDERAL = "federal", gettext_noop("Федеральный уровень")
    REGIONAL = "regional", gettext_noop("Региональный уровень")
    COUNCIL = "council", gettext_noop("Совет, рабочая группа")
    LOCAL = "local", gettext_noop("Организация, муниципалитет")


class RouteTemplate(models.Model):
    """A usual route; `stages` are lists of step, title, level, key of the organisation or null, term."""

    title = models.CharField("название", max_length=200)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="route_templates")
    stages = models.JSONField(default=list)

    class Meta:
        ordering = ("title",)
        constraints = (models.UniqueConstraint(fields=("territory", "title"), name="council_route_title"),)

    def __str__(self) -> str:
        return self.title


class Artefact(models.Model):
    """What has to be agreed: a programme, a list, a design; its author is an organisation."""

    class State(models.TextChoices):
        DRAFT = "draft", gettext_noop("Готовится")
        UNDER_WAY = "under_way", gettext_noop("На согласовании")
        RETURNED = "returned", gettext_noop("Возвращено с замечаниями")
        REFUSED = "refused", gettext_noop("Отклонено")
        AGREED = "agreed", gettext_noop("Согласовано")

    title = models.CharField("название", max_length=400)
    kind = models.CharField("вид", max_length=120)
    author = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="artefacts")
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    begun_on = models.DateField("начато")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-begun_on", "-id")

    def __str__(self) -> str:
        return self.title


class ArtefactVersion(models.Model):
    """A version of the artefact with its file; earlier ones stay readable with what was said about them."""

    artefact = models.ForeignKey(Artefact, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField("версия")
    note = models.TextField("что изменено", blank=True)
    file = models.FileField("файл", upload_to="artefacts/%Y/")
    file_name = models.CharField("имя файла", max_length=255)
    sha256 = models.CharField("контрольная сумма", max_length=64)
    added_by_name = models.CharField("приложил", max_length=200)
    added_on = models.DateField("приложена")

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("artefact", "number"), name="council_artefact_version"),)

    def __str__(self) -> str:
        return f"{self.artefact}, версия {self.number}"


class Stage(models.Model):
    """A stage of a version's route: who decides, by when, what was decided and on what ground."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", gettext_noop("Ждёт решения")
        AGREED = "agreed", gettext_noop("Согласовано")
        REMARKS = "remarks", gettext_noop("Замечания")
        REFUSED = "refused", gettext_noop("Отказано")

    version = models.ForeignKey(ArtefactVersion, on_delete=models.CASCADE, related_name="stages")
    step = models.PositiveSmallIntegerField("шаг")
    title = models.CharField("этап", max_length=300)
    level = models.CharField("уровень", max_length=20, choices=Level.choices, default=Level.REGIONAL)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="approval_stages"
    )
    term = models.CharField("срок", max_length=300)
    opened_on = models.DateField("открыт", null=True, blank=True)
    due_on = models.DateField("срок до", null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, default=Outcome.WAITING)
    remarks = models.TextField("замечания", blank=True)
    ground = models.CharField("основание", max_length=300, blank=True)
    ground_file = models.FileField("письмо", upload_to="approvals/%Y/", blank=True)
    ground_file_name = models.CharField("имя файла", max_length=255, blank=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="approvals")
    decided_on = models.DateField("решено", null=True, blank=True)
    decided_by_name = models.CharField("записал", max_length=200, blank=True)

    class Meta:
        ordering = ("step", "id")
        indexes = (models.Index(fields=("outcome", "opened_on", "organisation"), name="council_stage_waiting"),)

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether somebody has to decide now."""
        return self.outcome == self.Outcome.WAITING and self.opened_on is not None

    def is_late(self, today: date) -> bool:
        """Whether the term of an open stage has passed."""
        return self.is_open and self.due_on is not None and self.due_on < today
