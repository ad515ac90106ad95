"""A template on its way to a region's plan, where the plan and its measures came from, and the blanks still to be filled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_noop

from kadrost.accounts.roles import Role
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.models.measures import Measure, Target
from kadrost.roadmaps.models.plans import Plan
from kadrost.roadmaps.models.scopes import Scoped

if TYPE_CHECKING:
    from kadrost.region.acting import Acting


class AdaptationQuerySet(models.QuerySet["Adaptation"]):
    def handled_by(self, acting: Acting) -> AdaptationQuerySet:
        """Those of the territories for which the person takes plans under control."""
        if acting.is_superuser:
            return self
        return self.filter(territory__in=sorted(acting.territory_ids(Role.COORDINATOR, Role.ADMINISTRATOR)))


class Adaptation(models.Model):
    """A region's plan while it is made out of a template, step by step; nothing is under control because of it.

    `terms` maps a measure of the template to the phrase that a person wrote; `executors` a printed name's key to
    choices ("organisation:7", "group:3"), an empty list where it is left as printed; `values` a blank's key
    (measure, field, place among the field's blanks) to its values by year.
    """

    class State(models.TextChoices):
        OPEN = "open", gettext_noop("Готовится")
        MADE = "made", gettext_noop("План создан")
        ABANDONED = "abandoned", gettext_noop("Отменена")

    class Shift(models.TextChoices):
        YEARS = "years", gettext_noop("на целые годы: день и месяц остаются")
        MONTHS = "months", gettext_noop("на целые месяцы: первый срок макета попадает в месяц начала плана")

    template = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="adaptations")
    template_edition = models.PositiveIntegerField("редакция макета")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="adaptations")
    coordinator = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    controller = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.TextField("название")
    short_title = models.CharField("короткое название", max_length=120)
    act_type = models.CharField("вид акта", max_length=100, blank=True)
    issuer = models.CharField("кем принят", max_length=400, blank=True)
    number = models.CharField("номер", max_length=60, blank=True)
    signed_on = models.DateField("дата", null=True, blank=True)
    starts_on = models.DateField("начало плана")
    ends_on = models.DateField("конец плана")
    is_public = models.BooleanField("виден без входа", default=False)
    shift = models.CharField("правило сдвига", max_length=10, choices=Shift.choices, default=Shift.YEARS)
    terms: models.JSONField[dict[str, str]] = models.JSONField(default=dict)
    executors: models.JSONField[dict[str, list[str]]] = models.JSONField(default=dict)
    values: models.JSONField[dict[str, dict[str, str]]] = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="adaptation")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="adaptations"
    )
    made_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    objects = AdaptationQuerySet.as_manager()

    class Meta:
        ordering = ("-made_on", "-id")

    def __str__(self) -> str:
        return self.short_title


class PlanOrigin(models.Model):
    """From which template, in which edition and by which rule a plan was made."""

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="origin")
    template = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="made_plans")
    template_edition = models.PositiveIntegerField("редакция макета")
    rule = models.TextField("правило сроков")
    made_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.plan} – {self.template}"


class MeasureOrigin(models.Model):
    """From which measure of the template a measure was made: the words of both on that day, by the fields compared."""

    measure = models.OneToOneField(Measure, on_delete=models.CASCADE, related_name="origin")
    source = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="adapted")
    source_words: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    made_words: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.measure} – {self.source}"


class Blank(models.Model):
    """A place in a measure's words that a region fills in: «___ программ», «(указать каналы)».

    `shown` is what stands there now, from `start` of the field's text: the blank, or its values.
    """

    class Kind(models.TextChoices):
        NUMBER = "number", gettext_noop("число")
        WORDS = "words", gettext_noop("слова")

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="blanks")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    field = models.CharField(max_length=20)
    start = models.PositiveIntegerField()
    printed = models.CharField("как в макете", max_length=500)
    shown = models.TextField("что стоит сейчас")
    what = models.TextField("чего или кого", blank=True)
    unit = models.CharField("единица", max_length=300, blank=True)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.what or self.printed


class BlankValueQuerySet(Scoped["BlankValue"]):
    def unfilled(self) -> BlankValueQuerySet:
        """Those that nobody has filled in, of measures in force."""
        return self.filter(is_filled=False, blank__measure__ended_on=None)


class BlankValue(models.Model):
    """A blank's value for a year; a number is the measure's target too, so that reports are held against it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="blank_values")
    blank = models.ForeignKey(Blank, on_delete=models.CASCADE, related_name="values")
    year = models.PositiveSmallIntegerField("год")
    number = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    words = models.TextField(blank=True)
    is_filled = models.BooleanField(default=False)
    target = models.OneToOneField(Target, on_delete=models.SET_NULL, null=True, blank=True, related_name="blank_value")
    version = models.PositiveIntegerField(default=1)

    objects = BlankValueQuerySet.as_manager()

    class Meta:
        ordering = ("blank__position", "year")
        constraints = (models.UniqueConstraint(fields=("blank", "year"), name="roadmaps_blank_value_once_a_year"),)

    def __str__(self) -> str:
        return f"{self.blank}, {self.year}"
