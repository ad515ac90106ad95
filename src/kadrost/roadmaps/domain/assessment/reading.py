"""A round as it stood on a day: its answers, how far it has come, and what changed since the round before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Max, QuerySet

from kadrost.accounts.roles import Role
from kadrost.region.acting import Acting
from kadrost.roadmaps.models import (
    AssessmentAnswer,
    AssessmentPart,
    AssessmentQuestion,
    AssessmentRound,
    Provision,
)

HIGHEST = max(AssessmentAnswer.Mark.values)
Change = Literal["rose", "fell", "same", "new", ""]


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question with its answer on the day, and the answer of the round before to the question of the same key."""

    question: AssessmentQuestion
    answer: AssessmentAnswer | None
    before: AssessmentAnswer | None

    @property
    def change(self) -> Change:
        """Whether the mark rose or fell; empty where there is nothing to compare or to say yet."""
        if self.answer is None:
            return ""
        if self.before is None:
            return "new"
        if self.answer.mark == self.before.mark:
            return "same"
        return "rose" if self.answer.mark > self.before.mark else "fell"


@dataclass(frozen=True, slots=True)
class ProvisionLine:
    """A provision with its questions and the bodies that answer for it."""

    provision: Provision
    questions: tuple[QuestionLine, ...]
    parts: tuple[AssessmentPart, ...]

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(1 for line in self.questions if line.answer)

    @property
    def points(self) -> int:
        """The sum of the marks."""
        return sum(line.answer.mark for line in self.questions if line.answer)

    @property
    def most_points(self) -> int:
        """The sum if every answered question had the highest mark."""
        return HIGHEST * self.answered

    @property
    def points_before(self) -> tuple[int, int] | None:
        """The sum and the most of the round before, over its answered questions; none without one."""
        marks = [line.before.mark for line in self.questions if line.before]
        return (sum(marks), HIGHEST * len(marks)) if marks else None

    @property
    def share(self) -> float | None:
        """The share of the highest sum; none while nothing is answered."""
        return self.points / self.most_points if self.answered else None

    @property
    def change(self) -> Change:
        """Whether the share rose or fell since the round before."""
        before = self.points_before
        if self.share is None:
            return ""
        if before is None:
            return "new"
        now, was = self.points * before[1], before[0] * self.most_points
        return "same" if now == was else "rose" if now > was else "fell"

    @property
    def gaps(self) -> list[QuestionLine]:
        """The questions whose answer names a gap."""
        return [line for line in self.questions if line.answer and line.answer.gap]


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round on a day, provision by provision, beside the round before."""

    assessment: AssessmentRound
    previous: AssessmentRound | None
    provisions: tuple[ProvisionLine, ...]

    @property
    def questions(self) -> int:
        """How many questions there are."""
        return sum(len(one.questions) for one in self.provisions)

    @property
    def answered(self) -> int:
        """How many of them have an answer."""
        return sum(one.answered for one in self.provisions)

    @property
    def changed(self) -> list[tuple[ProvisionLine, QuestionLine]]:
        """The questions whose mark rose or fell."""
        return [(one, line) for one in self.provisions for line in one.questions if line.change in ("rose", "fell")]


def rounds_visible_to(acting: Acting, *, day: date) -> QuerySet[AssessmentRound]:
    """The rounds that the person may read and that were made by the day, the latest first."""
    rounds = AssessmentRound.objects.filter(made_on__lte=day).select_related("territory", "responsible", "edition")
    if acting.is_superuser:
        return rounds
    public = rounds.filter(is_published=True, state=AssessmentRound.State.CLOSED)
    return public | rounds.filter(territory__in=sorted(acting.region))


def state_on(assessment: AssessmentRound, day: date) -> AssessmentRound.State:
    """The round's state as it was on the day."""
    if assessment.closed_on and assessment.closed_on <= day:
        return AssessmentRound.State.CLOSED
    if assessment.opened_on and assessment.opened_on <= day:
        return AssessmentRound.State.OPEN
    return AssessmentRound.State.PREPARED


def view_round(assessment: AssessmentRound, *, day: date) -> RoundView:
    """The round on the day; seven queries whatever its size."""
    previous = previous_round(assessment)
    questions = list(assessment.questions.select_related("provision"))
    answers = answers_of(assessment, day=day)
    before = answers_of(previous, day=day) if previous else {}
    parts: dict[int, list[AssessmentPart]] = {}
    for part in assessment.parts.select_related("organisation"):
        parts.setdefault(part.provision_id, []).append(part)
    lines: dict[int, list[QuestionLine]] = {}
    provisions: dict[int, Provision] = {}
    for question in questions:
        provisions[question.provision_id] = question.provision
        line = QuestionLine(question, answers.get(question.key), before.get(question.key))
        lines.setdefault(question.provision_id, []).append(line)
    return RoundView(
        assessment=assessment,
        previous=previous,
        provisions=tuple(
            ProvisionLine(provision, tuple(lines[pk]), tuple(parts.get(pk, ()))) for pk, provision in provisions.items()
        ),
    )


def previous_round(assessment: AssessmentRound) -> AssessmentRound | None:
    """The closed round of the territory before this one, by the same edition; none for the first."""
    closed = AssessmentRound.objects.filter(
        territory=assessment.territory_id, edition=assessment.edition_id, state=AssessmentRound.State.CLOSED
    ).exclude(pk=assessment.pk)
    if assessment.closed_on:
        closed = closed.filter(closed_on__lte=assessment.closed_on, pk__lt=assessment.pk)
    return closed.order_by("-closed_on", "-pk").first()


def answers_of(assessment: AssessmentRound, *, day: date) -> dict[str, AssessmentAnswer]:
    """The latest answer to each question until the day, with its grounds, by the question's key; two queries."""
    latest = (
        AssessmentAnswer.objects.filter(question__round=assessment, answered_on__lte=day)
        .order_by()
        .values("question")
        .annotate(latest=Max("pk"))
        .values("latest")
    )
    answers = AssessmentAnswer.objects.filter(pk__in=latest).select_related("question", "organisation")
    return {answer.question.key: answer for answer in answers.prefetch_related("grounds")}


def parts_answered_by(acting: Acting, *, today: date) -> QuerySet[AssessmentPart]:
    """The provisions of open rounds for which the person's bodies answer."""
    mine = acting.organisation_ids(Role.EXECUTOR)
    return AssessmentPart.objects.filter(
        organisation__in=sorted(mine), round__state=AssessmentRound.State.OPEN, round__opened_on__lte=today
    )


def parts_waiting(acting: Acting, *, today: date) -> Sequence[tuple[AssessmentPart, int]]:
    """The provisions of open rounds for which the person's bodies answer and questions are unanswered; two queries."""
    open_parts = parts_answered_by(acting, today=today)
    parts = list(open_parts.select_related("round", "provision").order_by("round__due_on", "provision__number"))
    if not parts:
        return []
    unanswered: dict[tuple[int, int], int] = {}
    silent = AssessmentQuestion.objects.filter(round__in={part.round_id for part in parts}, answers=None)
    for key in silent.order_by().values_list("round_id", "provision_id"):
        unanswered[key] = unanswered.get(key, 0) + 1
    rows = {(part.round_id, part.provision_id): part for part in reversed(parts)}
    waiting = [(part, unanswered.get(key, 0)) for key, part in reversed(rows.items())]
    return [(part, left) for part, left in waiting if left]
