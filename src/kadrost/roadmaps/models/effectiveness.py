"""Analyses of a plan's effectiveness: the facts as they were counted, what is proposed, and what people decided of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_noop

from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.models.editions import EditionDraft
from kadrost.roadmaps.models.measures import Measure
from kadrost.roadmaps.models.plans import Plan
from kadrost.roadmaps.models.scopes import Scoped


class EffectivenessRules(models.Model):
    """From what on a territory calls a measure troubled; a territory without a row keeps to the usual thresholds."""

    territory = models.OneToOneField(Territory, on_delete=models.CASCADE, related_name="effectiveness_rules")
    thresholds: models.JSONField[dict[str, int]] = models.JSONField("пороги", default=dict)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "effectiveness rules"

    def __str__(self) -> str:
        return f"{self.territory}"


class EffectivenessAnalysisQuerySet(Scoped["EffectivenessAnalysis"]):
    pass


class EffectivenessAnalysis(models.Model):
    """What a plan's control showed over a period, as of a day; approved, it never changes again.

    `thresholds` are those that it was made by, `summary` the counts of the whole; both stay as they were. `digest` is
    of all that was approved. `previous` is the approved analysis that it is compared with.
    """

    class State(models.TextChoices):
        OPEN = "open", gettext_noop("Готовится")
        APPROVED = "approved", gettext_noop("Утверждён")
        ABANDONED = "abandoned", gettext_noop("Отменён")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="effectiveness_analyses")
    period_from = models.DateField("период с")
    period_until = models.DateField("период по")
    as_of = models.DateField("по состоянию на")
    state = models.CharField("состояние", max_length=10, choices=State.choices, default=State.OPEN)
    edition = models.PositiveIntegerField("редакция плана")
    thresholds: models.JSONField[dict[str, int]] = models.JSONField("пороги", default=dict)
    summary: models.JSONField[dict[str, Any]] = models.JSONField("показатели", default=dict)
    previous = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="following")
    edition_draft = models.ForeignKey(
        EditionDraft, on_delete=models.SET_NULL, null=True, blank=True, related_name="analyses"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="analyses_made"
    )
    made_on = models.DateField("сделан")
    approved_by_name = models.CharField("утвердил", max_length=200, blank=True)
    approved_on = models.DateField("утверждён", null=True, blank=True)
    conclusion = models.TextField("вывод", blank=True)
    digest = models.CharField("контрольная сумма", max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = EffectivenessAnalysisQuerySet.as_manager()

    class Meta:
        ordering = ("-as_of", "-id")
        verbose_name_plural = "effectiveness analyses"

    def __str__(self) -> str:
        return f"{self.plan.short_title}, {self.period_from:%d.%m.%Y} – {self.period_until:%d.%m.%Y}"

    @property
    def is_open(self) -> bool:
        """Whether it is still worked on."""
        return self.state == self.State.OPEN


class AnalysedMeasureQuerySet(Scoped["AnalysedMeasure"]):
    path = "analysis__plan__"


class AnalysedMeasure(models.Model):
    """A measure as the analysis found it: its words of then, the facts counted, and what the rules say of them."""

    analysis = models.ForeignKey(EffectivenessAnalysis, on_delete=models.CASCADE, related_name="lines")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="analysed")
    position = models.PositiveIntegerField()
    number = models.CharField("номер", max_length=40)
    title = models.TextField("мероприятие")
    facts: models.JSONField[dict[str, Any]] = models.JSONField("факты", default=dict)
    findings: models.JSONField[list[dict[str, Any]]] = models.JSONField("выводы", default=list)

    objects = AnalysedMeasureQuerySet.as_manager()

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("analysis", "measure"), name="roadmaps_analysed_once"),)

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class CorrectionProposalQuerySet(Scoped["CorrectionProposal"]):
    path = "line__analysis__plan__"


class CorrectionProposal(models.Model):
    """A correction of one measure that a rule proposes with its ground, and what a person decided of it.

    `change` says what becomes of the measure in the next edition: its fields' new words, `leave_out`, measures to add,
    words of another measure that takes it over. It is empty where the plan's words stay as they are.
    """

    class Kind(models.TextChoices):
        TERM = "term", gettext_noop("Перенести срок")
        LEAD = "lead", gettext_noop("Сменить ответственного")
        SPLIT = "split", gettext_noop("Разделить")
        MERGE = "merge", gettext_noop("Объединить с другим")
        RECUR = "recur", gettext_noop("Сделать повторяющимся")
        EXECUTOR = "executor", gettext_noop("Назначить исполнителя")
        CONSENT = "consent", gettext_noop("Получить согласие исполнителя")
        STRIKE = "strike", gettext_noop("Исключить")
        WORDING = "wording", gettext_noop("Уточнить результат")
        ASK = "ask", gettext_noop("Оставить, спросить исполнителя")

    class State(models.TextChoices):
        PENDING = "pending", gettext_noop("Не решено")
        ACCEPTED = "accepted", gettext_noop("Принято")
        REFUSED = "refused", gettext_noop("Отклонено")

    line = models.ForeignKey(AnalysedMeasure, on_delete=models.CASCADE, related_name="proposals")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField("что предложено", max_length=10, choices=Kind.choices)
    ground = models.TextField("основание")
    change: models.JSONField[dict[str, Any]] = models.JSONField("изменение", default=dict)
    is_mended = models.BooleanField("изменено человеком", default=False)
    state = models.CharField("решение", max_length=10, choices=State.choices, default=State.PENDING)
    words = models.TextField("пояснение", blank=True)
    decided_by_name = models.CharField("решил", max_length=200, blank=True)
    decided_on = models.DateField("решено", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CorrectionProposalQuerySet.as_manager()

    class Meta:
        ordering = ("line__position", "position", "id")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.line.number}"

    @property
    def is_of_edition(self) -> bool:
        """Whether it changes the plan's words; the others are errands."""
        return self.kind not in (self.Kind.ASK, self.Kind.CONSENT)

    @property
    def wants_words(self) -> bool:
        """Whether a person has to write what the edition says before it can be accepted."""
        return self.is_of_edition and not self.change


class ExecutorOpinion(models.Model):
    """What an executor's body says of a proposed correction; a later word takes the earlier one's place."""

    proposal = models.ForeignKey(CorrectionProposal, on_delete=models.CASCADE, related_name="opinions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="correction_opinions")
    words = models.TextField("мнение")
    author_name = models.CharField("сказал", max_length=200)
    said_on = models.DateField("сказано")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("proposal", "organisation"), name="roadmaps_correction_opinion_once"),
        )

    def __str__(self) -> str:
        return self.words
