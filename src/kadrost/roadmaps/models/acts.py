"""The document as filed, and its intake: what a person is still reading into a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_noop

from kadrost.accounts.roles import Role
from kadrost.region.models import Appointment, Territory

if TYPE_CHECKING:
    from kadrost.region.acting import Acting


class ActQuerySet(models.QuerySet["Act"]):
    def inside_for(self, acting: Acting) -> ActQuerySet:
        """The acts of the plans whose inside the person sees, those of earlier editions too."""
        plans = apps.get_model("roadmaps", "Plan").objects.inside_for(acting)
        in_force = models.Exists(plans.filter(act=models.OuterRef("pk")))
        return self.filter(in_force | models.Exists(plans.filter(editions__act=models.OuterRef("pk"))))


class IntakeQuerySet(models.QuerySet["Intake"]):
    def handled_by(self, acting: Acting) -> IntakeQuerySet:
        """The documents of the territories for which the person takes plans under control.

        While nobody has said its territory, it is handled where its uploader acts; anywhere, where the platform itself
        read it in.
        """
        if acting.is_superuser:
            return self
        ours = sorted(acting.territory_ids(Role.COORDINATOR, Role.ADMINISTRATOR))
        colleagues = Appointment.objects.filter(person=models.OuterRef("started_by"), organisation__territory__in=ours)
        homeless = models.Q(territory=None) & (models.Q(started_by=None) | models.Exists(colleagues))
        return self.filter(models.Q(territory__in=ours) | homeless)


class Act(models.Model):
    """A filed document; its file, text and first reading never change."""

    class Kind(models.TextChoices):
        ROADMAP = "roadmap", gettext_noop("Дорожная карта")
        PROTOCOL = "protocol", gettext_noop("Протокол")
        TEMPLATE = "template", gettext_noop("Типовой план")

    kind = models.CharField("вид документа", max_length=20, choices=Kind.choices)
    act_type = models.CharField("вид акта", max_length=100, blank=True)
    issuer = models.CharField("кем принят", max_length=400, blank=True)
    number = models.CharField("номер", max_length=60, blank=True)
    signed_on = models.DateField("дата", null=True, blank=True)
    title = models.TextField("название", blank=True)
    approved_by = models.CharField("кем утверждён", max_length=400, blank=True)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="acts")
    file = models.FileField("файл", upload_to="acts/%Y/")
    file_name = models.CharField("имя файла", max_length=255)
    sha256 = models.CharField("контрольная сумма", max_length=64, unique=True)
    text = models.TextField("текст документа")
    blocks = models.JSONField("устройство текста", default=list)
    reading: models.JSONField[dict[str, Any]] = models.JSONField("первое прочтение", default=dict)
    filed_at = models.DateTimeField(auto_now_add=True)

    objects = ActQuerySet.as_manager()

    class Meta:
        ordering = ("-signed_on", "id")

    def __str__(self) -> str:
        return self.caption

    @property
    def caption(self) -> str:
        """The act as it is cited: kind, date and number; its title where it has none of them."""
        parts = [self.act_type]
        if self.signed_on:
            parts.append(f"от {self.signed_on:%d.%m.%Y}")
        if self.number:
            parts.append(f"№ {self.number}")
        return " ".join(part for part in parts if part) or self.title or self.file_name


class Intake(models.Model):
    """An uploaded document on its way to a plan: the reading, and what a person mended, answered and resolved.

    `corrections` maps "item.field" to the words chosen by a person; `answers` maps a flag's index to the answer
    (`domain.intake.answers`); `bodies` maps a printed name to a choice (`domain.intake.bodies`): "organisation:7",
    "group:3", "definition:0", "new:college", "none". `territory` is empty until a person says it, where the
    document names no known one. An abandoned intake keeps neither file nor text.
    """

    class State(models.TextChoices):
        DRAFT = "draft", gettext_noop("Проверяется")
        CONFIRMED = "confirmed", gettext_noop("Взят на контроль")
        ABANDONED = "abandoned", gettext_noop("Отменён")

    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="intakes")
    file = models.FileField(upload_to="documents/", blank=True)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    blocks = models.JSONField(default=list)
    reading: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    corrections: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    answers: models.JSONField[dict[str, Any]] = models.JSONField(default=dict)
    bodies: models.JSONField[dict[str, str]] = models.JSONField(default=dict)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="intakes"
    )
    started_at = models.DateTimeField(auto_now_add=True)
    plan = models.ForeignKey("roadmaps.Plan", on_delete=models.SET_NULL, null=True, blank=True, related_name="intakes")
    version = models.PositiveIntegerField(default=1)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ("-started_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("sha256",), condition=models.Q(state="draft"), name="roadmaps_intake_one_draft_of_a_file"
            ),
        )

    def __str__(self) -> str:
        return self.file_name
