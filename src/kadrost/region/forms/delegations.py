"""The form by which a person names a deputy for the days of an absence."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kadrost.accounts.models import User
from kadrost.region.domain.delegating import delegable_appointments, possible_deputies
from kadrost.region.forms.shared import day_field, text_field
from kadrost.region.models import Appointment


class _Appointments(forms.ModelMultipleChoiceField):  # type: ignore[type-arg] # takes no argument at run time
    def label_from_instance(self, obj: Appointment) -> str:
        """«Контролёр, Минтруд»."""
        return f"{obj.get_role_display()}, {obj.organisation.caption}"


class DelegationForm(forms.Form):
    """In which appointments, by whom, from when to when, and on what ground."""

    appointments = _Appointments(
        Appointment.objects.none(), label=_("В каких ролях замещать"), widget=forms.CheckboxSelectMultiple()
    )
    deputy = forms.ModelChoiceField(User.objects.none(), label=_("Кто замещает"), empty_label=_("выберите"))
    valid_from = day_field(_("С какого дня"))
    valid_until = day_field(_("По какой день"))
    ground = text_field(
        _("Основание"), most=300, help_text=_("Например: отпуск, приказ № 14-л от 02.06.2027. Увидят проверяющие.")
    )

    def __init__(self, *arguments: Any, person: User, today: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        own = delegable_appointments(person=person, today=today)
        querysets = {"appointments": own, "deputy": possible_deputies(person=person, today=today)}
        for name, found in querysets.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 declared above
            field.queryset = found
        if len(own) == 1:
            self.initial.setdefault("appointments", [one.pk for one in own])
