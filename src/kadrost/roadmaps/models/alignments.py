"""What people decided about measures of different plans: the same one or not."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop


class Alignment(models.Model):
    """A person's word on two measures, kept by their lineages so that it survives editions; `first` is the lesser."""

    class Verdict(models.TextChoices):
        SAME = "same", gettext_noop("Одно и то же")
        DIFFERENT = "different", gettext_noop("Разное")

    first = models.UUIDField()
    second = models.UUIDField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    score = models.FloatField(null=True, blank=True)
    decided_by_name = models.CharField(max_length=200)
    decided_on = models.DateField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="roadmaps_alignment_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="roadmaps_alignment_order"),
        )

    def __str__(self) -> str:
        return f"{self.first} – {self.second}"
