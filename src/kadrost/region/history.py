"""How the journal tells of organisations, of the people who act for them, and of who may see these histories."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop

from kadrost.accounts.roles import Role
from kadrost.audit.words import Vocabulary, offer, pages_at
from kadrost.region.models import ErasureRequest, Organisation
from kadrost.region.permissions import holds_any_role, manages_organisations, manages_people
from kadrost.region.views.access import acting_of

ROLES = {role.value: role.russian for role in Role}
TERMS = {
    "role": gettext_noop("роль"),
    "person": gettext_noop("человек"),
    "organisation": gettext_noop("организация"),
    "deputy": gettext_noop("замещает"),
    "valid_from": gettext_noop("с"),
    "valid_until": gettext_noop("по"),
}
APPOINTING = {
    "appoint": gettext_noop("назначил(а) человека"),
    "dismiss": gettext_noop("прекратил(а) назначение"),
    "delegate": gettext_noop("передал(а) роль на время"),
    "withdraw_delegation": gettext_noop("вернул(а) роль досрочно"),
}


def may_see_organisation(request: Any, key: str) -> bool:
    """Whoever acts in the organisation's region sees its history."""
    acting = acting_of(request)
    territory = Organisation.objects.filter(pk=key).values_list("territory_id", flat=True).first()
    return bool(holds_any_role(acting)) and acting.is_of_region(territory)


def may_see_own(request: Any, key: str) -> bool:
    """A person sees their own history."""
    return str(request.user.pk) == key


def may_open_people(request: Any) -> bool:
    """Administrators are let onto the pages of people and of what was asked for their data."""
    return bool(manages_people(acting_of(request)))


def may_open_groups(request: Any) -> bool:
    """Whoever keeps the registry opens the pages of groups."""
    return bool(manages_organisations(acting_of(request)))


offer(
    Vocabulary(
        "region.organisation",
        title=gettext_noop("организация"),
        actions={
            "add": gettext_noop("добавил(а) организацию"),
            "change": gettext_noop("изменил(а) сведения"),
            "add_name": gettext_noop("добавил(а) название"),
            "remove_name": gettext_noop("убрал(а) название"),
            "merge": gettext_noop("объединил(а) с другой"),
            "absorb": gettext_noop("принял(а) дубликат"),
            "reorganise": gettext_noop("записал(а) реорганизацию"),
            "succeed": gettext_noop("записал(а) правопреемство"),
            **APPOINTING,
        },
        fields={
            **TERMS,
            "name": gettext_noop("название"),
            "short_name": gettext_noop("сокращение"),
            "kind": gettext_noop("вид"),
            "printed": gettext_noop("название в документах"),
            "into": gettext_noop("теперь это"),
            "duplicate": gettext_noop("дубликат"),
            "day": gettext_noop("день"),
            "successors": gettext_noop("правопреемники"),
            "from": gettext_noop("от"),
        },
        values={"role": ROLES, "kind": dict(Organisation.Kind.choices)},
        addresses=pages_at("region-organisation"),
        may_see=may_see_organisation,
    )
)
offer(
    Vocabulary(
        "region.organisationgroup",
        title=gettext_noop("группа организаций"),
        actions={"add": gettext_noop("добавил(а) группу"), "change": gettext_noop("изменил(а) состав группы")},
        fields={"members": gettext_noop("состав"), "meaning": gettext_noop("определение")},
        addresses=pages_at("region-group-edit"),
        may_open=may_open_groups,
    )
)
offer(
    Vocabulary(
        "region.territory",
        title=gettext_noop("территория"),
        actions={"add": gettext_noop("добавил(а) территорию")},
        fields={"name": gettext_noop("название")},
    )
)
offer(
    Vocabulary(
        "region.invitation",
        title=gettext_noop("приглашение"),
        actions={
            "invite": gettext_noop("пригласил(а) человека"),
            "resend_invitation": gettext_noop("повторил(а) приглашение"),
            "revoke_invitation": gettext_noop("отозвал(а) приглашение"),
            "accept_invitation": gettext_noop("принял(а) приглашение"),
        },
        fields={"role": gettext_noop("роль")},
        values={"role": ROLES},
    )
)
offer(
    Vocabulary(
        "accounts.user",
        actions={
            "add": gettext_noop("добавил(а) человека"),
            "reissue_password": gettext_noop("выдал(а) одноразовый пароль"),
            "export_data": gettext_noop("выгрузил(а) личные данные"),
            **APPOINTING,
        },
        fields=TERMS,
        values={"role": ROLES},
        may_see=may_see_own,
        may_open=may_open_people,
    )
)
offer(
    Vocabulary(
        "region.consent",
        title=gettext_noop("согласие на обработку данных"),
        actions={
            "give_consent": gettext_noop("дал(а) согласие"),
            "record_consent": gettext_noop("записал(а) согласие на бумаге"),
            "withdraw_consent": gettext_noop("отозвал(а) согласие"),
        },
    )
)
offer(
    Vocabulary(
        "region.erasurerequest",
        title=gettext_noop("просьба удалить данные"),
        actions={
            "ask_erasure": gettext_noop("попросил(а) удалить данные"),
            "refuse_erasure": gettext_noop("отказал(а) в удалении данных"),
            "erase_data": gettext_noop("удалил(а) данные"),
        },
        fields={"due_on": gettext_noop("ответить до")},
    )
)
offer(Vocabulary("accounts.user", actions={"export_data": gettext_noop("выгрузил(а) свои данные")}))
offer(
    Vocabulary(
        "region.consent",
        title=gettext_noop("согласие"),
        actions={
            "give_consent": gettext_noop("дал(а) согласие"),
            "record_consent": gettext_noop("записал(а) согласие с бумаги"),
            "withdraw_consent": gettext_noop("отозвал(а) согласие"),
        },
        fields={"purpose": gettext_noop("цель"), "text_version": gettext_noop("редакция текста")},
    )
)
offer(
    Vocabulary(
        "region.erasurerequest",
        title=gettext_noop("запрос об удалении данных"),
        actions={
            "ask_erasure": gettext_noop("попросил(а) удалить свои данные"),
            "refuse_erasure": gettext_noop("отказал(а) в удалении данных"),
            "erase_data": gettext_noop("стёр(ла) данные по запросу"),
        },
        fields={
            "due_on": gettext_noop("ответить до"),
            "state": gettext_noop("состояние"),
            "clear": gettext_noop("записей стёрто"),
            "delete": gettext_noop("записей удалено"),
            "keep": gettext_noop("записей сохранено"),
        },
        values={"state": dict(ErasureRequest.State.choices)},
        addresses=pages_at("region-erasure"),
        may_open=may_open_people,
    )
)
