"""Forms of the intake of documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kadrost.accounts.roles import Role
from kadrost.region.domain.people import Acting
from kadrost.region.models import Territory
from kadrost.roadmaps.domain.intake.confirming import LONGEST_SHORT_TITLE, PlanDetails
from kadrost.roadmaps.domain.intake.starting import ACCEPTED_SUFFIXES, MEGABYTE
from kadrost.ui.forms import DayField

Options = Iterable[tuple[str, str]]


class OfOwnTerritories(forms.Form):
    """A form that offers the territories whose documents the person takes under control."""

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["territory"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 declared below
        field.queryset = Territory.objects.managed_by(acting, Role.COORDINATOR, Role.ADMINISTRATOR)


class UploadForm(OfOwnTerritories):
    """A document and, where the person wishes, the territory to which its plan belongs."""

    file = forms.FileField(
        label=gettext_lazy("Документ"),
        max_length=None,
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Файл не выбран. Выберите документ и повторите.")},
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ACCEPTED_SUFFIXES), "data-drop": ""}),
    )
    territory = forms.ModelChoiceField(
        label=gettext_lazy("Территория"),
        queryset=Territory.objects.all(),
        required=False,
        empty_label=gettext_lazy("Определить по документу"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "Word (docx), PDF с текстом, Excel (xlsx), текст (txt), html. До %(MEGABYTE)s МБ."
        ) % {"MEGABYTE": settings.UPLOAD_LIMIT // MEGABYTE}


class TerritoryForm(OfOwnTerritories):
    """To which territory the plan belongs: one of the registry, or a new one by its name."""

    territory = forms.ModelChoiceField(
        label=gettext_lazy("Из справочника"),
        queryset=Territory.objects.all(),
        required=False,
        empty_label=gettext_lazy("Не выбрана"),
        error_messages={"invalid_choice": gettext_lazy("Такой территории нет. Выберите из списка.")},
    )
    new_territory = forms.CharField(label=gettext_lazy("Или новая"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """The registry's territory goes before a typed name; one of them must be there."""
        data = self.cleaned_data
        if not data.get("territory") and not data.get("new_territory", "").strip():
            raise forms.ValidationError(_("Территория не выбрана. Выберите из списка или впишите название."))
        return data


class PlanForm(OfOwnTerritories):
    """What a person decides about the plan as a whole; the choices of bodies come from the view."""

    LEAVE, CLOSE = "leave", "close"

    title = forms.CharField(label=gettext_lazy("Полное название"), widget=forms.Textarea(attrs={"rows": 3}))
    short_title = forms.CharField(
        label=gettext_lazy("Короткое название"),
        max_length=LONGEST_SHORT_TITLE,
        help_text=gettext_lazy("Так план называется в списках, до 120 знаков."),
    )
    territory = forms.ModelChoiceField(
        label=gettext_lazy("Территория"),
        queryset=Territory.objects.all(),
        empty_label=gettext_lazy("Не выбрана"),
        help_text=gettext_lazy("Если выбрать другую, исполнителей нужно будет проверить заново."),
    )
    coordinator = forms.ChoiceField(label=gettext_lazy("Координатор"), required=False)
    controller = forms.ChoiceField(label=gettext_lazy("Кто контролирует исполнение"), required=False)
    period_from = DayField(label=gettext_lazy("Период с"), required=False)
    period_until = DayField(label=gettext_lazy("Период по"), required=False)
    is_public = forms.BooleanField(label=gettext_lazy("Показывать план без входа на сайт"), required=False)
    past_terms = forms.ChoiceField(
        label=gettext_lazy("Сроки, прошедшие до взятия на контроль"),
        choices=(
            (LEAVE, gettext_lazy("Оставить на контроле: по ним нужен отчёт")),
            (CLOSE, gettext_lazy("Считать исполненными до взятия на контроль: снять с записью основания")),
        ),
        widget=forms.RadioSelect,
    )
    past_ground = forms.CharField(
        label=gettext_lazy("Основание, если снять"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Например: отчёт об исполнении за 2025 год, его номер и дата. Останется в истории."),
    )
    leave_doubts = forms.BooleanField(label=gettext_lazy("Вопросы без ответа оставить как есть"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, bodies: Options, helps: Mapping[str, str], rulers_url: str, past: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not past:
            del self.fields["past_terms"], self.fields["past_ground"]
        options = [("", _("Не назначен")), *bodies]
        for name in ("coordinator", "controller"):
            field = cast("forms.ChoiceField", self.fields[name])
            field.choices = options
            field.help_text = helps[name]
            field.widget.attrs |= {
                "hx-get": rulers_url,
                "hx-trigger": "change",
                "hx-target": "#rulers",
                "hx-include": "[name=coordinator],[name=controller]",
            }

    def clean(self) -> dict[str, Any]:
        """Terms are taken off control only with a ground."""
        data = self.cleaned_data
        if data.get("past_terms") == self.CLOSE and not data.get("past_ground", "").strip():
            self.add_error("past_ground", _("Основание не указано. Напишите, чем подтверждено исполнение."))
        return data

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
            past_ground=data["past_ground"] if data.get("past_terms") == self.CLOSE else "",
        )
