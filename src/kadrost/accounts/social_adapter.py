"""Whom a provider's answer stands for: an existing person or an invited one, never a stranger."""

from __future__ import annotations

import logging
from typing import Any

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthError
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kadrost.accounts.arrivals import receive
from kadrost.accounts.letters import write_letter
from kadrost.accounts.models import User
from kadrost.accounts.provider import ProviderRefused
from kadrost.audit import journal
from kadrost.ui.views.errors import refusal
from kadrost.ui.wording import translated

logger = logging.getLogger("kadrost.accounts.provider")
SECONDS = 10


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """allauth asks us whom to let in, and what to say where nobody."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """A provider's word makes no account."""
        return False

    def get_requests_session(self) -> requests.Session:
        """A session that waits no longer than a person would, and follows nobody elsewhere."""
        session = requests.Session()
        session.max_redirects = 0
        plain = session.request

        def request_with_patience(*arguments: Any, **options: Any) -> requests.Response:
            return plain(*arguments, **{"timeout": SECONDS, "allow_redirects": False, **options})

        session.request = request_with_patience  # type: ignore[method-assign]
        return session

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Known by an earlier sign-in, or matched by the proven claim and linked; else refused and nothing changes."""
        if sociallogin.is_existing:
            return
        with transaction.atomic():
            person = match(request, sociallogin.claims)
            if person is None:
                raise ImmediateHttpResponse(stranger(request))
            # Not by sociallogin.connect: it would save the whole person over what others have just written.
            sociallogin.user = sociallogin.account.user = person
            sociallogin.account.save()
            journal.record(
                actor=journal.Actor(
                    key=str(person.pk), name=str(person), request_id=str(getattr(request, "request_id", ""))[:36]
                ),
                action="link_provider",
                subject=person,
                on=timezone.localdate(),
            )
            words = _("Подключён вход через внешнюю службу")
            write_letter(to=person.email, subject=words, template="factor_added", person=person, change=words)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Our page with the reason; the log keeps the kind of the reason, nothing of the person."""
        logger.warning("sign-in by the provider failed: %s", type(exception).__name__ if exception else error)
        if error == AuthError.CANCELLED:
            text = _("Вы отменили вход на странице внешней службы.")
        elif isinstance(exception, ProviderRefused):
            text = translated(str(exception))
        elif exception is None:
            text = _("Этот вход уже завершён, начат слишком давно или начат в другом браузере.")
        else:
            text = _("Внешняя служба входа не ответила как положено.")
        raise ImmediateHttpResponse(refused(request, text))


def match(request: HttpRequest, claims: dict[str, Any]) -> User | None:
    """The person whom the proven claim names, or who was invited under it; None for a stranger.

    An address of e-mail counts only where the provider says that it was verified. A person who is linked to another
    identity of this provider already is nobody's else.
    """
    value = claims.get(settings.OIDC_CLAIM)
    if not isinstance(value, str) or not value.strip():
        return None
    name = User.objects.normalise_login(value)
    by_email = settings.OIDC_CLAIM == "email"
    if by_email and claims.get("email_verified") is not True:
        return None
    found = User.objects.filter(email=name).first() if by_email else None
    found = found or User.objects.filter(login=name).first()
    if found is None:
        return receive(request, name) if by_email else None
    if not found.is_active or SocialAccount.objects.filter(user=found).exists():
        return None
    return found


def stranger(request: HttpRequest) -> HttpResponse:
    """Proven to be somebody, but nobody whom we know."""
    return refused(
        request,
        _("Служба входа подтвердила, кто вы, но учётной записи с этими данными здесь нет."),
        advice=_("Попросите администратора вашей организации прислать приглашение."),
    )


def refused(request: HttpRequest, text: str, *, advice: str = "") -> HttpResponse:
    """The page that says why nobody was let in."""
    return refusal(
        request,
        status=401,
        title=_("Войти не получилось"),
        text=text,
        advice=advice or _("Начните вход заново. Если это повторится, сообщите администратору."),
        action=_("Ко входу"),
        action_url=reverse("accounts-sign-in"),
    )
