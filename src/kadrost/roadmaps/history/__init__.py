"""How the journal tells of documents, plans, measures and their control."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import rules
from django.urls import reverse
from django.utils.translation import gettext_noop

from kadrost.audit.words import Vocabulary, offer, pages_at
from kadrost.region.views.access import acting_of
from kadrost.roadmaps.history import effectiveness, priorities  # noqa: F401 vocabularies offered by importing
from kadrost.roadmaps.models import Act, Adaptation, Campaign, Checkpoint, Intake, LegalAct, Measure, Plan, Project
from kadrost.roadmaps.permissions import manages_plans

MEASURE_FIELDS = {
    "title": gettext_noop("мероприятие"),
    "expected_result": gettext_noop("ожидаемый результат"),
    "result": gettext_noop("ожидаемый результат"),
    "due_text": gettext_noop("срок"),
    "due_on": gettext_noop("срок"),
    "stage": gettext_noop("этап"),
    "number": gettext_noop("номер"),
    "section": gettext_noop("раздел"),
    "executor": gettext_noop("исполнитель"),
    "executors": gettext_noop("исполнители"),
    "co_executors": gettext_noop("соисполнители"),
    "consent_on": gettext_noop("согласие от"),
    "printed": gettext_noop("в документе"),
    "body": gettext_noop("это"),
    "event": gettext_noop("событие"),
    "day": gettext_noop("день"),
    "evidence": gettext_noop("подтверждающие документы"),
    "targets": gettext_noop("показатели"),
    "provision": gettext_noop("положение Стандарта"),
    "blanks": gettext_noop("значения"),
    "alignment": gettext_noop("сопоставлено"),
    "project": gettext_noop("проект"),
    "condition": gettext_noop("условие"),
    "outcome": gettext_noop("исход условия"),
    "legal_act": gettext_noop("нормативный акт"),
}
CONTROL_FIELDS = {
    "state": gettext_noop("состояние"),
    "due_on": gettext_noop("срок"),
    "claim": gettext_noop("результат"),
    "documents": gettext_noop("документы"),
    "told": gettext_noop("кому"),
}
FILE_FIELDS = {"file": gettext_noop("файл"), "items": gettext_noop("прочитано мероприятий")}


def may_see_plan_of(model: Any, path: str) -> Any:
    """Whether the person sees the inside of the plan to which the object with a key belongs by `path`."""

    def may_see(request: Any, key: str) -> bool:
        plans = model.objects.filter(pk=key).values_list(path, flat=True)
        return any(
            rules.test_rule("roadmaps.see_inside", acting_of(request), plan)
            for plan in Plan.objects.filter(pk__in=plans.order_by())
        )

    return may_see


def may_see_intake(request: Any, key: str) -> bool:
    """Whoever takes documents of the territory under control."""
    intake = Intake.objects.filter(pk=key).select_related("territory").only("territory").first()
    return intake is not None and bool(manages_plans(acting_of(request), intake.territory))


def may_open_intakes(request: Any) -> bool:
    """Whoever takes documents under control opens the pages of those on their way."""
    return bool(manages_plans(acting_of(request)))


def may_see_in_region(model: Any) -> Any:
    """Whether the person acts in the region whose register keeps the object with a key."""

    def may_see(request: Any, key: str) -> bool:
        return bool(model.objects.inside_for(acting_of(request)).filter(pk=key).exists())

    return may_see


def may_see_adaptation(request: Any, key: str) -> bool:
    """Whoever may go on with the plan that is made out of a template."""
    return Adaptation.objects.handled_by(acting_of(request)).filter(pk=key).exists()


def pages_of_checkpoints(keys: Sequence[str]) -> dict[str, str]:
    """The places of checkpoints on the pages of their measures; one query."""
    found = Checkpoint.objects.filter(pk__in=keys).values_list("pk", "measure_id")
    return {str(pk): f"{reverse('roadmaps-measure', args=(measure,))}#checkpoint-{pk}" for pk, measure in found}


def checkpoints_of(key: str) -> Iterable[tuple[str, str]]:
    """A measure's history tells of its checkpoints as well."""
    keys = Checkpoint.objects.filter(measure=int(key)).values_list("pk", flat=True)
    return [("roadmaps.checkpoint", str(one)) for one in keys]


def papers_of(key: str) -> Iterable[tuple[str, str]]:
    """An act's history is that of the document on its way to a plan, and of the plans that it became."""
    plans = Plan.objects.filter(act=int(key))
    intakes = Intake.objects.filter(plan__act=int(key))
    return [
        *(("roadmaps.plan", str(one)) for one in plans.values_list("pk", flat=True)),
        *(("roadmaps.intake", str(one)) for one in intakes.values_list("pk", flat=True)),
    ]


offer(
    Vocabulary(
        "roadmaps.checkpoint",
        title=gettext_noop("контрольная точка"),
        actions={
            "report": gettext_noop("подал(а) отчёт"),
            "evidence": gettext_noop("приложил(а) документы"),
            "accept": gettext_noop("принял(а) отчёт"),
            "return": gettext_noop("вернул(а) отчёт"),
            "extend": gettext_noop("продлил(а) срок"),
            "remove": gettext_noop("снял(а) с контроля"),
            "remind": gettext_noop("напомнил(а) о сроке"),
            "escalate": gettext_noop("доложил(а) о просрочке"),
        },
        fields=CONTROL_FIELDS,
        addresses=pages_of_checkpoints,
        may_see=may_see_plan_of(Checkpoint, "plan"),
    )
)
offer(
    Vocabulary(
        "roadmaps.measure",
        title=gettext_noop("мероприятие"),
        actions={
            "change": gettext_noop("изменил(а) мероприятие"),
            "assign": gettext_noop("назначил(а) контрольную точку"),
            "event": gettext_noop("записал(а) день события"),
            "resolve": gettext_noop("определил(а) исполнителя"),
            "consent": gettext_noop("записал(а) согласие исполнителя"),
            "add_by_hand": gettext_noop("добавил(а) вручную при взятии на контроль"),
            "correct_reading": gettext_noop("исправил(а) прочитанное при взятии на контроль"),
            "tie": gettext_noop("связал(а) с положением Стандарта"),
            "align": gettext_noop("сопоставил(а) с мероприятием другого плана"),
            "tie_project": gettext_noop("связал(а) с проектом"),
            "refuse_project": gettext_noop("отклонил(а) связь с проектом"),
            "untie_project": gettext_noop("снял(а) связь с проектом"),
            "project_condition": gettext_noop("записал(а) исход условия"),
            "tie_legal_act": gettext_noop("связал(а) с нормативным актом"),
            "refuse_legal_act": gettext_noop("отклонил(а) связь с нормативным актом"),
            "untie_legal_act": gettext_noop("снял(а) связь с нормативным актом"),
            "edition_change": gettext_noop("изменил(а) мероприятие новой редакцией"),
            "edition_add": gettext_noop("добавил(а) мероприятие новой редакцией"),
            "edition_end": gettext_noop("исключил(а) мероприятие новой редакцией"),
            "fill_blanks": gettext_noop("заполнил(а) значения по годам"),
        },
        fields=MEASURE_FIELDS,
        addresses=pages_at("roadmaps-measure"),
        related=checkpoints_of,
        may_see=may_see_plan_of(Measure, "plan"),
    )
)
offer(
    Vocabulary(
        "roadmaps.plan",
        title=gettext_noop("план"),
        actions={
            "import": gettext_noop("взял(а) документ на контроль"),
            "change_plan": gettext_noop("изменил(а) план"),
            "close_plan": gettext_noop("снял(а) план с контроля"),
            "reopen_plan": gettext_noop("вернул(а) план на контроль"),
            "begin_edition": gettext_noop("начал(а) следующую редакцию"),
            "abandon_edition": gettext_noop("отказался (отказалась) от редакции"),
            "reminder_rules": gettext_noop("изменил(а) правила напоминаний"),
            "take_edition": gettext_noop("принял(а) новую редакцию"),
            "make_from_template": gettext_noop("создал(а) план по макету"),
        },
        fields={
            **FILE_FIELDS,
            "state": gettext_noop("состояние"),
            "edition": gettext_noop("редакция"),
            "short_title": gettext_noop("короткое название"),
            "coordinator": gettext_noop("координатор"),
            "controller": gettext_noop("контроль"),
            "period_from": gettext_noop("период с"),
            "period_until": gettext_noop("период по"),
            "is_public": gettext_noop("виден без входа"),
            "measures": gettext_noop("мероприятий"),
            "checkpoints": gettext_noop("контрольных точек"),
            "past_closed": gettext_noop("снято прошедших сроков"),
            "organisations": gettext_noop("новых организаций"),
            "excluded": gettext_noop("не взято"),
            "blanks": gettext_noop("заполнено значений"),
        },
        addresses=pages_at("roadmaps-plan"),
        may_see=may_see_plan_of(Plan, "pk"),
    )
)
offer(
    Vocabulary(
        "roadmaps.section",
        title=gettext_noop("раздел плана"),
        actions={"tie_section": gettext_noop("связал(а) раздел с положением Стандарта")},
        fields={"provision": gettext_noop("положение Стандарта")},
    )
)
offer(
    Vocabulary(
        "roadmaps.act",
        title=gettext_noop("документ"),
        addresses=pages_at("roadmaps-act-download"),
        related=papers_of,
        may_see=may_see_plan_of(Act, "plans"),
    )
)
offer(
    Vocabulary(
        "roadmaps.intake",
        title=gettext_noop("документ на проверке"),
        actions={
            "upload": gettext_noop("загрузил(а) документ"),
            "abandon": gettext_noop("удалил(а) черновик"),
        },
        fields=FILE_FIELDS,
        addresses=pages_at("roadmaps-intake-review"),
        may_open=may_open_intakes,
        may_see=may_see_intake,
    )
)
offer(
    Vocabulary(
        "roadmaps.assessmentround",
        title=gettext_noop("самооценка"),
        actions={
            "prepare_round": gettext_noop("подготовил(а) самооценку"),
            "assign_assessment": gettext_noop("назначил(а), кто отвечает"),
            "change_questions": gettext_noop("изменил(а) вопросы"),
            "open_round": gettext_noop("открыл(а) самооценку"),
            "close_round": gettext_noop("завершил(а) самооценку"),
            "publish_round": gettext_noop("изменил(а), виден ли итог всем"),
        },
        fields={
            "state": gettext_noop("состояние"),
            "period_from": gettext_noop("период с"),
            "period_until": gettext_noop("период по"),
            "bodies": gettext_noop("организаций"),
            "is_published": gettext_noop("виден без входа"),
            "unanswered": gettext_noop("без ответа"),
        },
        addresses=pages_at("roadmaps-assessment"),
    )
)
offer(
    Vocabulary(
        "roadmaps.assessmentquestion",
        title=gettext_noop("вопрос самооценки"),
        actions={"answer_question": gettext_noop("ответил(а) на вопрос")},
        fields={
            "mark": gettext_noop("оценка"),
            "gap": gettext_noop("чего не хватает"),
            "direction": gettext_noop("что делать"),
        },
    )
)
offer(
    Vocabulary(
        "roadmaps.campaign",
        title=gettext_noop("сбор информации"),
        actions={
            "open_campaign": gettext_noop("открыл(а) сбор информации"),
            "answer_campaign": gettext_noop("ответил(а) за организацию"),
            "close_campaign": gettext_noop("закрыл(а) сбор информации"),
            "remind_silent": gettext_noop("напомнил(а) тем, кто не ответил"),
        },
        fields={
            "year": gettext_noop("год"),
            "due_on": gettext_noop("срок"),
            "plans": gettext_noop("планы"),
            "body": gettext_noop("организация"),
            "bodies": gettext_noop("организации"),
            "silent": gettext_noop("не ответили"),
            "missing": gettext_noop("без отчёта"),
        },
        addresses=pages_at("roadmaps-campaign"),
        may_see=may_see_plan_of(Campaign, "plans"),
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
        fields={"state": gettext_noop("состояние"), "coordinator": gettext_noop("координатор")},
        addresses=pages_at("roadmaps-draft"),
    )
)
offer(
    Vocabulary(
        "roadmaps.adaptation",
        title=gettext_noop("план по макету"),
        actions={
            "begin_adaptation": gettext_noop("начал(а) план по макету"),
            "abandon_adaptation": gettext_noop("отменил(а) подготовку плана"),
        },
        fields={"template": gettext_noop("макет"), "title": gettext_noop("название")},
        addresses=pages_at("roadmaps-adaptation"),
        may_open=may_open_intakes,
        may_see=may_see_adaptation,
    )
)
offer(
    Vocabulary(
        "roadmaps.draftmeasure",
        title=gettext_noop("мероприятие проекта"),
        actions={
            "put_measure": gettext_noop("внёс (внесла) в проект"),
            "change": gettext_noop("изменил(а) мероприятие проекта"),
            "take_out_measure": gettext_noop("убрал(а) из проекта"),
        },
        fields=MEASURE_FIELDS,
    )
)
offer(
    Vocabulary(
        "roadmaps.project",
        title=gettext_noop("проект"),
        actions={
            "add_project": gettext_noop("внёс (внесла) проект в перечень"),
            "change_project": gettext_noop("изменил(а) проект"),
            "cancel_project": gettext_noop("записал(а) отмену проекта"),
            "add_agreement": gettext_noop("внёс (внесла) соглашение"),
            "change_agreement": gettext_noop("изменил(а) соглашение"),
        },
        fields={
            "kind": gettext_noop("вид"),
            "title": gettext_noop("название"),
            "code": gettext_noop("код"),
            "parent": gettext_noop("часть чего"),
            "responsible": gettext_noop("кто отвечает"),
            "begins_on": gettext_noop("начало"),
            "ends_on": gettext_noop("окончание"),
            "cancelled_on": gettext_noop("отменён с"),
            "about": gettext_noop("о проекте"),
            "agreement": gettext_noop("соглашение"),
            "amounts": gettext_noop("суммы по годам"),
        },
        values={"kind": dict(Project.Kind.choices)},
        addresses=pages_at("roadmaps-project"),
        may_see=may_see_in_region(Project),
    )
)
offer(
    Vocabulary(
        "roadmaps.legalact",
        title=gettext_noop("нормативный акт"),
        actions={
            "add_legal_act": gettext_noop("внёс (внесла) документ в перечень"),
            "change_legal_act": gettext_noop("изменил(а) документ перечня"),
            "renew_legal_act": gettext_noop("записал(а) обновление"),
            "amend_legal_act": gettext_noop("записал(а) изменение документа"),
            "end_legal_act": gettext_noop("записал(а), что документ утратил силу"),
        },
        fields={
            "kind": gettext_noop("вид"),
            "title": gettext_noop("название"),
            "subject": gettext_noop("о чём"),
            "issuer": gettext_noop("кем принят"),
            "number": gettext_noop("номер"),
            "signed_on": gettext_noop("дата"),
            "in_force_from": gettext_noop("действует с"),
            "in_force_until": gettext_noop("действует по"),
            "provision": gettext_noop("положение Стандарта"),
            "stage": gettext_noop("состояние"),
            "responsible": gettext_noop("кто отвечает"),
            "renewal": gettext_noop("когда обновлять"),
            "renew_by": gettext_noop("обновить до"),
            "day": gettext_noop("день"),
            "ended_on": gettext_noop("утратил силу с"),
            "replaced_by": gettext_noop("чем заменён"),
            "file": gettext_noop("файл"),
        },
        values={"kind": dict(LegalAct.Kind.choices), "stage": dict(LegalAct.Stage.choices)},
        addresses=pages_at("roadmaps-legal-act"),
        may_see=may_see_in_region(LegalAct),
    )
)
