"""How the journal tells of priorities of staffing and participants of the Standard."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop

from kadrost.audit.words import Vocabulary, offer, pages_at
from kadrost.region.views.access import acting_of
from kadrost.roadmaps.models import Priority, PriorityList


def may_see_list_of(path: str) -> Any:
    """Whether the person sees the list of priorities to which the object with a key belongs by `path`."""

    def may_see(request: Any, key: str) -> bool:
        lists = PriorityList.objects.visible_to(acting_of(request), day=request.today)
        return lists.filter(**{path: key}).exists()

    return may_see


offer(
    Vocabulary(
        "roadmaps.prioritylist",
        title=gettext_noop("список приоритетов"),
        actions={
            "begin_priorities": gettext_noop("начал(а) список приоритетов"),
            "change_priorities": gettext_noop("изменил(а) цель и задачи"),
            "discuss_priorities": gettext_noop("вынес(ла) приоритеты на обсуждение"),
            "adopt_priorities": gettext_noop("утвердил(а) приоритеты"),
            "publish_priorities": gettext_noop("изменил(а), видны ли приоритеты всем"),
            "drop_priorities": gettext_noop("удалил(а) проект списка приоритетов"),
            "keep_strategy": gettext_noop("приложил(а) принятый текст Стратегии"),
        },
        fields={
            "state": gettext_noop("состояние"),
            "year": gettext_noop("год"),
            "horizon": gettext_noop("показатели до года"),
            "taken_over": gettext_noop("взято из прошлого списка"),
            "goal": gettext_noop("цель"),
            "tasks": gettext_noop("задачи"),
            "is_published": gettext_noop("виден без входа"),
            "priorities": gettext_noop("приоритеты"),
            "document": gettext_noop("документ"),
        },
        addresses=pages_at("roadmaps-priority-list"),
        may_see=may_see_list_of("pk"),
    )
)
offer(
    Vocabulary(
        "roadmaps.priority",
        title=gettext_noop("приоритет"),
        actions={
            "add_priority": gettext_noop("добавил(а) приоритет"),
            "change_priority": gettext_noop("изменил(а) приоритет"),
            "remove_priority": gettext_noop("убрал(а) приоритет из списка"),
            "set_money": gettext_noop("записал(а) средства"),
            "set_indicator": gettext_noop("записал(а) показатель"),
            "remove_indicator": gettext_noop("убрал(а) показатель"),
            "enter_actual": gettext_noop("внёс (внесла) фактическое значение"),
            "set_training": gettext_noop("записал(а), кто готовит кадры"),
            "tie_priority": gettext_noop("решил(а), служит ли мероприятие приоритету"),
        },
        fields={
            "title": gettext_noop("приоритет"),
            "sector": gettext_noop("отрасль"),
            "sector_code": gettext_noop("код ОКВЭД"),
            "goal": gettext_noop("цель"),
            "tasks": gettext_noop("задачи"),
            "source": gettext_noop("источник"),
            "source_words": gettext_noop("реквизиты источника"),
            "professions": gettext_noop("профессии"),
            "enterprises": gettext_noop("предприятия"),
            "projects": gettext_noop("инвестиционные проекты"),
            "responsible": gettext_noop("ответственный"),
            "money": gettext_noop("средства"),
            "indicator": gettext_noop("показатель"),
            "actual": gettext_noop("факт"),
            "training": gettext_noop("готовят кадры"),
            "tie": gettext_noop("мероприятие"),
        },
        values={"source": dict(Priority.Source.choices)},
        addresses=pages_at("roadmaps-priority"),
        may_see=may_see_list_of("priorities"),
    )
)
offer(
    Vocabulary(
        "roadmaps.participant",
        title=gettext_noop("участник Стандарта"),
        actions={
            "choose_participant": gettext_noop("записал(а) участника Стандарта"),
            "change_participant": gettext_noop("изменил(а) участника Стандарта"),
        },
        fields={
            "side": gettext_noop("сторона"),
            "role": gettext_noop("роль"),
            "ground": gettext_noop("основание"),
            "valid_from": gettext_noop("участвует с"),
            "valid_until": gettext_noop("участвует по"),
        },
    )
)
