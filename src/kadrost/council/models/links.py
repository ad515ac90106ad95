"""What ties bodies to plans and acts: protocols as plans, answers due, measures that ask for meetings, a body's acts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop

from kadrost.council.models.bodies import Body
from kadrost.council.models.decisions import Decision
from kadrost.council.models.meetings import Meeting
from kadrost.council.models.sessions import ExpertSession
from kadrost.roadmaps.models import Checkpoint, Evidence, LegalAct, Measure, Plan


class ProtocolPlan(models.Model):
    """A plan that is a protocol of the body: of a meeting held here, or read from a file."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="protocols")
    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="council_protocol")
    meeting = models.OneToOneField(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="protocol_plan"
    )

    class Meta:
        ordering = ("-plan__act__signed_on", "-id")

    def __str__(self) -> str:
        return str(self.plan)


class Answer(models.Model):
    """The answer to this measure is heard at a meeting of the body.

    Without a term of its own the measure is answered at the body's next meeting.
    """

    measure = models.OneToOneField(Measure, on_delete=models.CASCADE, related_name="council_answer")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="answers")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"ответ по поручению {self.measure.number}"


class BodyAct(models.Model):
    """An act of the region's register by which the body was made, is composed or works."""

    class Part(models.TextChoices):
        CREATION = "creation", gettext_noop("Создание")
        COMPOSITION = "composition", gettext_noop("Состав")
        STATUTE = "statute", gettext_noop("Положение об органе")
        INTERACTION = "interaction", gettext_noop("Порядок взаимодействия")
        OFFICIAL = "official", gettext_noop("Ответственное должностное лицо")
        WORK_PLAN = "work_plan", gettext_noop("План работы")
        OTHER = "other", gettext_noop("Другое")

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="acts")
    legal_act = models.ForeignKey(LegalAct, on_delete=models.PROTECT, related_name="bodies")
    part = models.CharField("что устанавливает", max_length=20, choices=Part.choices)
    since = models.DateField("отнесён")

    class Meta:
        ordering = ("body", "id")
        constraints = (models.UniqueConstraint(fields=("body", "legal_act", "part"), name="council_body_act_once"),)

    def __str__(self) -> str:
        return f"{self.get_part_display()}: {self.legal_act}"


class MeetingDuty(models.Model):
    """A measure that asks this body to meet: each of its checkpoints needs a protocol of its period.

    What counts is the body's meetings or its expert sessions; `asked` is how many the plan asks for in all.
    """

    class Counts(models.TextChoices):
        MEETINGS = "meetings", gettext_noop("заседания")
        SESSIONS = "sessions", gettext_noop("экспертные сессии")

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meeting_duties")
    measure = models.OneToOneField(Measure, on_delete=models.CASCADE, related_name="meeting_duty")
    counts = models.CharField("что считается", max_length=10, choices=Counts.choices, default=Counts.MEETINGS)
    asked = models.PositiveSmallIntegerField("сколько всего просит план", null=True, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.body}: {self.measure}"


class Confirmation(models.Model):
    """A protocol as the confirming document of a checkpoint, by a decision or because the measure asks for meetings.

    The protocol is of a meeting or of an expert session.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="confirmations")
    session = models.ForeignKey(
        ExpertSession, on_delete=models.PROTECT, null=True, blank=True, related_name="confirmations"
    )
    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="confirmation"
    )
    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.CASCADE, related_name="council_confirmations")
    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="council_confirmation")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("meeting", "checkpoint"), name="council_confirmation_once"),
            models.UniqueConstraint(fields=("session", "checkpoint"), name="council_session_confirmation_once"),
            models.CheckConstraint(
                condition=models.Q(meeting=None) ^ models.Q(session=None), name="council_confirmation_of_one_protocol"
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting or self.session}: {self.checkpoint}"
