"""A plan that is still being written: measures of our own, taken over from other plans, or answering a gap.

It obliges nobody and stands on no board. Printed and signed, it comes under control as any document does.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_noop

from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.models.assessments import AssessmentAnswer
from kadrost.roadmaps.models.measures import Measure
from kadrost.roadmaps.models.standard import Provision


class PlanDraft(models.Model):
    class State(models.TextChoices):
        WRITTEN = "written", gettext_noop("Пишется")
        SENT = "sent", gettext_noop("Передан на подпись")

    title = models.TextField("название")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="plan_drafts")
    coordinator = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="plan_drafts")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WRITTEN)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="plan_drafts"
    )
    made_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-made_on", "-id")

    def __str__(self) -> str:
        return self.title


class DraftMeasure(models.Model):
    """A measure of a draft; `source` and `source_words` say from where it was taken, `gap` which gap it answers."""

    draft = models.ForeignKey(PlanDraft, on_delete=models.CASCADE, related_name="measures")
    provision = models.ForeignKey(
        Provision, on_delete=models.PROTECT, null=True, blank=True, related_name="draft_measures"
    )
    position = models.PositiveIntegerField()
    title = models.TextField("мероприятие")
    expected_result = models.TextField("ожидаемый результат", blank=True)
    due_text = models.TextField("срок", blank=True)
    executors = models.TextField("исполнители", blank=True)
    evidence = models.TextField("подтверждающий документ", blank=True)
    source = models.ForeignKey(Measure, on_delete=models.SET_NULL, null=True, blank=True, related_name="taken_over")
    gap = models.ForeignKey(
        AssessmentAnswer, on_delete=models.SET_NULL, null=True, blank=True, related_name="draft_measures"
    )
    source_words = models.CharField("откуда", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("provision__number", "position", "id")

    def __str__(self) -> str:
        return self.title
