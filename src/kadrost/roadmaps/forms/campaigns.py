"""Forms of the yearly gathering, and of a plan's reminders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kadrost.region.forms.shared import VersionedForm, day_field, text_field
from kadrost.roadmaps.domain.campaigns import MOST_WORDS
from kadrost.roadmaps.domain.reminder_rules import MOST_DAYS, ReminderRules
from kadrost.roadmaps.models import Plan


class OpenCampaignForm(forms.Form):
    """Over which plans, for which year, and by when."""

    year = forms.TypedChoiceField(label=_("За какой год"), coerce=int)
    due_on = day_field(_("Ответить до"))
    plans = forms.ModelMultipleChoiceField(
        Plan.objects.none(), label=_("По каким планам"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, years: Sequence[int], plans: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        chosen, offered = self.fields["year"], self.fields["plans"]
        assert isinstance(chosen, forms.TypedChoiceField)  # noqa: S101 declared above
        assert isinstance(offered, forms.ModelMultipleChoiceField)  # noqa: S101 declared above
        chosen.choices = [(str(year), str(year)) for year in years]
        offered.queryset = plans


class AnswerForm(forms.Form):
    """A body's answer."""

    words = text_field(
        _("Пояснение"),
        most=MOST_WORDS,
        rows=4,
        required=False,
        help_text=_("Обязательно, если по каким-то срокам отчётов нет: напишите, почему."),
    )


class CloseCampaignForm(VersionedForm):
    """The ground on which the gathering ends."""

    ground = text_field(_("Основание"), most=1_000, rows=3, help_text=_("Письмо или решение: вид, дата, номер."))


class DaysField(forms.CharField):
    """Days with commas: «14, 3, 0»."""

    def prepare_value(self, value: Any) -> Any:
        """A list as it is typed."""
        return ", ".join(str(day) for day in value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> tuple[int, ...]:
        """The days, the furthest first, each once; ValidationError for what is no number."""
        parts = [part for part in str(super().clean(value)).replace(";", ",").replace(" ", ",").split(",") if part]
        if not all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts):
            raise forms.ValidationError(_("Нужны числа через запятую, например: 14, 3, 0."))
        return tuple(sorted({int(part) for part in parts}, reverse=True))


def _days(label: Any, help_text: Any = "") -> DaysField:
    return DaysField(label=label, required=False, help_text=help_text, max_length=60)


def _silence(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=MOST_DAYS,
        help_text=_("Рабочих дней после срока без отчёта. Пусто – не докладывать."),
    )  # fmt: skip


class ReminderForm(VersionedForm):
    """A plan's rules."""

    executor_days = _days(
        _("Напоминать исполнителю, дней до срока"), _("Через запятую; 0 – в день срока. Пусто – не напоминать.")
    )
    controller_days = _days(_("Напоминать контролёру, дней до срока"))
    coordinator_days = _days(_("Напоминать координатору, дней до срока"))
    silence_to_controller = _silence(_("Доложить контролёру о молчании через"))
    silence_to_coordinator = _silence(_("Доложить координатору о молчании через"))

    def rules(self) -> ReminderRules:
        """The rules as typed, once the form is valid."""
        return ReminderRules(**{name: value for name, value in self.cleaned_data.items() if name != "version"})
