"""What a person wants to be told, as a form."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kadrost.notices.models import NoticeSettings
from kadrost.ui.wording import translated


def _choices() -> list[tuple[str, str]]:
    return [(one.value, translated(one.label)) for one in NoticeSettings.Digest]


class NoticeForm(forms.Form):
    """How often the digest comes, and at which hour."""

    digest = forms.ChoiceField(label=_("Сводка по электронной почте"), choices=_choices, widget=forms.RadioSelect)
    hour = forms.TypedChoiceField(
        label=_("В котором часу"),
        coerce=int,
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        help_text=_("По времени региона. В выходные и праздники писем нет."),
    )


class StopForm(forms.Form):
    """The same choice from a letter, without the hour."""

    digest = forms.ChoiceField(label=_("Как часто присылать сводку"), choices=_choices, widget=forms.RadioSelect)
