"""Forms of signing in, of passwords, and of how a person can be reached."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.core.validators import RegexValidator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kadrost.accounts.domain.signing_in import record_failure
from kadrost.accounts.models import User
from kadrost.accounts.throttle import SIGN_IN, TooManyAttempts, count_attempt, forgive


class NewPasswordForm(PasswordChangeForm):
    """Django's own form; the old password is no new one, for somebody else may have seen it."""

    def clean(self) -> dict[str, Any]:
        """Refuse the same password again."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("new_password1") and data["new_password1"] == data.get("old_password"):
            self.add_error("new_password1", _("Новый пароль совпадает с прежним. Придумайте другой."))
        return data


def password_field() -> forms.CharField:
    """Where the person's password is typed."""
    return forms.CharField(
        label=_("Пароль"),
        max_length=200,
        strip=False,
        error_messages={"required": _("Укажите пароль.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class SignInForm(forms.Form):
    """Login and password. Which of the two is wrong is never told, nor whether the login exists."""

    username = forms.CharField(
        label=_("Логин"),
        max_length=150,
        help_text=_("Адрес электронной почты или короткое имя."),
        error_messages={"required": _("Укажите логин.")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = password_field()

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
        try:
            subjects = count_attempt(self.request, purpose=SIGN_IN, account=login)
        except TooManyAttempts as refusal:
            self.blocked_seconds = refusal.seconds_from(timezone.now())
            raise forms.ValidationError(refusal.message, code="blocked") from refusal
        found = authenticate(self.request, username=login, password=password)
        if not isinstance(found, User):
            record_failure(self.request, person_of(login), subjects, way="password")
            raise forms.ValidationError(
                _("Логин и пароль не подходят друг к другу. Проверьте раскладку клавиатуры и Caps Lock."),
                code="mismatch",
            )
        forgive(subjects, timezone.now())
        self.person = found
        return data

    def get_user(self) -> User | None:
        """The person whose password it was, after a successful check."""
        return self.person


def person_of(login: str) -> User | None:
    """Whose login it is, for the journal alone."""
    return User.objects.filter(login=User.objects.normalise_login(login)).first()


class RecoveryForm(forms.Form):
    """To whom a link for a new password is sent."""

    name = forms.CharField(
        label=_("Логин или адрес электронной почты"),
        max_length=254,
        error_messages={"required": _("Укажите логин или адрес.")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )


class RecoveredPasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # generic in the stubs only
    """A new password twice, where the old one is forgotten."""


class ContactForm(forms.Form):
    """How the person can be reached by telephone."""

    phone = forms.CharField(
        label=_("Телефон"),
        max_length=40,
        required=False,
        validators=[RegexValidator(r"^\+?[0-9 ()-]{5,40}$", _("Нужен номер из цифр, например +7 900 000-00-00."))],
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )


class EmailForm(forms.Form):
    """The person's new address of e-mail."""

    email = forms.EmailField(
        label=_("Новый адрес почты"),
        max_length=150,
        error_messages={"required": _("Укажите адрес."), "invalid": _("Нужен адрес вида imya@region.example.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
