"""The form of signing in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kadrost.accounts.models import User
from kadrost.accounts.throttle import address_of, begin_attempt, forgive, subjects_of
from kadrost.ui.wording import date_long


class NewPasswordForm(PasswordChangeForm):
    """Django's own form; the old password is no new one, for somebody else may have seen it."""

    def clean(self) -> dict[str, Any]:
        """Refuse the same password again."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("new_password1") and data["new_password1"] == data.get("old_password"):
            self.add_error("new_password1", _("Новый пароль совпадает с прежним. Придумайте другой."))
        return data


class SignInForm(forms.Form):
    """Login and password. Which of the two is wrong is never told, nor whether the login exists."""

    username = forms.CharField(
        label=_("Логин"),
        max_length=150,
        help_text=_("Адрес электронной почты или короткое имя."),
        error_messages={"required": _("Укажите логин.")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Пароль"),
        max_length=200,
        strip=False,
        error_messages={"required": _("Укажите пароль.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        """As Django's own form of this kind: the request first, for LoginView."""
        self.request = request
        self.person: User | None = None
        self.blocked_seconds = 0
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Count the attempt, then check the password; blocked attempts are refused without looking at it."""
        data = super().clean() or {}
        login, password = data.get("username"), data.get("password")
        if self.request is None or not login or not password:
            return data
        now = timezone.now()
        subjects = subjects_of(login, address_of(self.request))
        blocked_until = begin_attempt(subjects, now)
        if blocked_until:
            self.blocked_seconds = max(1, round((blocked_until - now).total_seconds()))
            local = timezone.localtime(blocked_until)
            raise forms.ValidationError(
                _("Слишком много неудачных попыток. Попробуйте снова после %(time)s (%(day)s)."),
                code="blocked",
                params={"time": f"{local:%H:%M:%S}", "day": date_long(local)},
            )
        found = authenticate(self.request, username=login, password=password)
        if not isinstance(found, User):
            raise forms.ValidationError(
                _("Логин и пароль не подходят друг к другу. Проверьте раскладку клавиатуры и Caps Lock."),
                code="mismatch",
            )
        forgive(subjects, now)
        self.person = found
        return data

    def get_user(self) -> User | None:
        """The person whose password it was, after a successful check."""
        return self.person
