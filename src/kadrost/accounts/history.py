"""How the journal tells of people's accounts and of signing in."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from kadrost.accounts.domain.signing_in import WAYS
from kadrost.audit.words import Vocabulary, offer, pages_at

CODES = {"ways": WAYS, "factor": WAYS, "factors": WAYS}
FIELDS = {
    "ways": gettext_noop("способ"),
    "device": gettext_noop("устройство"),
    "factor": gettext_noop("второй фактор"),
    "factors": gettext_noop("второй фактор"),
    "sessions_ended": gettext_noop("закрыто сеансов"),
    "count": gettext_noop("сеансов"),
}
offer(
    Vocabulary(
        "accounts.user",
        title=gettext_noop("человек"),
        actions={
            "sign_in": gettext_noop("вошёл (вошла) на сайт"),
            "sign_in_failed": gettext_noop("не смог(ла) войти на сайт"),
            "sign_in_blocked": gettext_noop("не смог(ла) войти, вход закрыт на время"),
            "password": gettext_noop("сменил(а) свой пароль"),
            "ask_recovery": gettext_noop("попросил(а) восстановить пароль"),
            "recover_password": gettext_noop("восстановил(а) пароль по ссылке"),
            "change_email": gettext_noop("изменил(а) адрес почты"),
            "change_phone": gettext_noop("изменил(а) телефон"),
            "end_session": gettext_noop("закрыл(а) сеанс"),
            "end_sessions": gettext_noop("закрыл(а) сеансы"),
            "add_factor": gettext_noop("добавил(а) второй фактор"),
            "remove_factor": gettext_noop("убрал(а) второй фактор"),
            "new_codes": gettext_noop("получил(а) новые запасные коды"),
            "reset_factor": gettext_noop("сбросил(а) второй фактор"),
            "link_provider": gettext_noop("связал(а) учётную запись с внешним входом"),
        },
        fields=FIELDS,
        values=CODES,
        addresses=pages_at("accounts-person"),
    )
)
offer(
    Vocabulary(
        "accounts.signincount",
        title=gettext_noop("неизвестный логин"),
        actions={
            "sign_in_failed": gettext_noop("не смог(ла) войти на сайт"),
            "sign_in_blocked": gettext_noop("не смог(ла) войти, вход закрыт на время"),
        },
        fields=FIELDS,
        values=CODES,
    )
)
offer(
    Vocabulary(
        "accounts.factorrule",
        title=gettext_noop("правило второго фактора для роли"),
        actions={
            "require_factor": gettext_noop("потребовал(а) второй фактор"),
            "waive_factor": gettext_noop("отменил(а) требование второго фактора"),
        },
        fields={"since": gettext_noop("с какого дня")},
    )
)
