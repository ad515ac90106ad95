"""Where django-allauth asks us: nobody signs up by themselves, and every word and letter of it is ours."""

from __future__ import annotations

from base64 import b32encode, urlsafe_b64encode
from secrets import token_bytes
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kadrost.accounts.domain.factors import kept_duty
from kadrost.accounts.domain.signing_in import record_sign_in
from kadrost.accounts.letters import write_letter
from kadrost.accounts.models import User
from kadrost.accounts.throttle import address_of
from kadrost.ui.wording import date_long

LETTERS = {
    "mfa/email/totp_activated": (gettext_lazy("Подключено приложение с кодами"), "factor_added"),
    "mfa/email/totp_deactivated": (gettext_lazy("Отключено приложение с кодами"), "factor_removed"),
    "mfa/email/webauthn_added": (gettext_lazy("Добавлен ключ доступа"), "factor_added"),
    "mfa/email/webauthn_removed": (gettext_lazy("Удалён ключ доступа"), "factor_removed"),
    "mfa/email/recovery_codes_generated": (gettext_lazy("Созданы новые запасные коды"), "factor_added"),
    "socialaccount/email/account_connected": (gettext_lazy("Подключён вход через внешнюю службу"), "factor_added"),
}
WORDS = {
    "mfa/messages/totp_activated.txt": gettext_lazy("Приложение с кодами подключено."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("Приложение с кодами отключено."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("Ключ доступа добавлен."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("Ключ доступа удалён."),
}
METHODS = {
    "reauthenticate": gettext_lazy("Ввести пароль"),
    "mfa_reauthenticate": gettext_lazy("Ввести код из приложения или запасной код"),
    "mfa_reauthenticate:webauthn": gettext_lazy("Использовать ключ доступа"),
}
WRONG_CODE = gettext_lazy("Код не подошёл. Дождитесь нового кода в приложении и проверьте время на телефоне.")
UNREAD = gettext_lazy("Не получилось. Обновите страницу и попробуйте ещё раз.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in: our stages, our words, our counting of attempts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Strangers make no accounts: people are added or invited."""
        return False

    def get_login_stages(self) -> list[str]:
        """A second factor where the person has one; nothing else of what allauth could ask."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def is_safe_url(self, url: str) -> bool:
        """Whether it leads to this very host."""
        request = self.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def get_client_ip(self, request: HttpRequest) -> str:
        """As our trusted proxies tell it."""
        return address_of(request)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Whoever may not sign in learns no more than that."""
        messages.error(request, _("Войти не получилось. Обратитесь к администратору вашей организации."))
        return HttpResponseRedirect(reverse("accounts-sign-in"))

    def reauthenticate(self, user: User, password: str) -> bool:
        """Whether it is the person's password; attempts are counted by the view."""
        return user.check_password(password)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """How the person may prove again who they are, in our words."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**method, "description": str(METHODS[method["id"]])} for method in methods]

    def post_login(self, request: HttpRequest, user: User, **hooks: Any) -> HttpResponse:
        """Journal the sign-in, say what is due, and go where the person wanted."""
        record_sign_in(request, user, ways_of(request, user))
        remind_of_factor(request)
        return cast("HttpResponse", super().post_login(request, user, **hooks))

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Our words for what allauth wants to say; what we have no words for is not said."""
        words = message or WORDS.get(message_template or "")
        if words:
            messages.add_message(request, level, words, extra_tags=extra_tags)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """A letter about a change of how the person signs in, where we know an address."""
        subject, template = LETTERS[template_prefix]
        write_letter(to=user.email, subject=str(subject), template=template, person=user, change=str(subject))


def ways_of(request: HttpRequest, person: User) -> list[str]:
    """By which means the person has proved who they are in this session."""
    records = get_authentication_records(request, person)
    known = {"socialaccount": "provider"}
    return [known.get(one["method"], one.get("type") or one["method"]) for one in records]


def remind_of_factor(request: HttpRequest) -> None:
    """Say that a second factor will be required, or is a good thing, as the rules have it."""
    duty = kept_duty(request)
    if duty.required_since is not None:
        day = date_long(duty.required_since)
        messages.warning(
            request, _("С %(day)s для вашей роли нужен второй фактор. Подключите его заранее.") % {"day": day}
        )
    elif duty.is_recommended:
        messages.info(
            request, _("Для вашей роли рекомендуется второй фактор. Он подключается в разделе «Моя учётная запись».")
        )


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: secrets encrypted at rest, names and errors in our words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": UNREAD,
        "cannot_generate_recovery_codes": gettext_lazy("Запасные коды создаются после второго фактора."),
        "unverified_email": UNREAD,
    }

    def get_totp_label(self, user: User) -> str:
        """What the application shows: the login."""
        return user.login

    def get_totp_issuer(self) -> str:
        """Whose codes they are: ours at this host."""
        return f"kadrost {self._get_site_name()}"

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 allauth's name
        """«Ключ 1», and on by number."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Ключ %(number)s") % {"number": count + 1}

    def encrypt(self, text: str) -> str:
        """The secret under a key derived from the installation's own."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret back; where the installation's key has changed a random one, so that no code fits."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return b32encode(token_bytes(20)).decode()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_fernet_key(key)) for key in keys])


def _fernet_key(secret: str | bytes) -> bytes:
    return urlsafe_b64encode(salted_hmac("accounts.factors", "", secret=secret, algorithm="sha256").digest())
