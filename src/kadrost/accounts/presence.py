"""What a session must keep to: it ends by age and rest, and a required second factor comes before everything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kadrost.accounts.domain.factors import keep_duty, kept_duty
from kadrost.accounts.domain.sessions import (
    SEEN,
    forget_session,
    is_due,
    is_over,
    note_presence,
    note_sign_in,
)
from kadrost.accounts.models import User

Handler = Callable[[HttpRequest], HttpResponseBase]
# What is open to whoever still owes a second factor: enough to get one, or to leave.
ENROLMENT = (
    "accounts-protect",
    "accounts-sign-out",
    "accounts-password-change",
    "account_reauthenticate",
    "mfa_activate_totp",
    "accounts-application-picture",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "ui-preference",
)


def presence_middleware(get_response: Handler) -> Handler:
    """End a session that is over; else note now and then that the person is here, and what they owe."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        person = request.user
        if not isinstance(person, User):
            return get_response(request)
        now = timezone.now()
        if is_over(request, now):
            logout(request)
            messages.info(request, _("Сеанс завершён: вы давно не открывали сайт. Войдите снова."))
            return get_response(request)
        if SEEN not in request.session:
            note_sign_in(request, person)
            keep_duty(request, person)
        elif is_due(request, now):
            note_presence(request, now)
            keep_duty(request, person)
        return get_response(request)

    return middleware


def factor_middleware(get_response: Handler) -> Handler:
    """Lead whoever owes a second factor to the page where it is connected; after that everything is open."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        person = request.user
        if not isinstance(person, User) or person.must_change_password or _is_open(request.path):
            return get_response(request)
        if kept_duty(request).is_overdue(timezone.localdate()):
            return HttpResponseRedirect(reverse("accounts-protect"))
        return get_response(request)

    return middleware


def _is_open(path: str) -> bool:
    return path in {reverse(name) for name in ENROLMENT} or path.startswith(("/health", "/static/"))


def note_signed_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Django's signal: a session has begun."""
    note_sign_in(request, user)
    keep_duty(request, user)


def note_signed_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    """Django's signal: the session is about to end."""
    if request is not None and hasattr(request, "session"):
        forget_session(request.session.session_key)


def connect() -> None:
    """Listen to Django's sign-in and sign-out."""
    user_logged_in.connect(note_signed_in, dispatch_uid="accounts.presence.in")
    user_logged_out.connect(note_signed_out, dispatch_uid="accounts.presence.out")
