"""A one-time password opens nothing but the page on which it is changed."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from kadrost.accounts.models import User

Handler = Callable[[HttpRequest], HttpResponseBase]
OPEN_PAGES = ("accounts-password-change", "accounts-sign-out", "accounts-sign-in")


def one_time_password_middleware(get_response: Handler) -> Handler:
    """Lead whoever signed in with a one-time password to change it; after that everything is open."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        person = request.user
        if not isinstance(person, User) or not person.must_change_password or _is_open(request.path):
            return get_response(request)
        messages.warning(request, _("Этот пароль вам выдали на один вход. Задайте свой, и сайт откроется."))
        return HttpResponseRedirect(reverse("accounts-password-change"))

    return middleware


def _is_open(path: str) -> bool:
    return path in {reverse(name) for name in OPEN_PAGES} or path.startswith(("/health", "/static/"))
