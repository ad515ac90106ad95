"""The Standard's provisions by edition, and which of them a measure serves."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop


class StandardEdition(models.Model):
    """An edition of the Standard; the one in force is the region's yardstick, earlier ones stay with their rounds."""

    code = models.CharField("код редакции", max_length=40, unique=True)
    title = models.CharField("название", max_length=300)
    issuer = models.CharField("кем разработан", max_length=300, blank=True)
    source = models.TextField("источник", blank=True)
    is_current = models.BooleanField("действует", default=False)

    class Meta:
        ordering = ("-is_current", "-code")
        constraints = (
            models.UniqueConstraint(
                fields=("is_current",), condition=models.Q(is_current=True), name="roadmaps_one_current_edition"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}, {self.code}"


class Provision(models.Model):
    """One of the Standard's provisions: its title, what it asks in our words, where it is stated.

    `keywords` are the words that it is about: measures are proposed to it by them. `questions` is the set with which
    a first round of self-assessment begins.
    """

    edition = models.ForeignKey(StandardEdition, on_delete=models.PROTECT, related_name="provisions")
    number = models.PositiveSmallIntegerField("номер")
    title = models.TextField("название")
    asks = models.TextField("что спрашивает")
    reference = models.CharField("где изложено", max_length=300, blank=True)
    keywords = models.TextField(blank=True)
    questions = models.JSONField(default=list)

    class Meta:
        ordering = ("edition", "number")
        constraints = (models.UniqueConstraint(fields=("edition", "number"), name="roadmaps_provision_once"),)

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class ProvisionTie(models.Model):
    """What a person decided about a measure and a provision; a section's own provision is handed down without a row.

    Kept by the measure's `lineage`, so that it survives editions. A refused tie also takes off what the section
    hands down. `score` and `words` are what was proposed when it was decided.
    """

    class State(models.TextChoices):
        CONFIRMED = "confirmed", gettext_noop("Подтверждена")
        REFUSED = "refused", gettext_noop("Отклонена")

    lineage = models.UUIDField()
    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="ties")
    state = models.CharField(max_length=10, choices=State.choices)
    score = models.FloatField(null=True, blank=True)
    words = models.JSONField(default=list)
    decided_by_name = models.CharField(max_length=200)
    decided_on = models.DateField()

    class Meta:
        ordering = ("provision__number", "id")
        constraints = (models.UniqueConstraint(fields=("lineage", "provision"), name="roadmaps_provision_tie_once"),)

    def __str__(self) -> str:
        return f"{self.provision.number}: {self.get_state_display()}"
