"""Answering a question of an open round: mark, ground with links to records, gap and direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from kadrost.accounts.roles import Role
from kadrost.audit.journal import record
from kadrost.region.acting import Acting
from kadrost.region.permissions import PermissionRefused
from kadrost.roadmaps.domain.assessment.rounds import refuse_closed
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.domain.queries import plans_visible_to
from kadrost.roadmaps.domain.standard.errors import StandardRefused
from kadrost.roadmaps.models import (
    AnswerGround,
    AssessmentAnswer,
    AssessmentQuestion,
    AssessmentRound,
    Evidence,
    Measure,
    ReportFigure,
)

Mark = AssessmentAnswer.Mark
LONGEST = 500


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """An answer as typed: the mark, its ground in words and records, the gap and where to go."""

    mark: int
    ground: str
    gap: str = ""
    direction: str = ""
    measures: Sequence[int] = ()
    documents: Sequence[int] = ()
    figures: Sequence[int] = ()


@transaction.atomic
def answer_question(
    *,
    question: AssessmentQuestion,
    draft: AnswerDraft,
    seen: int | None,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> AssessmentAnswer:
    """Put an answer in the place of the one before it; `seen` is the answer that the person saw, if any.

    Raises `PermissionRefused` for a body that does not answer for the provision, `StaleVersion` where a colleague
    answered meanwhile, and `StandardRefused` where the round is not open, the ground is missing, a record is not to
    be seen, or a mark below the highest names no gap.
    """
    assessment = AssessmentRound.objects.select_for_update(of=("self",)).get(pk=question.round_id)
    part = _part_of(assessment, question, acting)
    refuse_closed(assessment)
    if assessment.state != AssessmentRound.State.OPEN:
        raise StandardRefused("Раунд ещё не открыт.", remedy="Дождитесь, пока координатор откроет его.")
    before = question.answers.order_by("-pk").first()
    if (before.pk if before else None) != seen:
        raise StaleVersion
    _check(draft)
    answer = AssessmentAnswer.objects.create(
        question=question, mark=draft.mark, ground=draft.ground.strip(), gap=draft.gap.strip(),
        direction=draft.direction.strip(), organisation_id=part, author=acting.user, author_name=acting.actor().name,
        answered_on=today,
    )  # fmt: skip
    AnswerGround.objects.bulk_create(_grounds(answer, draft, acting))
    record(
        actor=acting.actor(request_id=request_id), action="answer_question", subject=question, on=today,
        ground=answer.ground, before={"mark": Mark(before.mark).label} if before else {},
        after={"mark": Mark(answer.mark).label, "gap": answer.gap, "direction": answer.direction},
    )  # fmt: skip
    return answer


def _part_of(assessment: AssessmentRound, question: AssessmentQuestion, acting: Acting) -> int:
    """The person's body that answers for the provision."""
    mine = acting.organisation_ids(Role.EXECUTOR)
    named = assessment.parts.filter(provision_id=question.provision_id, organisation__in=mine)
    organisation = named.values_list("organisation_id", flat=True).first()
    if organisation is None:
        raise PermissionRefused(
            "За это положение отвечает другая организация.", remedy="Обратитесь к координатору самооценки."
        )
    return organisation


def _check(draft: AnswerDraft) -> None:
    if draft.mark not in Mark.values:
        raise StandardRefused("Оценка не выбрана.", remedy="Выберите одну из четырёх.")
    if not draft.ground.strip():
        raise StandardRefused("Основание не указано.", remedy="Напишите, из чего следует оценка.")
    if draft.mark < Mark.WORKING and not draft.gap.strip():
        raise StandardRefused("Пробел не назван.", remedy="Скажите, чего не хватает до высшей оценки.")


def _grounds(answer: AssessmentAnswer, draft: AnswerDraft, acting: Acting) -> list[AnswerGround]:
    """The records behind the answer, each called as it is called today; only those that the person may see."""
    plans = Q(plan__in=plans_visible_to(acting))
    inside = Q(checkpoint__plan__in=plans_visible_to(acting))
    measures = list(Measure.objects.filter(plans, pk__in=draft.measures).select_related("plan"))
    documents = list(Evidence.objects.filter(inside, pk__in=draft.documents))
    figures = list(
        ReportFigure.objects.filter(
            Q(report__checkpoint__plan__in=plans_visible_to(acting)), pk__in=draft.figures
        ).select_related("target", "report")
    )
    asked = len({*draft.measures}) + len({*draft.documents}) + len({*draft.figures})
    if len(measures) + len(documents) + len(figures) != asked:
        raise StandardRefused("Записи, на которую вы сослались, нет.", remedy="Выберите основания заново.")
    return [
        *(AnswerGround(answer=answer, measure=one, words=_fit(f"{one.plan.short_title}: {one}")) for one in measures),
        *(AnswerGround(answer=answer, evidence=one, words=_fit(document_words(one))) for one in documents),
        *(AnswerGround(answer=answer, figure=one, words=_fit(figure_words(one))) for one in figures),
    ]


def document_words(evidence: Evidence) -> str:
    """A confirming document as it is cited: title, number, day."""
    name = evidence.title or evidence.kind
    number = f" № {evidence.number}" if evidence.number else ""
    return f"{name}{number} от {evidence.dated_on:%d.%m.%Y}" if evidence.dated_on else f"{name}{number}"


def figure_words(figure: ReportFigure) -> str:
    """A reported figure as it is cited: what was counted, how much, when it was reported."""
    return f"{figure.target.text}: {figure.in_words} ({figure.report.reported_on:%d.%m.%Y})"


def _fit(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
