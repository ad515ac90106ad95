"""Self-assessment by the Standard: rounds, their questions, who answers for what, and the answers with their grounds."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_noop

from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.models.control import Evidence, ReportFigure
from kadrost.roadmaps.models.measures import Measure
from kadrost.roadmaps.models.standard import Provision, StandardEdition


class AssessmentRound(models.Model):
    """One self-assessment of a territory over a period; closed, it never changes again."""

    class State(models.TextChoices):
        PREPARED = "prepared", gettext_noop("Готовится")
        OPEN = "open", gettext_noop("Идёт")
        CLOSED = "closed", gettext_noop("Закрыт")

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="assessment_rounds")
    edition = models.ForeignKey(StandardEdition, on_delete=models.PROTECT, related_name="rounds")
    title = models.CharField("название", max_length=200)
    period_from = models.DateField("период с")
    period_until = models.DateField("период по")
    due_on = models.DateField("ответить до")
    responsible = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="assessment_rounds")
    state = models.CharField("состояние", max_length=10, choices=State.choices, default=State.PREPARED)
    questions_version = models.PositiveIntegerField("редакция вопросов", default=1)
    is_published = models.BooleanField("виден без входа", default=False)
    made_on = models.DateField()
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closing_words = models.TextField("вывод", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-period_until", "-id")

    def __str__(self) -> str:
        return self.title


class AssessmentQuestion(models.Model):
    """A question of a round; `key` is the same over rounds, so that marks can be compared."""

    round = models.ForeignKey(AssessmentRound, on_delete=models.CASCADE, related_name="questions")
    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="asked_questions")
    key = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    text = models.TextField("вопрос")
    hint = models.TextField("что назвать", blank=True)

    class Meta:
        ordering = ("provision__number", "position", "id")
        constraints = (models.UniqueConstraint(fields=("round", "key"), name="roadmaps_assessment_question_once"),)

    def __str__(self) -> str:
        return self.text


class AssessmentPart(models.Model):
    """A body that answers for a provision in a round."""

    round = models.ForeignKey(AssessmentRound, on_delete=models.CASCADE, related_name="parts")
    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="assessment_parts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="assessment_parts")

    class Meta:
        ordering = ("provision__number", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("round", "provision", "organisation"), name="roadmaps_assessment_part_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.provision.number}: {self.organisation}"


class AssessmentAnswer(models.Model):
    """An answer as it was given on a day; a later one to the same question takes its place, none is ever changed."""

    class Mark(models.IntegerChoices):
        ABSENT = 0, gettext_noop("Не начато")
        BEGUN = 1, gettext_noop("Есть отдельные шаги")
        PARTLY = 2, gettext_noop("Работает частично")
        WORKING = 3, gettext_noop("Работает")

    question = models.ForeignKey(AssessmentQuestion, on_delete=models.CASCADE, related_name="answers")
    mark = models.PositiveSmallIntegerField("оценка", choices=Mark.choices)
    ground = models.TextField("основание")
    gap = models.TextField("пробел", blank=True)
    direction = models.TextField("направление", blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="assessment_answers"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="assessment_answers"
    )
    author_name = models.CharField("ответил", max_length=200)
    answered_on = models.DateField("день ответа")

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("question", "answered_on", "id"), name="roadmaps_answer_by_day"),)

    def __str__(self) -> str:
        return f"{self.question.key}: {self.get_mark_display()}"


class AnswerGround(models.Model):
    """A record on which an answer rests; `words` keep what it was called then."""

    answer = models.ForeignKey(AssessmentAnswer, on_delete=models.CASCADE, related_name="grounds")
    measure = models.ForeignKey(Measure, on_delete=models.SET_NULL, null=True, blank=True, related_name="grounded")
    evidence = models.ForeignKey(Evidence, on_delete=models.SET_NULL, null=True, blank=True, related_name="grounded")
    figure = models.ForeignKey(ReportFigure, on_delete=models.SET_NULL, null=True, blank=True, related_name="grounded")
    words = models.CharField(max_length=500)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.words
