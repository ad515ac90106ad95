"""Sections and measures of a plan: what is to be done, by whom, by when, and what proves it."""

from __future__ import annotations

import re
import uuid
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kadrost.kernel.schedule import Schedule
from kadrost.region.models import Organisation, OrganisationGroup
from kadrost.roadmaps.models.plans import Plan
from kadrost.roadmaps.models.scopes import Scoped
from kadrost.ui.wording import number

# A bare number is a promise of so many: more than promised is not less.
COMPARISONS = {">=": ge, "<=": le, ">": gt, "<": lt, "=": ge}
CLAUSE_ENDS = re.compile(r"[;\n]|(?<=[.!?])\s+(?=[А-ЯЁ])")
LONGEST_CAPTION = 200


class SectionQuerySet(Scoped["Section"]):
    pass


class Section(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveIntegerField()
    number = models.CharField("номер", max_length=20, blank=True)
    title = models.TextField("название")
    expected_result = models.TextField("ожидаемый результат раздела", blank=True)
    provision = models.PositiveSmallIntegerField("положение Стандарта", null=True, blank=True)

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title


class MeasureQuerySet(Scoped["Measure"]):
    def in_force(self) -> MeasureQuerySet:
        """Those of the edition in force: not the ones that a later edition left out."""
        return self.filter(ended_on=None)


class Measure(models.Model):
    """A measure of a roadmap or a decision of a protocol.

    `printed` keeps what the document said, field by field, whatever is changed later; `place` says where it
    stands in the act's text; `lineage` survives editions; `version` guards against silent overwriting.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="measures")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, null=True, blank=True, related_name="measures")
    position = models.PositiveIntegerField()
    number = models.CharField("номер", max_length=40)
    stage = models.CharField("этап", max_length=200, blank=True)
    title = models.TextField("мероприятие")
    expected_result = models.TextField("ожидаемый результат", blank=True)
    due_text = models.TextField("срок", blank=True)
    schedule_data: models.JSONField[dict[str, Any] | None] = models.JSONField("расписание", null=True, blank=True)
    schedule_words = models.TextField("срок словами", blank=True)
    is_continuous = models.BooleanField("исполняется постоянно", default=False)
    is_on_demand = models.BooleanField("исполняется по мере необходимости", default=False)
    lineage = models.UUIDField(default=uuid.uuid4)
    printed: models.JSONField[dict[str, Any]] = models.JSONField("как в документе", default=dict)
    place: models.JSONField[dict[str, Any]] = models.JSONField("место в документе", default=dict)
    search_text = models.TextField(blank=True)
    ended_on = models.DateField("исключено", null=True, blank=True)
    ended_ground = models.TextField("основание исключения", blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("plan", "lineage"), name="roadmaps_measure_lineage"),)

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def schedule(self) -> Schedule | None:
        """The compiled deadline phrase; none where the document states no term."""
        return Schedule.from_json(self.schedule_data) if self.schedule_data else None


class DutyQuerySet(Scoped["Duty"]):
    path = "measure__plan__"


class Duty(models.Model):
    """An executor of a measure: the printed name and the body that it was resolved to."""

    class Part(models.TextChoices):
        LEAD = "lead", gettext_noop("Ответственный")
        CO = "co", gettext_noop("Соисполнитель")

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="duties")
    position = models.PositiveIntegerField()
    printed_name = models.CharField("как в документе", max_length=500)
    part = models.CharField("участие", max_length=10, choices=Part.choices, default=Part.CO)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="duties"
    )
    group = models.ForeignKey(OrganisationGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="duties")
    is_by_agreement = models.BooleanField("по согласованию", default=False)
    consent_on = models.DateField("согласие получено", null=True, blank=True)
    consent_ground = models.CharField("документ о согласии", max_length=300, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.printed_name


class Requirement(models.Model):
    """A confirming document that the plan asks for."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="requirements")
    position = models.PositiveIntegerField()
    text = models.TextField("подтверждающий документ")

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.text


class TargetManager(models.Manager["Target"]):
    """The targets of the edition in force; one that was reported on stays behind for its figures."""

    def get_queryset(self) -> models.QuerySet[Target]:
        return super().get_queryset().filter(ended_on=None)


class Target(models.Model):
    """A measurable result; a template's blank is a target whose value nobody has filled in yet."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="targets")
    position = models.PositiveIntegerField()
    text = models.TextField("как в документе")
    operator = models.CharField(max_length=2, default="=")
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField("единица", max_length=300, blank=True)
    year = models.PositiveSmallIntegerField("за год", null=True, blank=True)
    """The only year for which it stands: of a blank that a region fills in by the year."""
    ended_on = models.DateField("исключён", null=True, blank=True)

    objects = TargetManager()

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.text

    @property
    def is_blank(self) -> bool:
        """Whether the quantity is still to be filled in."""
        return self.value is None

    @property
    def caption(self) -> str:
        """What is counted and how much of it: the clause of the expected result in which the quantity stands.

        The quantity alone where the clause is not to be found or as long as a page.
        """
        for clause in CLAUSE_ENDS.split(self.measure.expected_result):
            if self.text in clause and len(clause) <= LONGEST_CAPTION:
                return clause.strip(" .\t\r")
        return self.text

    def in_words(self, value: Decimal) -> str:
        """A figure reported for the target: «73 %», «412»."""
        return f"{number(value)}\u00a0%" if self.unit.startswith("%") else number(value)

    def contradiction(self, value: Decimal | None) -> str:
        """«ниже целевого: 38 % при «не менее 65 %»» where the figure is not what the document asks for; else empty."""
        if value is None or self.value is None or COMPARISONS[self.operator](value, self.value):
            return ""
        said = (
            _("выше целевого: %(value)s при «%(asked)s»")
            if self.operator in ("<=", "<")
            else _("ниже целевого: %(value)s при «%(asked)s»")
        )
        return said % {"value": self.in_words(value), "asked": self.text}
