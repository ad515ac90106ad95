"""Forms of the intake of documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kadrost.region.models import Territory
from kadrost.roadmaps.domain.intake.confirming import LONGEST_SHORT_TITLE, PlanDetails
from kadrost.roadmaps.domain.intake.starting import ACCEPTED_SUFFIXES, MEGABYTE

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
Options = Iterable[tuple[str, str]]


class UploadForm(forms.Form):
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


class PlanForm(forms.Form):
    """What a person decides about the plan as a whole; the choices of bodies come from the view."""

    title = forms.CharField(label=gettext_lazy("Полное название"), widget=forms.Textarea(attrs={"rows": 3}))
    short_title = forms.CharField(
        label=gettext_lazy("Короткое название"),
        max_length=LONGEST_SHORT_TITLE,
        help_text=gettext_lazy("Так план называется в списках, до 120 знаков."),
    )
    territory = forms.ModelChoiceField(
        label=gettext_lazy("Территория"),
        queryset=Territory.objects.all(),
        required=False,
        empty_label=gettext_lazy("Не выбрана"),
    )
    new_territory = forms.CharField(label=gettext_lazy("Новая территория"), max_length=200, required=False)
    coordinator = forms.ChoiceField(label=gettext_lazy("Координатор"), required=False)
    controller = forms.ChoiceField(label=gettext_lazy("Кто контролирует исполнение"), required=False)
    period_from = forms.DateField(label=gettext_lazy("Период с"), required=False, widget=DAY)
    period_until = forms.DateField(label=gettext_lazy("Период по"), required=False, widget=DAY)
    is_public = forms.BooleanField(label=gettext_lazy("Показывать план без входа на сайт"), required=False)
    leave_doubts = forms.BooleanField(label=gettext_lazy("Вопросы без ответа оставить как есть"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, bodies: Options, coordinator_said: str, controller_said: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [("", _("Не назначен")), *bodies]
        for name, said in (("coordinator", coordinator_said), ("controller", controller_said)):
            field = cast("forms.ChoiceField", self.fields[name])
            field.choices = options
            field.help_text = _("В документе: %(said)s") % {"said": said} if said else _("Документ никого не называет.")
        self.fields["new_territory"].help_text = _("Если её нет в списке, впишите название, например «Энская область».")

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
