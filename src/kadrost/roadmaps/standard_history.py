"""How the journal tells of self-assessment and of drafts of plans."""

from __future__ import annotations

from typing import Any

import rules
from django.utils.translation import gettext_noop

from kadrost.audit.words import Vocabulary, offer, pages_at
from kadrost.region.views.access import acting_of
from kadrost.roadmaps.models import AssessmentRound, PlanDraft

ROUND_FIELDS = {
    "title": gettext_noop("название"),
    "period_from": gettext_noop("период с"),
    "period_until": gettext_noop("период по"),
    "bodies": gettext_noop("назначено организаций"),
    "questions_version": gettext_noop("редакция вопросов"),
    "changed": gettext_noop("изменено вопросов"),
    "state": gettext_noop("состояние"),
    "unanswered": gettext_noop("осталось без ответа"),
    "is_published": gettext_noop("виден без входа"),
}
DRAFT_FIELDS = {
    "title": gettext_noop("название"),
    "coordinator": gettext_noop("координатор"),
    "state": gettext_noop("состояние"),
    "expected_result": gettext_noop("ожидаемый результат"),
    "due_text": gettext_noop("срок"),
    "executors": gettext_noop("исполнители"),
    "evidence": gettext_noop("подтверждающий документ"),
    "provision": gettext_noop("положение Стандарта"),
}


def may_see_round(request: Any, key: str) -> bool:
    """Whether the person holds a role in the region of the round."""
    found = AssessmentRound.objects.filter(pk=key).first()
    return found is not None and acting_of(request).is_of_region(found.territory_id)


def may_see_draft(request: Any, key: str) -> bool:
    """Whether the person may read the draft."""
    found = PlanDraft.objects.filter(pk=key).first()
    return found is not None and bool(rules.test_rule("drafts.see", acting_of(request), found))


offer(
    Vocabulary(
        "roadmaps.assessmentround",
        title=gettext_noop("раунд самооценки"),
        actions={
            "prepare_round": gettext_noop("подготовил(а) раунд самооценки"),
            "assign_assessment": gettext_noop("назначил(а), кто отвечает за положения"),
            "change_questions": gettext_noop("изменил(а) вопросы раунда"),
            "open_round": gettext_noop("открыл(а) раунд"),
            "close_round": gettext_noop("закрыл(а) раунд"),
            "publish_round": gettext_noop("изменил(а), кому виден раунд"),
        },
        fields=ROUND_FIELDS,
        addresses=pages_at("roadmaps-assessment"),
        may_see=may_see_round,
    )
)
offer(
    Vocabulary(
        "roadmaps.assessmentquestion",
        title=gettext_noop("вопрос самооценки"),
        actions={"answer_question": gettext_noop("ответил(а) на вопрос")},
        fields={
            "mark": gettext_noop("оценка"),
            "gap": gettext_noop("пробел"),
            "direction": gettext_noop("направление"),
        },
    )
)
offer(
    Vocabulary(
        "roadmaps.plandraft",
        title=gettext_noop("проект плана"),
        actions={
            "begin_draft": gettext_noop("начал(а) проект плана"),
            "turn_draft": gettext_noop("изменил(а) состояние проекта"),
        },
        fields=DRAFT_FIELDS,
        addresses=pages_at("roadmaps-draft"),
        may_see=may_see_draft,
    )
)
offer(
    Vocabulary(
        "roadmaps.draftmeasure",
        title=gettext_noop("мероприятие проекта"),
        actions={
            "put_measure": gettext_noop("добавил(а) мероприятие в проект"),
            "change": gettext_noop("изменил(а) мероприятие проекта"),
            "take_out_measure": gettext_noop("убрал(а) мероприятие из проекта"),
        },
        fields=DRAFT_FIELDS,
    )
)
