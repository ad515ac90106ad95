"""Projects and programmes, which measures belong to them and on what condition, and the agreements about them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_noop

from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.models.measures import Measure
from kadrost.roadmaps.models.scopes import Scoped
from kadrost.roadmaps.models.stored_documents import StoredDocument

if TYPE_CHECKING:
    from kadrost.region.acting import Acting


class ProjectQuerySet(models.QuerySet["Project"]):
    def inside_for(self, acting: Acting) -> ProjectQuerySet:
        """Those in the registers of the person's region."""
        return self if acting.is_superuser else self.filter(territory__in=sorted(acting.region))


class Project(models.Model):
    """A national, federal, regional … project or a programme, as one region's register keeps it.

    Its state is worked out of its days: intended until it begins (or while no day is known), finished once its period
    is over, cancelled from the day on which that was recorded.
    """

    class Kind(models.TextChoices):
        NATIONAL = "national", gettext_noop("Национальный проект")
        FEDERAL = "federal", gettext_noop("Федеральный проект")
        REGIONAL = "regional", gettext_noop("Региональный проект")
        DEPARTMENTAL = "departmental", gettext_noop("Ведомственный проект или программа")
        MUNICIPAL = "municipal", gettext_noop("Муниципальный проект или программа")
        STATE_PROGRAMME = "state_programme", gettext_noop("Государственная программа")

    class State(models.TextChoices):
        INTENDED = "intended", gettext_noop("Намечен")
        RUNNING = "running", gettext_noop("Идёт")
        FINISHED = "finished", gettext_noop("Завершён")
        CANCELLED = "cancelled", gettext_noop("Отменён")

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="projects")
    kind = models.CharField("вид", max_length=20, choices=Kind.choices)
    title = models.CharField("название", max_length=400)
    code = models.CharField("код", max_length=30, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    responsible = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="projects"
    )
    begins_on = models.DateField("начало", null=True, blank=True)
    ends_on = models.DateField("окончание", null=True, blank=True)
    cancelled_on = models.DateField("отменён", null=True, blank=True)
    cancelled_ground = models.CharField("основание отмены", max_length=400, blank=True)
    about = models.TextField("о проекте", blank=True)
    entered_on = models.DateField("внесён")
    version = models.PositiveIntegerField(default=1)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ("title", "id")
        constraints = (
            models.UniqueConstraint(fields=("territory", "kind", "title", "begins_on"), name="roadmaps_project_once"),
            models.UniqueConstraint(
                fields=("territory", "kind", "title"),
                condition=models.Q(begins_on=None),
                name="roadmaps_project_without_day_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(begins_on__isnull=True)
                | models.Q(ends_on__gte=models.F("begins_on")),
                name="roadmaps_project_period",
            ),
        )

    def __str__(self) -> str:
        return self.caption

    @property
    def caption(self) -> str:
        """«Национальный проект «Кадры»», with its code where it has one."""
        code = f" ({self.code})" if self.code else ""
        return f"{self.Kind(self.kind).label} «{self.title}»{code}"

    def state_on(self, day: date) -> State:
        """How the project stands on the day."""
        if self.cancelled_on is not None and self.cancelled_on <= day:
            return self.State.CANCELLED
        if self.ends_on is not None and self.ends_on < day:
            return self.State.FINISHED
        if self.begins_on is None or self.begins_on > day:
            return self.State.INTENDED
        return self.State.RUNNING


class ProjectTieQuerySet(Scoped["ProjectTie"]):
    path = "measure__plan__"


class ProjectTie(models.Model):
    """What a person decided about a measure and a project, and the condition on which the measure depends there.

    A refused tie keeps the proposal from coming back. `source` and `quote` say what it was read from.
    """

    class State(models.TextChoices):
        CONFIRMED = "confirmed", gettext_noop("Подтверждена")
        REFUSED = "refused", gettext_noop("Отклонена")

    class Condition(models.TextChoices):
        NONE = "none", gettext_noop("Без условия")
        SELECTION = "selection", gettext_noop("При победе в отборе")
        FUNDING = "funding", gettext_noop("При выделении средств")
        OTHER = "other", gettext_noop("Другое условие")

    class Outcome(models.TextChoices):
        AWAITED = "awaited", gettext_noop("Ожидается")
        MET = "met", gettext_noop("Выполнено")
        FAILED = "failed", gettext_noop("Не выполнено")

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="project_ties")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="ties")
    state = models.CharField(max_length=10, choices=State.choices)
    condition = models.CharField("условие", max_length=10, choices=Condition.choices, default=Condition.NONE)
    condition_words = models.TextField("условие словами", blank=True)
    outcome = models.CharField("выполнено ли условие", max_length=10, choices=Outcome.choices, default=Outcome.AWAITED)
    outcome_on = models.DateField("день", null=True, blank=True)
    outcome_ground = models.CharField("основание", max_length=400, blank=True)
    outcome_recorded_by_name = models.CharField("записал", max_length=200, blank=True)
    source = models.CharField("откуда", max_length=200, blank=True)
    quote = models.TextField("слова документа", blank=True)
    decided_by_name = models.CharField(max_length=200)
    decided_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    objects = ProjectTieQuerySet.as_manager()

    class Meta:
        ordering = ("measure__plan", "measure__position", "id")
        constraints = (models.UniqueConstraint(fields=("measure", "project"), name="roadmaps_project_tie_once"),)

    def __str__(self) -> str:
        return f"{self.measure.number}: {self.project}"

    def outcome_by(self, day: date) -> Outcome | None:
        """What had become of the condition by the day; None where there is none."""
        if self.condition == self.Condition.NONE:
            return None
        if self.outcome_on is None or self.outcome_on > day:
            return self.Outcome.AWAITED
        return self.Outcome(self.outcome)

    @property
    def condition_in_words(self) -> str:
        """The condition as the document words it, else its kind; empty where there is none."""
        if self.condition == self.Condition.NONE:
            return ""
        return self.condition_words or self.Condition(self.condition).label.lower()


class ProjectRefusal(models.Model):
    """That a person refused to tie a measure to a project that the register does not have; `named` is its caption."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="project_refusals")
    named = models.CharField("проект", max_length=500)
    decided_by_name = models.CharField(max_length=200)
    decided_on = models.DateField()

    class Meta:
        ordering = ("measure", "id")
        constraints = (models.UniqueConstraint(fields=("measure", "named"), name="roadmaps_project_refusal_once"),)

    def __str__(self) -> str:
        return f"{self.measure.number}: {self.named}"


class AgreementQuerySet(models.QuerySet["ProjectAgreement"]):
    def inside_for(self, acting: Acting) -> AgreementQuerySet:
        """Those of the projects of the person's region."""
        return self if acting.is_superuser else self.filter(project__territory__in=sorted(acting.region))


class ProjectAgreement(StoredDocument):
    """An agreement about a project, or a supplement to one: its requisites, money by years, where it is filed."""

    class Kind(models.TextChoices):
        AGREEMENT = "agreement", gettext_noop("Соглашение")
        SUPPLEMENT = "supplement", gettext_noop("Дополнительное соглашение")
        FINANCIAL = "financial", gettext_noop("Финансовое соглашение")

    class Unit(models.TextChoices):
        ROUBLES = "roubles", gettext_noop("руб.")
        THOUSANDS = "thousands", gettext_noop("тыс. руб.")
        MILLIONS = "millions", gettext_noop("млн руб.")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="agreements")
    kind = models.CharField("вид", max_length=12, choices=Kind.choices)
    supplements = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supplementary"
    )
    number = models.CharField("номер", max_length=100)
    signed_on = models.DateField("дата")
    parties = models.TextField("стороны")
    unit = models.CharField("единица", max_length=10, choices=Unit.choices, default=Unit.THOUSANDS)
    filed_in = models.CharField("где размещено", max_length=200, blank=True)
    entered_on = models.DateField("внесено")
    version = models.PositiveIntegerField(default=1)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ("-signed_on", "-id")
        constraints = (
            models.UniqueConstraint(fields=("project", "kind", "number", "signed_on"), name="roadmaps_agreement_once"),
        )

    def __str__(self) -> str:
        return f"{self.Kind(self.kind).label} от {self.signed_on:%d.%m.%Y} № {self.number}"


class AgreementAmount(models.Model):
    """The money of an agreement in a year, in the agreement's unit."""

    agreement = models.ForeignKey(ProjectAgreement, on_delete=models.CASCADE, related_name="amounts")
    year = models.PositiveSmallIntegerField("год")
    amount = models.DecimalField("сумма", max_digits=18, decimal_places=5)

    class Meta:
        ordering = ("year",)
        constraints = (models.UniqueConstraint(fields=("agreement", "year"), name="roadmaps_amount_once"),)

    def __str__(self) -> str:
        return f"{self.year}: {self.amount.normalize():f}"
