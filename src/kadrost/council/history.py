"""How the journal tells of councils, their meetings, decisions and protocols."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from kadrost.audit.words import Vocabulary, offer, pages_at

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
        },
        fields={
            **TEXTS,
            "member": gettext_noop("член"),
            "part": gettext_noop("в качестве"),
            "valid_from": gettext_noop("с"),
            "valid_until": gettext_noop("по"),
            "measure": gettext_noop("мероприятие"),
            "plan": gettext_noop("план"),
        },
        addresses=pages_at("council-body"),
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
    )
)
