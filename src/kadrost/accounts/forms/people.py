"""Forms of what an administrator does about the sign-in of others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kadrost.accounts.models import FactorRule
from kadrost.accounts.roles import Role
from kadrost.ui.forms import DayField

# Who decides or looks after others; an executor's password opens only their own reports.
RULED_ROLES = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.CONTROLLER)


class GroundForm(forms.Form):
    """Why it is done."""

    ground = forms.CharField(
        label=_("Основание"),
        max_length=500,
        help_text=_("Например: заявление от 12.03.2027, личность проверена по телефону."),
        error_messages={"required": _("Напишите основание.")},
    )


class FactorRulesForm(forms.Form):
    """Since when each of the deciding roles needs a second factor; an empty day asks for none."""

    def __init__(self, *arguments: Any, rules: Mapping[str, FactorRule], **options: Any) -> None:
        super().__init__(*arguments, **options)
        for role in RULED_ROLES:
            rule = rules.get(role.value)
            self.fields[role.value] = DayField(label=role.label, required=False, initial=rule.since if rule else None)

    def since_by_role(self) -> dict[Role, date | None]:
        """The days as written."""
        return {role: self.cleaned_data[role.value] for role in RULED_ROLES}
