"""How the journal tells of councils, their meetings, decisions and protocols."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from kadrost.audit.words import Vocabulary, offer, pages_at
from kadrost.council.domain.expert_sessions.reading import sessions_visible_to
from kadrost.council.domain.queries import artefacts_visible_to, bodies_visible_to, meetings_visible_to
from kadrost.region.acting import Acting
from kadrost.region.views.access import acting_of


def among(seen: Callable[[Acting], QuerySet[Any]]) -> Callable[[Any, str], bool]:
    """Whether the object with a key is among those that the person sees."""

    def may_see(request: Any, key: str) -> bool:
        return seen(acting_of(request)).filter(pk=key).exists()

    return may_see


TEXTS = {
    "title": gettext_noop("название"),
    "text": gettext_noop("решение"),
    "state": gettext_noop("состояние"),
    "ground": gettext_noop("основание"),
}
offer(
    Vocabulary(
        "council.body",
        title=gettext_noop("совещательный орган"),
        actions={
            "add": gettext_noop("добавил(а) орган"),
            "change": gettext_noop("изменил(а) сведения об органе"),
            "add_member": gettext_noop("ввёл (ввела) в состав"),
            "end_member": gettext_noop("вывел(а) из состава"),
            "bind_measure": gettext_noop("связал(а) с мероприятием"),
            "unbind_measure": gettext_noop("снял(а) связь с мероприятием"),
            "adopt_protocol": gettext_noop("принял(а) протокол к контролю"),
            "answer": gettext_noop("назначил(а) ответ на заседании"),
            "bind_act": gettext_noop("отнёс (отнесла) документ к органу"),
            "unbind_act": gettext_noop("убрал(а) документ органа"),
        },
        fields={
            **TEXTS,
            "member": gettext_noop("член"),
            "part": gettext_noop("в качестве"),
            "valid_from": gettext_noop("с"),
            "valid_until": gettext_noop("по"),
            "measure": gettext_noop("мероприятие"),
            "plan": gettext_noop("план"),
            "counts": gettext_noop("что считается"),
            "act": gettext_noop("документ"),
        },
        addresses=pages_at("council-body"),
        may_see=among(bodies_visible_to),
    )
)
offer(
    Vocabulary(
        "council.meeting",
        title=gettext_noop("заседание"),
        actions={
            "plan_meeting": gettext_noop("назначил(а) заседание"),
            "change": gettext_noop("изменил(а) заседание"),
            "cancel": gettext_noop("отменил(а) заседание"),
            "open_meeting": gettext_noop("открыл(а) заседание"),
            "add_item": gettext_noop("добавил(а) вопрос повестки"),
            "change_item": gettext_noop("изменил(а) вопрос повестки"),
            "remove_item": gettext_noop("снял(а) вопрос с повестки"),
            "move_item": gettext_noop("переставил(а) вопрос повестки"),
            "add_material": gettext_noop("приложил(а) материал"),
            "remove_material": gettext_noop("убрал(а) материал"),
            "attendance": gettext_noop("записал(а) присутствие"),
            "votes": gettext_noop("записал(а) голосование"),
            "vote": gettext_noop("проголосовал(а)"),
            "decide": gettext_noop("записал(а) решение"),
            "change_decision": gettext_noop("изменил(а) решение"),
            "remove_decision": gettext_noop("убрал(а) решение"),
            "move_decision": gettext_noop("переставил(а) решение"),
            "sign": gettext_noop("подписал(а) протокол"),
        },
        fields={
            **TEXTS,
            "speaker": gettext_noop("докладчик"),
            "file": gettext_noop("файл"),
            "present": gettext_noop("присутствуют"),
            "invited": gettext_noop("приглашены"),
            "quorum": gettext_noop("кворум"),
            "members": gettext_noop("членов"),
            "name": gettext_noop("член"),
            "choice": gettext_noop("голос"),
            "number": gettext_noop("номер"),
            "signed_on": gettext_noop("подписан"),
            "plan": gettext_noop("план"),
        },
        addresses=pages_at("council-meeting"),
        may_see=among(meetings_visible_to),
    )
)
offer(
    Vocabulary(
        "council.expertsession",
        title=gettext_noop("экспертная сессия"),
        actions={
            "call_session": gettext_noop("созвал(а) экспертную сессию"),
            "change": gettext_noop("изменил(а) экспертную сессию"),
            "cancel": gettext_noop("отменил(а) экспертную сессию"),
            "move_phase": gettext_noop("перевёл (перевела) сессию в другую фазу"),
            "add_expert": gettext_noop("пригласил(а) эксперта"),
            "change_expert": gettext_noop("изменил(а) сведения об эксперте"),
            "remove_expert": gettext_noop("убрал(а) эксперта из списка"),
            "attendance": gettext_noop("записал(а) участие экспертов"),
            "add_proposal": gettext_noop("внёс (внесла) предложение"),
            "change_proposal": gettext_noop("изменил(а) предложение"),
            "join_proposals": gettext_noop("объединил(а) предложения"),
            "declare_conflict": gettext_noop("заявил(а) о личном интересе"),
            "give_marks": gettext_noop("поставил(а) оценки"),
            "enter_marks": gettext_noop("внёс (внесла) оценки с бумажного листа"),
            "decide_outcome": gettext_noop("записал(а) решение группы по предложению"),
            "put_on_agenda": gettext_noop("внёс (внесла) итоги в повестку заседания"),
            "close_session": gettext_noop("подписал(а) протокол экспертной сессии"),
        },
        fields={
            **TEXTS,
            "phase": gettext_noop("фаза"),
            "branch": gettext_noop("отрасль"),
            "horizon": gettext_noop("горизонт"),
            "purpose": gettext_noop("цель"),
            "facilitator": gettext_noop("ведущий"),
            "place": gettext_noop("место"),
            "held_on": gettext_noop("день сессии"),
            "proposals_until": gettext_noop("предложения до"),
            "first_until": gettext_noop("первый тур до"),
            "second_until": gettext_noop("второй тур до"),
            "criteria": gettext_noop("критерии"),
            "least_median": gettext_noop("медиана не меньше"),
            "most_spread": gettext_noop("размах не больше"),
            "least_marks": gettext_noop("оценок не меньше"),
            "expert": gettext_noop("эксперт"),
            "post": gettext_noop("должность"),
            "organisation": gettext_noop("организация"),
            "side": gettext_noop("сторона"),
            "competence": gettext_noop("в чём эксперт"),
            "has_sign_in": gettext_noop("есть вход на сайт"),
            "present": gettext_noop("участвуют"),
            "proposal": gettext_noop("предложение"),
            "authors": gettext_noop("авторы"),
            "kind": gettext_noop("что происходит"),
            "reason": gettext_noop("обоснование"),
            "words": gettext_noop("в чём интерес"),
            "round": gettext_noop("тур"),
            "marked": gettext_noop("оценено предложений"),
            "abstained": gettext_noop("воздержался по предложениям"),
            "outcome": gettext_noop("решение группы"),
            "meeting": gettext_noop("заседание"),
            "number": gettext_noop("номер"),
            "closed_on": gettext_noop("подписан"),
        },
        addresses=pages_at("council-session"),
        may_see=among(sessions_visible_to),
    )
)
offer(
    Vocabulary(
        "council.artefact",
        title=gettext_noop("документ на согласовании"),
        actions={
            "begin_artefact": gettext_noop("внёс (внесла) документ на согласование"),
            "start_route": gettext_noop("начал(а) согласование"),
            "decide_stage": gettext_noop("записал(а) итог этапа"),
            "add_version": gettext_noop("внёс (внесла) новую версию"),
            "keep_template": gettext_noop("сохранил(а) порядок согласования"),
        },
        fields={
            "stages": gettext_noop("этапы"),
            "stage": gettext_noop("этап"),
            "outcome": gettext_noop("итог"),
            "state": gettext_noop("состояние"),
            "number": gettext_noop("номер"),
            "note": gettext_noop("примечание"),
            "author": gettext_noop("автор"),
        },
        addresses=pages_at("council-artefact"),
        may_see=among(artefacts_visible_to),
    )
)
