"""What a meeting decided: decisions one level deep, whom they tell to act, and the measure that became of them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop

from kadrost.council.models.meetings import AgendaItem
from kadrost.region.models import Organisation, OrganisationGroup
from kadrost.roadmaps.models import Checkpoint, Measure, Requirement


class Decision(models.Model):
    """A decision on a question; a lead-in names the executors of the decisions under it.

    `schedule_words` says the term back as it was understood when it was written; `checkpoint` is what a removal or
    a confirmation is about; `measure` stands once the protocol is signed.
    """

    class Kind(models.TextChoices):
        ASSIGNMENT = "assignment", gettext_noop("Поручение")
        NOTED = "noted", gettext_noop("Принять к сведению")
        APPROVAL = "approval", gettext_noop("Утвердить, одобрить, определить")
        REMOVAL = "removal", gettext_noop("Снять с контроля")
        CONFIRMATION = "confirmation", gettext_noop("Подтвердить выполнение мероприятия")

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="decisions")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    position = models.PositiveIntegerField()
    kind = models.CharField("вид", max_length=20, choices=Kind.choices, default=Kind.ASSIGNMENT)
    text = models.TextField("решение")
    due_text = models.CharField("срок", max_length=500, blank=True)
    schedule_words = models.TextField("срок словами", blank=True)
    is_answered_at_meeting = models.BooleanField("доложить на заседании", default=False)
    checkpoint = models.ForeignKey(
        Checkpoint, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    requirement = models.ForeignKey(
        Requirement, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    measure = models.OneToOneField(Measure, on_delete=models.SET_NULL, null=True, blank=True, related_name="decision")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(kind__in=("removal", "confirmation")) | models.Q(parent=None),
                name="council_decision_about_checkpoint_on_top",
            ),
        )

    def __str__(self) -> str:
        return self.text


class DecisionExecutor(models.Model):
    """Whom a decision tells to act: the name as it will stand in the plan, and the body that it means."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="executors")
    position = models.PositiveIntegerField()
    printed_name = models.CharField("исполнитель", max_length=500)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="decided_duties"
    )
    group = models.ForeignKey(
        OrganisationGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="decided_duties"
    )

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.printed_name

    @property
    def is_known(self) -> bool:
        """Whether the name means a body."""
        return self.organisation_id is not None or self.group_id is not None
