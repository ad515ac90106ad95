"""Priorities of staffing chosen for a year: what they serve, who trains for them, by what they are measured."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop

from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.models.stored_documents import StoredDocument

if TYPE_CHECKING:
    from kadrost.region.acting import Acting


class PriorityListQuerySet(models.QuerySet["PriorityList"]):
    def visible_to(self, acting: Acting, *, day: date) -> PriorityListQuerySet:
        """Those begun by the day: of the person's region, and of any where they are adopted and shown to all."""
        begun = self.filter(made_on__lte=day)
        if acting.is_superuser:
            return begun
        public = Q(is_published=True, adopted_on__isnull=False, adopted_on__lte=day)
        return begun.filter(Q(territory__in=sorted(acting.region)) | public)


class PriorityList(models.Model):
    """The priorities of a territory for a year, in one edition; adopted, it never changes again.

    How it stands follows from its days: a draft, under discussion, adopted, replaced by another one.
    """

    class State(models.TextChoices):
        DRAFT = "draft", gettext_noop("Проект")
        DISCUSSED = "discussed", gettext_noop("На обсуждении")
        ADOPTED = "adopted", gettext_noop("Утверждён")
        REPLACED = "replaced", gettext_noop("Заменён")

    class Ground(models.TextChoices):
        DECISION = "decision", gettext_noop("Решение рабочей группы или совета")
        ACT = "act", gettext_noop("Правовой акт")

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="priority_lists")
    year = models.PositiveSmallIntegerField("год")
    edition = models.PositiveSmallIntegerField("редакция", default=1)
    horizon = models.PositiveSmallIntegerField("показатели до года")
    goal = models.TextField("цель", blank=True)
    tasks = models.TextField("задачи", blank=True)
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="following")
    made_on = models.DateField()
    discussed_on = models.DateField(null=True, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    replaced_on = models.DateField(null=True, blank=True)
    ground_kind = models.CharField("чем утверждён", max_length=10, choices=Ground.choices, blank=True)
    ground_body = models.CharField("кем принят", max_length=300, blank=True)
    ground_number = models.CharField("номер", max_length=60, blank=True)
    ground_dated_on = models.DateField("дата", null=True, blank=True)
    is_published = models.BooleanField("виден без входа", default=False)
    version = models.PositiveIntegerField(default=1)

    objects = PriorityListQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "-edition", "territory__name")
        constraints = (
            models.UniqueConstraint(fields=("territory", "year", "edition"), name="roadmaps_priorities_once"),
            models.CheckConstraint(condition=Q(horizon__gte=models.F("year")), name="roadmaps_priorities_horizon"),
        )

    def __str__(self) -> str:
        further = f", редакция {self.edition}" if self.edition > 1 else ""
        return f"Приоритеты на {self.year} год{further}"

    @property
    def years(self) -> range:
        """The years of targets and money: from the list's own to its horizon."""
        return range(self.year, self.horizon + 1)

    @property
    def is_frozen(self) -> bool:
        """Whether it was adopted."""
        return self.adopted_on is not None

    def state_on(self, day: date) -> State:
        """How the list stands on the day."""
        if self.replaced_on and self.replaced_on <= day:
            return self.State.REPLACED
        if self.adopted_on and self.adopted_on <= day:
            return self.State.ADOPTED
        if self.discussed_on and self.discussed_on <= day:
            return self.State.DISCUSSED
        return self.State.DRAFT

    @property
    def ground(self) -> str:
        """«Протокол заседания рабочей группы от 20.11.2026 № 4»; empty before it is adopted."""
        if self.ground_dated_on is None:
            return ""
        return f"{self.ground_body} от {self.ground_dated_on:%d.%m.%Y} № {self.ground_number}"


class Priority(models.Model):
    """One priority; `lineage` is the same over the years in which it is taken over."""

    class Source(models.TextChoices):
        MESSAGE = "message", gettext_noop("Послание главы региона")
        STRATEGY = "strategy", gettext_noop("Стратегия региона")
        DECISION = "decision", gettext_noop("Решение совета или рабочей группы")
        PROJECT = "project", gettext_noop("Инвестиционный проект")
        FORECAST = "forecast", gettext_noop("Прогноз потребности в кадрах")
        OTHER = "other", gettext_noop("Другой источник")

    list = models.ForeignKey(PriorityList, on_delete=models.CASCADE, related_name="priorities")
    lineage = models.UUIDField(default=uuid.uuid4)
    position = models.PositiveIntegerField()
    title = models.CharField("приоритет", max_length=400)
    sector = models.CharField("отрасль", max_length=300, blank=True)
    sector_code = models.CharField("код ОКВЭД", max_length=8, blank=True)
    goal = models.TextField("цель", blank=True)
    tasks = models.TextField("задачи", blank=True)
    source = models.CharField("источник", max_length=10, choices=Source.choices)
    source_words = models.CharField("реквизиты источника", max_length=500, blank=True)
    professions = models.TextField("профессии", blank=True)
    enterprises = models.TextField("предприятия", blank=True)
    projects = models.TextField("инвестиционные проекты", blank=True)
    responsible = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="priorities"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "id")
        constraints = (models.UniqueConstraint(fields=("list", "lineage"), name="roadmaps_priority_once"),)

    def __str__(self) -> str:
        return self.title


class PriorityTie(models.Model):
    """That a person confirmed or refused that a measure serves a priority; by the measure's `lineage`."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", gettext_noop("Подтверждена")
        REFUSED = "refused", gettext_noop("Отклонена")

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="ties")
    lineage = models.UUIDField()
    state = models.CharField(max_length=10, choices=State.choices)
    score = models.FloatField(null=True, blank=True)
    decided_on = models.DateField()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("priority", "lineage"), name="roadmaps_priority_tie_once"),)

    def __str__(self) -> str:
        return f"{self.priority}: {self.get_state_display()}"


class PriorityResource(models.Model):
    """Money for a priority out of one source."""

    class Unit(models.TextChoices):
        ROUBLES = "roubles", gettext_noop("руб.")
        THOUSANDS = "thousands", gettext_noop("тыс. руб.")
        MILLIONS = "millions", gettext_noop("млн руб.")

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="resources")
    source = models.CharField("источник средств", max_length=300)
    unit = models.CharField("единица", max_length=10, choices=Unit.choices, default=Unit.MILLIONS)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("priority", "source"), name="roadmaps_resource_once"),)

    def __str__(self) -> str:
        return self.source


class ResourceAmount(models.Model):
    """The money of a year, in the unit of its source."""

    resource = models.ForeignKey(PriorityResource, on_delete=models.CASCADE, related_name="amounts")
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=18, decimal_places=4)

    class Meta:
        ordering = ("year",)
        constraints = (models.UniqueConstraint(fields=("resource", "year"), name="roadmaps_resource_year_once"),)

    def __str__(self) -> str:
        return f"{self.year}: {self.value}"


class PriorityIndicator(models.Model):
    """A target indicator with its unit and base; `responsible` writes its actual values, else the priority's body."""

    class Better(models.TextChoices):
        MORE = "more", gettext_noop("больше – лучше")
        LESS = "less", gettext_noop("меньше – лучше")

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="indicators")
    lineage = models.UUIDField(default=uuid.uuid4)
    title = models.CharField("показатель", max_length=400)
    unit = models.CharField("единица", max_length=60)
    better = models.CharField("направление", max_length=4, choices=Better.choices, default=Better.MORE)
    base_year = models.PositiveSmallIntegerField("базовый год", null=True, blank=True)
    base_value = models.DecimalField("базовое значение", max_digits=18, decimal_places=4, null=True, blank=True)
    base_source = models.CharField("источник базового значения", max_length=300, blank=True)
    responsible = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="priority_indicators"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("priority", "lineage"), name="roadmaps_priority_indicator_once"),
        )

    def __str__(self) -> str:
        return f"{self.title}, {self.unit}"

    @property
    def writer_id(self) -> int | None:
        """The body that writes the actual values."""
        return self.responsible_id or self.priority.responsible_id

    def is_short(self, actual: Decimal, planned: Decimal) -> bool:
        """Whether the actual value falls short of the planned one."""
        return actual > planned if self.better == self.Better.LESS else actual < planned


class IndicatorPlan(models.Model):
    """The planned value of a year."""

    indicator = models.ForeignKey(PriorityIndicator, on_delete=models.CASCADE, related_name="plans")
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=18, decimal_places=4)

    class Meta:
        ordering = ("year",)
        constraints = (models.UniqueConstraint(fields=("indicator", "year"), name="roadmaps_indicator_year_once"),)

    def __str__(self) -> str:
        return f"{self.year}: {self.value}"


class IndicatorActual(models.Model):
    """An actual value as it was entered on a day; a later one for the same year takes its place, none is changed.

    Kept by territory and the indicator's `lineage`: the value of a year holds in every list that has the indicator.
    """

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="indicator_actuals")
    lineage = models.UUIDField()
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField("значение", max_digits=18, decimal_places=4)
    source = models.CharField("источник", max_length=300)
    as_of = models.DateField("по состоянию на")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="indicator_actuals"
    )
    entered_on = models.DateField("внесено")

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("territory", "lineage", "year"), name="roadmaps_actual_by_year"),)

    def __str__(self) -> str:
        return f"{self.year}: {self.value}"


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def visible_to(self, acting: Acting, *, day: date) -> ParticipantQuerySet:
        """Those of the person's region, chosen by the day."""
        chosen = self.filter(valid_from__lte=day)
        return chosen if acting.is_superuser else chosen.filter(territory__in=sorted(acting.region))

    def in_force(self, on: date) -> ParticipantQuerySet:
        """Those that take part on the day."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=on), valid_from__lte=on)


class Participant(models.Model):
    """An organisation chosen to take part in the Standard, from a day to a day, on a ground."""

    class Side(models.TextChoices):
        COLLEGE = "college", gettext_noop("Профессиональная образовательная организация")
        UNIVERSITY = "university", gettext_noop("Образовательная организация высшего образования")
        FURTHER = "further", gettext_noop("Организация дополнительного профессионального образования")
        PARTNER = "partner", gettext_noop("Бизнес-партнёр")
        OTHER = "other", gettext_noop("Другой участник")

    TRAINING = (Side.COLLEGE, Side.UNIVERSITY, Side.FURTHER)

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="participants")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="participations")
    side = models.CharField("сторона", max_length=10, choices=Side.choices)
    role = models.CharField("роль", max_length=300)
    ground = models.CharField("основание", max_length=400)
    valid_from = models.DateField("с")
    valid_until = models.DateField("по", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ("side", "organisation__name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("territory", "organisation", "side"),
                condition=Q(valid_until=None),
                name="roadmaps_participant_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                name="roadmaps_participant_period",
            ),
        )

    def __str__(self) -> str:
        return str(self.organisation)


class PriorityTraining(models.Model):
    """That a participant trains for a priority, and for which professions."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="training")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="training")
    professions = models.TextField("профессии", blank=True)

    class Meta:
        ordering = ("participant__side", "participant__organisation__name", "id")
        constraints = (models.UniqueConstraint(fields=("priority", "participant"), name="roadmaps_training_once"),)

    def __str__(self) -> str:
        return f"{self.participant}: {self.professions}"


class PriorityPaper(StoredDocument):
    """A paper of a list: frozen as it was on the day of adoption, or the adopted text of the Strategy's section."""

    class Kind(models.TextChoices):
        PRIORITIES = "priorities", gettext_noop("Утверждённые приоритеты")
        ORGANISATIONS = "organisations", gettext_noop("Перечень организаций")
        DIRECTIONS = "directions", gettext_noop("Перечень направлений")
        STRATEGY = "strategy", gettext_noop("Стратегия")

    list = models.ForeignKey(PriorityList, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField("вид", max_length=15, choices=Kind.choices)
    layout = models.CharField(max_length=4, blank=True)
    title = models.CharField("название", max_length=400, blank=True)
    number = models.CharField("номер", max_length=60, blank=True)
    dated_on = models.DateField("дата", null=True, blank=True)
    kept_on = models.DateField("сохранён")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        number = f" № {self.number}" if self.number else ""
        dated = f" от {self.dated_on:%d.%m.%Y}" if self.dated_on else ""
        return f"{self.title or self.Kind(self.kind).label}{number}{dated}"
