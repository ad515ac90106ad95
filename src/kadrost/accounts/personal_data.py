"""What is kept of those who sign in: who they are, how to reach them, how they prove who they are."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models import Q
from django.utils.translation import gettext_noop

from kadrost.accounts.models import User
from kadrost.audit.personal import Category, Held, How, Purpose, by, declare, excuse, offer_purpose

PHONE = "phone"


def those_with_a_phone(person: Any) -> Q:
    """The person, where a number is kept."""
    return Q(pk=person.pk) & ~Q(phone="")


def forget_phone(person: Any) -> None:
    """Without the consent no number is kept."""
    User.objects.filter(pk=person.pk).update(phone="")


offer_purpose(
    Purpose(
        "account",
        title=gettext_noop("Вход и работа: кто действует и в какой роли"),
        ground=gettext_noop("Закон: пункт 2 части 1 статьи 6 152-ФЗ"),
        retention=gettext_noop("пока открыта учётная запись"),
    )
)
offer_purpose(
    Purpose(
        PHONE,
        title=gettext_noop("Связь по телефону по рабочим вопросам"),
        ground=gettext_noop("Согласие: пункт 1 части 1 статьи 6 и статья 9 152-ФЗ"),
        retention=gettext_noop("до отзыва согласия"),
        text=gettext_noop(
            "Я согласен (согласна), чтобы номер моего телефона хранился в системе и чтобы администратор мог открыть его "
            "для связи со мной по рабочим вопросам. Согласие действует, пока я его не отзову."
        ),
        version="1",
        follows=gettext_noop("Номер телефона будет стёрт. На вход и работу это не влияет."),
        follow=forget_phone,
    )
)


declare(
    Held("accounts.User", title=gettext_noop("учётная запись"), purpose="account", how=How.CLEAR, of=by("pk"),
        fields={"surname": Category.NAME, "given_name": Category.NAME, "patronymic": Category.NAME,
                "login": Category.SIGN_IN, "password": Category.SIGN_IN, "last_login": Category.ACT,
                "email": Category.CONTACT},
        instead={"login": lambda person: f"erased-{person.pk}", "surname": lambda person: f"Данные стёрты № {person.pk}",
                 "password": lambda person: make_password(None), "is_active": lambda person: False},
        never_shown=frozenset({"password"}),
    )
)  # fmt: skip
declare(
    Held(
        "accounts.User",
        title=gettext_noop("телефон"),
        purpose=PHONE,
        how=How.CLEAR,
        of=those_with_a_phone,
        fields={"phone": Category.CONTACT},
    )
)
declare(
    Held("accounts.MailLink", title=gettext_noop("ссылки из писем"), purpose="account", how=How.DELETE, of=by("person"),
        fields={"person": Category.SIGN_IN, "email": Category.CONTACT},
    )
)  # fmt: skip
declare(
    Held("accounts.DeviceSession", title=gettext_noop("сеансы на устройствах"), purpose="trace", how=How.DELETE, of=by("person"),
        fields={"person": Category.SIGN_IN, "device": Category.DEVICE, "network": Category.DEVICE,
                "since": Category.ACT, "seen_at": Category.ACT},
    )
)  # fmt: skip
declare(
    Held("mfa.Authenticator", title=gettext_noop("второй фактор входа"), purpose="account", how=How.DELETE, of=by("user"),
        fields={"user": Category.SIGN_IN, "type": Category.SIGN_IN, "data": Category.SIGN_IN},
        never_shown=frozenset({"data"}),
    )
)  # fmt: skip
declare(
    Held("account.EmailAddress", title=gettext_noop("адреса почты"), purpose="account", how=How.DELETE, of=by("user"),
        fields={"user": Category.SIGN_IN, "email": Category.CONTACT},
    )
)  # fmt: skip
declare(
    Held("account.EmailConfirmation", title=gettext_noop("подтверждения адресов"), purpose="account", how=How.DELETE, of=by("email_address__user"),
        fields={"email_address": Category.CONTACT},
    )
)  # fmt: skip
declare(
    Held("socialaccount.SocialToken", title=gettext_noop("ключи внешнего входа"), purpose="account", how=How.DELETE, of=by("account__user"),
        fields={"token": Category.SIGN_IN}, never_shown=frozenset({"token"}),
    )
)  # fmt: skip
declare(
    Held("socialaccount.SocialAccount", title=gettext_noop("связь с внешним входом"), purpose="account", how=How.DELETE, of=by("user"),
        fields={"user": Category.SIGN_IN, "provider": Category.SIGN_IN, "uid": Category.SIGN_IN,
                "extra_data": Category.NAME},
    )
)  # fmt: skip
excuse("socialaccount.SocialApp", "name", because="название внешнего входа")
excuse("auth.Permission", "name", "codename", because="название права")
excuse("auth.Group", "name", because="название группы прав")
