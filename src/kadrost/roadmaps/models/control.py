"""What is said about a checkpoint: executors' reports, their evidence, controllers' rulings."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_noop

from kadrost.region.models import Organisation
from kadrost.roadmaps.models.checkpoints import Checkpoint
from kadrost.roadmaps.models.measures import Requirement, Target
from kadrost.roadmaps.models.scopes import Scoped


class ReportQuerySet(Scoped["Report"]):
    path = "checkpoint__plan__"


class EvidenceQuerySet(Scoped["Evidence"]):
    path = "checkpoint__plan__"


class RulingQuerySet(Scoped["Ruling"]):
    path = "checkpoint__plan__"


class Report(models.Model):
    class Claim(models.TextChoices):
        DONE = "done", gettext_noop("Выполнено")
        PARTLY = "partly", gettext_noop("Выполнено частично")
        NOT_DONE = "not_done", gettext_noop("Не выполнено")

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.CASCADE, related_name="reports")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reports")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reports")
    author_name = models.CharField("подал", max_length=200)
    claim = models.CharField("результат", max_length=10, choices=Claim.choices)
    words = models.TextField("что сделано")
    reported_on = models.DateField("дата отчёта")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.get_claim_display()}, {self.reported_on:%d.%m.%Y}"


class ReportFigure(models.Model):
    """A figure typed by hand for a target."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="figures")
    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="figures")
    value = models.DecimalField(max_digits=18, decimal_places=4)

    class Meta:
        ordering = ("target__position",)
        constraints = (models.UniqueConstraint(fields=("report", "target"), name="roadmaps_figure_once"),)

    def __str__(self) -> str:
        return f"{self.target}: {self.value}"

    @property
    def in_words(self) -> str:
        """The figure with its unit where that is a sign."""
        return self.target.in_words(self.value)

    @property
    def contradiction(self) -> str:
        """In what the figure falls short of the document; empty where it does not."""
        return self.target.contradiction(self.value)


class Evidence(models.Model):
    """A document that confirms a result: a file or a link, with its requisites."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.CASCADE, related_name="evidence")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence")
    requirement = models.ForeignKey(
        Requirement, on_delete=models.SET_NULL, null=True, blank=True, related_name="evidence"
    )
    kind = models.CharField("вид документа", max_length=120)
    title = models.CharField("название", max_length=400, blank=True)
    number = models.CharField("номер", max_length=60, blank=True)
    dated_on = models.DateField("дата документа", null=True, blank=True)
    signer = models.CharField("кем подписан", max_length=200, blank=True)
    file = models.FileField("файл", upload_to="evidence/%Y/", blank=True)
    file_name = models.CharField("имя файла", max_length=255, blank=True)
    link = models.URLField("ссылка", max_length=1000, blank=True)
    sha256 = models.CharField("контрольная сумма", max_length=64, blank=True)
    added_by_name = models.CharField("приложил", max_length=200)
    added_on = models.DateField("приложен")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "evidence"
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(file="") | ~models.Q(link=""), name="roadmaps_evidence_file_or_link"
            ),
        )

    def __str__(self) -> str:
        number = f" № {self.number}" if self.number else ""
        dated = f" от {self.dated_on:%d.%m.%Y}" if self.dated_on else ""
        return f"{self.title or self.kind}{number}{dated}"


class Ruling(models.Model):
    """What the controller decided about a checkpoint, always with a ground."""

    class Kind(models.TextChoices):
        ACCEPT = "accept", gettext_noop("Принято")
        RETURN = "return", gettext_noop("Возвращено на доработку")
        EXTEND = "extend", gettext_noop("Срок продлён")
        REMOVE = "remove", gettext_noop("Снято с контроля")

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.CASCADE, related_name="rulings")
    report = models.ForeignKey(Report, on_delete=models.SET_NULL, null=True, blank=True, related_name="rulings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    ground = models.TextField("основание", blank=True)
    document = models.CharField("документ-основание", max_length=300, blank=True)
    due_before = models.DateField(null=True, blank=True)
    due_after = models.DateField(null=True, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="rulings")
    author_name = models.CharField("решил", max_length=200)
    ruled_on = models.DateField("дата решения")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RulingQuerySet.as_manager()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.ruled_on:%d.%m.%Y}"
