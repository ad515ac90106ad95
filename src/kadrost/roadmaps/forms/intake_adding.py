"""The form of a measure that a person adds to a draft by hand."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kadrost.roadmaps.domain.intake.adding import LONGEST_NUMBER
from kadrost.roadmaps.domain.intake.fields import LONGEST_WORDS

EACH_ON_A_LINE = gettext_lazy("Каждый – с новой строки.")


def _lines(label: Any, rows: int = 2, help_text: Any = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST_WORDS,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class AddItemForm(forms.Form):
    """The fields of `AddedItem`; the sections come from the view."""

    number = forms.CharField(label=gettext_lazy("Номер"), max_length=LONGEST_NUMBER)
    section = forms.ChoiceField(label=gettext_lazy("Раздел"), required=False)
    title = _lines(gettext_lazy("Мероприятие"), required=True)
    result = _lines(gettext_lazy("Ожидаемый результат"))
    due_text = forms.CharField(
        label=gettext_lazy("Срок"),
        max_length=LONGEST_WORDS,
        required=False,
        help_text=gettext_lazy("Словами документа, например «до 1 марта 2027 года» или «ежеквартально»."),
    )
    executors = _lines(gettext_lazy("Исполнители"), 3, EACH_ON_A_LINE)
    evidence = _lines(gettext_lazy("Подтверждающие документы"), 2, EACH_ON_A_LINE)
    ground = forms.CharField(
        label=gettext_lazy("Где стоит в документе"),
        max_length=1000,
        help_text=gettext_lazy("Страница, таблица, пункт. Останется в истории мероприятия."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sections: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["section"]).choices = [("", _("Без раздела")), *sections]
