"""A plan under control, its passport, its defined terms and its notes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop

from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.models.acts import Act
from kadrost.roadmaps.models.scopes import Scoped


class PlanQuerySet(Scoped["Plan"]):
    path = ""


class Plan(models.Model):
    class State(models.TextChoices):
        ACTIVE = "active", gettext_noop("На контроле")
        CLOSED = "closed", gettext_noop("Снят с контроля")

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="plans")
    kind = models.CharField("вид", max_length=20, choices=Act.Kind.choices)
    title = models.TextField("название")
    short_title = models.CharField("короткое название", max_length=120)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="plans")
    coordinator = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="coordinated_plans"
    )
    controller = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="controlled_plans"
    )
    period_from = models.DateField("период с", null=True, blank=True)
    period_until = models.DateField("период по", null=True, blank=True)
    horizon = models.DateField("контрольные точки построены до")
    edition = models.PositiveIntegerField("редакция", default=1)
    state = models.CharField("состояние", max_length=20, choices=State.choices, default=State.ACTIVE)
    is_public = models.BooleanField("виден без входа", default=True)
    under_control_since = models.DateField("на контроле с")
    columns = models.JSONField("графы таблицы документа", default=list)
    version = models.PositiveIntegerField(default=1)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ("-under_control_since", "id")

    def __str__(self) -> str:
        return self.short_title

    @property
    def binds(self) -> bool:
        """Whether its terms oblige anybody: those of a template that nobody has signed do not, and are no checkpoints."""
        return self.kind != Act.Kind.TEMPLATE or self.act.signed_on is not None


class PassportRow(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="passport_rows")
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=20, blank=True)
    name = models.TextField("показатель паспорта", blank=True)
    inferred_name = models.TextField("название восстановлено", blank=True)
    value = models.TextField("значение", blank=True)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.name or self.inferred_name


class Definition(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="definitions")
    position = models.PositiveIntegerField()
    mark = models.CharField(max_length=20, blank=True)
    term = models.CharField(max_length=300)
    meaning = models.TextField(blank=True)
    members = models.JSONField(default=list)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.term


class PlanNote(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="notes")
    number = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    items = models.JSONField(default=list)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.number} {self.text[:60]}"
