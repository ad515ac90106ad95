"""Forms of the intake of documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.conf import settings

from kadrost.region.models import Territory
from kadrost.roadmaps.domain.intake.confirming import LONGEST_SHORT_TITLE, PlanDetails
from kadrost.roadmaps.domain.intake.starting import ACCEPTED_SUFFIXES, MEGABYTE

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
Options = Iterable[tuple[str, str]]


class UploadForm(forms.Form):
    """A document and, where the person wishes, the territory to which its plan belongs."""

    file = forms.FileField(
        label="Документ",
        max_length=None,
        allow_empty_file=True,
        error_messages={"required": "Файл не выбран. Выберите документ и повторите."},
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ACCEPTED_SUFFIXES), "data-drop": ""}),
    )
    territory = forms.ModelChoiceField(
        label="Территория",
        queryset=Territory.objects.all(),
        required=False,
        empty_label="Определить по документу",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "file"
        ].help_text = (
            f"Word (docx), PDF с текстом, Excel (xlsx), текст (txt), html. До {settings.UPLOAD_LIMIT // MEGABYTE} МБ."
        )


class PlanForm(forms.Form):
    """What a person decides about the plan as a whole; the choices of bodies come from the view."""

    title = forms.CharField(label="Полное название", widget=forms.Textarea(attrs={"rows": 3}))
    short_title = forms.CharField(
        label="Короткое название",
        max_length=LONGEST_SHORT_TITLE,
        help_text="Так план называется в списках, до 120 знаков.",
    )
    territory = forms.ModelChoiceField(
        label="Территория", queryset=Territory.objects.all(), required=False, empty_label="Не выбрана"
    )
    new_territory = forms.CharField(label="Новая территория", max_length=200, required=False)
    coordinator = forms.ChoiceField(label="Координатор", required=False)
    controller = forms.ChoiceField(label="Кто контролирует исполнение", required=False)
    period_from = forms.DateField(label="Период с", required=False, widget=DAY)
    period_until = forms.DateField(label="Период по", required=False, widget=DAY)
    is_public = forms.BooleanField(label="Показывать план без входа на сайт", required=False)
    leave_doubts = forms.BooleanField(label="Вопросы без ответа оставить как есть", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, bodies: Options, coordinator_said: str, controller_said: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [("", "Не назначен"), *bodies]
        for name, said in (("coordinator", coordinator_said), ("controller", controller_said)):
            field = cast("forms.ChoiceField", self.fields[name])
            field.choices = options
            field.help_text = f"В документе: {said}" if said else "Документ никого не называет."
        self.fields["new_territory"].help_text = "Если её нет в списке, впишите название, например «Энская область»."

    def details(self) -> PlanDetails:
        """The form's answers, once it is valid."""
        data = self.cleaned_data
        return PlanDetails(
            title=data["title"],
            short_title=data["short_title"],
            coordinator=data["coordinator"],
            controller=data["controller"],
            period_from=data["period_from"],
            period_until=data["period_until"],
            is_public=data["is_public"],
        )
