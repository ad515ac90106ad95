"""The form that keeps a board's filter under a name."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kadrost.roadmaps.domain.board_filter import read_filter


class SaveViewForm(forms.Form):
    """A name, and the filter as the board's query string; what is no filter is dropped from it."""

    name = forms.CharField(
        label=gettext_lazy("Название вида"),
        max_length=80,
        error_messages={
            "required": gettext_lazy("Назовите вид, например «Просроченные за квартал»."),
            "max_length": gettext_lazy("Название длиннее 80 знаков. Сократите его."),
        },
    )
    query = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)

    def clean_name(self) -> str:
        """The name with single spaces."""
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean_query(self) -> str:
        """The filter in its one form; refused where it is too long to be kept."""
        written: Any = self.cleaned_data["query"]
        query = read_filter(parse_qs(written)).wanted.query()
        if len(query) > 1000:
            raise forms.ValidationError(_("В фильтре слишком много условий. Оставьте меньше и сохраните снова."))
        return query
