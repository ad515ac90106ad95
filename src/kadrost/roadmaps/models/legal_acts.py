"""Legal and methodical acts that a region needs or has, the measures that ask for them, what amends and renews them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_noop

from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.models.measures import Measure, Requirement
from kadrost.roadmaps.models.scopes import Scoped
from kadrost.roadmaps.models.stored_documents import StoredDocument

if TYPE_CHECKING:
    from kadrost.region.acting import Acting

EXPIRES_SOON = timedelta(days=60)


class LegalActQuerySet(models.QuerySet["LegalAct"]):
    def inside_for(self, acting: Acting) -> LegalActQuerySet:
        """Those in the registers of the person's region."""
        return self if acting.is_superuser else self.filter(territory__in=sorted(acting.region))


class LegalAct(StoredDocument):
    """An act of the register: what it is about, how far it has come, when it is in force and when it has to be renewed.

    It is not `Act`, the filed document of a plan. `stage` is what people enter; how the act stands on a day is worked out
    of it and of its days (`status_on`). `renew_by` is the next day of the renewal rule, counted from the last renewal.
    """

    class Kind(models.TextChoices):
        PROCEDURE = "procedure", gettext_noop("Порядок")
        STATUTE = "statute", gettext_noop("Положение")
        RULES = "rules", gettext_noop("Регламент")
        LIST = "list", gettext_noop("Перечень")
        ORDER = "order", gettext_noop("Приказ")
        DIRECTIVE = "directive", gettext_noop("Распоряжение")
        DECREE = "decree", gettext_noop("Постановление")
        LAW = "law", gettext_noop("Закон")
        LICENCE = "licence", gettext_noop("Лицензия")
        METHOD = "method", gettext_noop("Методические рекомендации")
        OTHER = "other", gettext_noop("Другой документ")

    class Stage(models.TextChoices):
        NEEDED = "needed", gettext_noop("Нужен")
        DRAFTED = "drafted", gettext_noop("Разрабатывается")
        AGREED = "agreed", gettext_noop("На согласовании")
        ADOPTED = "adopted", gettext_noop("Принят")

    class Status(models.TextChoices):
        NEEDED = "needed", gettext_noop("Нужен")
        DRAFTED = "drafted", gettext_noop("Разрабатывается")
        AGREED = "agreed", gettext_noop("На согласовании")
        ADOPTED = "adopted", gettext_noop("Принят, ещё не действует")
        IN_FORCE = "in_force", gettext_noop("Действует")
        EXPIRING = "expiring", gettext_noop("Истекает")
        OVERDUE = "overdue", gettext_noop("Срок обновления прошёл")
        ENDED = "ended", gettext_noop("Утратил силу")
        REPLACED = "replaced", gettext_noop("Заменён другим")

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="legal_acts")
    kind = models.CharField("вид", max_length=12, choices=Kind.choices)
    title = models.CharField("название", max_length=600)
    subject = models.TextField("о чём", blank=True)
    issuer = models.CharField("кем принят", max_length=400, blank=True)
    number = models.CharField("номер", max_length=100, blank=True)
    signed_on = models.DateField("дата", null=True, blank=True)
    in_force_from = models.DateField("действует с", null=True, blank=True)
    in_force_until = models.DateField("действует по", null=True, blank=True)
    provision = models.PositiveSmallIntegerField("положение Стандарта", null=True, blank=True)
    stage = models.CharField("состояние", max_length=10, choices=Stage.choices, default=Stage.NEEDED)
    responsible = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="legal_acts"
    )
    renewal = models.CharField("обновление", max_length=300, blank=True)
    renewal_data: models.JSONField[dict[str, Any] | None] = models.JSONField(null=True, blank=True)
    renew_by = models.DateField("обновить до", null=True, blank=True)
    ended_on = models.DateField("утратил силу", null=True, blank=True)
    ended_ground = models.CharField("основание", max_length=400, blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces")
    entered_on = models.DateField("внесён")
    version = models.PositiveIntegerField(default=1)

    objects = LegalActQuerySet.as_manager()

    class Meta:
        ordering = ("title", "id")
        indexes = (models.Index(fields=("responsible", "renew_by"), name="roadmaps_legal_act_renewal"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(in_force_until__isnull=True)
                | models.Q(in_force_from__isnull=True)
                | models.Q(in_force_until__gte=models.F("in_force_from")),
                name="roadmaps_legal_act_period",
            ),
        )

    def __str__(self) -> str:
        return self.caption

    @property
    def caption(self) -> str:
        """«Приказ от 15.01.2027 № 7 «О наставничестве»», without what is not known; a title that says its kind says it once."""
        dated = f" от {self.signed_on:%d.%m.%Y}" if self.signed_on else ""
        numbered = f" № {self.number}" if self.number else ""
        kind = str(self.Kind(self.kind).label)
        if self.title.casefold().startswith(kind.casefold()):
            return f"«{self.title}»{dated}{numbered}"
        return f"{kind}{dated}{numbered} «{self.title}»"

    def status_on(self, day: date) -> Status:
        """How the act stands on the day."""
        if self.ended_on is not None and self.ended_on <= day:
            return self.Status.REPLACED if self.replaced_by_id else self.Status.ENDED
        if self.stage != self.Stage.ADOPTED:
            return self.Status(self.stage)
        if self.in_force_until is not None and self.in_force_until < day:
            return self.Status.ENDED
        since = self.in_force_from or self.signed_on
        if since is not None and since > day:
            return self.Status.ADOPTED
        if self.renew_by is not None and self.renew_by < day:
            return self.Status.OVERDUE
        ends = min([one for one in (self.in_force_until, self.renew_by) if one is not None], default=None)
        return self.Status.EXPIRING if ends is not None and ends - day <= EXPIRES_SOON else self.Status.IN_FORCE

    def due_on(self, day: date) -> date | None:
        """By when the act has to be renewed or replaced, as seen on the day: a renewal that is late stays due."""
        ends = [self.renew_by] if self.renew_by is not None else []
        if self.in_force_until is not None and self.in_force_until >= day:
            ends.append(self.in_force_until)
        return min(ends, default=None)

    def binds_on(self, day: date) -> bool:
        """Whether the act is in force on the day, also where it has to be renewed."""
        return self.status_on(day) in (self.Status.IN_FORCE, self.Status.EXPIRING, self.Status.OVERDUE)


class LegalActEvent(models.Model):
    """What happened to an act in force: it was amended, or renewed; the renewal rule counts on from a renewal."""

    class Kind(models.TextChoices):
        AMENDED = "amended", gettext_noop("Изменён")
        RENEWED = "renewed", gettext_noop("Обновлён")

    legal_act = models.ForeignKey(LegalAct, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField("что", max_length=10, choices=Kind.choices)
    on = models.DateField("день")
    document = models.CharField("документ", max_length=400)
    recorded_by_name = models.CharField("записал", max_length=200)

    class Meta:
        ordering = ("on", "id")

    def __str__(self) -> str:
        return f"{self.Kind(self.kind).label} {self.on:%d.%m.%Y}: {self.document}"


class LegalActTieQuerySet(Scoped["LegalActTie"]):
    path = "measure__plan__"


class LegalActTie(models.Model):
    """That a measure asks for an act, as a person confirmed; `requirement` is the document that the plan names."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="legal_act_ties")
    legal_act = models.ForeignKey(LegalAct, on_delete=models.PROTECT, related_name="ties")
    requirement = models.ForeignKey(
        Requirement, on_delete=models.SET_NULL, null=True, blank=True, related_name="legal_act_ties"
    )
    asked = models.TextField("что спрашивает план", blank=True)
    decided_by_name = models.CharField(max_length=200)
    decided_on = models.DateField()

    objects = LegalActTieQuerySet.as_manager()

    class Meta:
        ordering = ("measure__plan", "measure__position", "id")
        constraints = (models.UniqueConstraint(fields=("measure", "legal_act"), name="roadmaps_legal_act_tie_once"),)

    def __str__(self) -> str:
        return f"{self.measure.number}: {self.legal_act}"


class LegalActRefusal(models.Model):
    """That a person said of a required document that it is no act of the register."""

    requirement = models.OneToOneField(Requirement, on_delete=models.CASCADE, related_name="legal_act_refusal")
    decided_by_name = models.CharField(max_length=200)
    decided_on = models.DateField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return str(self.requirement)
