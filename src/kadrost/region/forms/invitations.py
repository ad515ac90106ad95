"""Forms of inviting people and of taking an invitation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from kadrost.accounts.models import LOGIN_PATTERN, User
from kadrost.accounts.roles import Role
from kadrost.region.forms.shared import day_field, text_field


class InvitationForm(forms.Form):
    """Whom to invite, to which role, for how long."""

    surname = text_field(_("Фамилия"), most=100)
    given_name = text_field(_("Имя"), most=100)
    patronymic = text_field(_("Отчество"), most=100, required=False)
    email = forms.EmailField(
        label=_("Адрес почты"),
        max_length=150,
        help_text=_("На него придёт ссылка; он же станет логином."),
        error_messages={"required": _("Укажите адрес."), "invalid": _("Нужен адрес вида imya@region.example.")},
    )
    role = forms.ChoiceField(label=_("Роль"))
    valid_from = day_field(_("С какого дня"), required=False)
    valid_until = day_field(_("По какой день"), required=False)

    def __init__(self, *arguments: Any, roles: Sequence[Role], **options: Any) -> None:
        super().__init__(*arguments, **options)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        field.choices = [(role.value, role.label) for role in roles]
        self.initial.setdefault("role", Role.EXECUTOR)

    def clean_email(self) -> str:
        """The address in small letters, where it can be a login as well."""
        email = User.objects.normalise_login(self.cleaned_data["email"])
        RegexValidator(LOGIN_PATTERN, _("Такой адрес не может быть логином: нужны латинские буквы и цифры."))(email)
        return email


class FirstPasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # generic in the stubs only
    """The first password of an invited person, compared with their names."""
