"""Forms of drafts of plans."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kadrost.region.forms.shared import VersionedForm, text_field
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.drafts.writing import DraftWords
from kadrost.roadmaps.forms.terms import due_text_field
from kadrost.roadmaps.models import PlanDraft, Provision

WORDS = ("title", "expected_result", "due_text", "executors", "evidence")


class DraftForm(forms.Form):
    """A draft to begin."""

    title = text_field(_("Название будущего плана"), most=1_000, rows=2)
    territory = forms.ModelChoiceField(Territory.objects.none(), label=_("Территория"), empty_label=None)
    coordinator = forms.ModelChoiceField(Organisation.objects.none(), label=_("Координатор"), empty_label=None)

    def __init__(self, *arguments: Any, territories: Any, bodies: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        _choose_from(self, "territory", territories)
        _choose_from(self, "coordinator", bodies)


class DraftMeasureForm(VersionedForm):
    """The words of a measure in a draft."""

    title = text_field(_("Мероприятие"), most=10_000, rows=4)
    expected_result = text_field(_("Ожидаемый результат"), most=10_000, rows=3, required=False)
    due_text = due_text_field()
    executors = text_field(
        _("Исполнители"),
        most=4_000,
        rows=2,
        required=False,
        help_text=_("Через точку с запятой, первый – ответственный."),
    )
    evidence = text_field(_("Подтверждающий документ"), most=4_000, rows=2, required=False)
    provision = forms.ModelChoiceField(
        Provision.objects.none(), label=_("Положение Стандарта"), required=False, empty_label=_("не относится")
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        _choose_from(self, "provision", Provision.objects.filter(edition__is_current=True).order_by("number"))

    def words(self) -> DraftWords:
        """The measure's words as typed."""
        return DraftWords(**{name: self.cleaned_data[name] for name in WORDS})


class PutForm(DraftMeasureForm):
    """A measure to be put into one of the person's drafts."""

    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    draft = forms.ModelChoiceField(PlanDraft.objects.none(), label=_("В какой проект"), empty_label=None)
    field_order = ("draft",)

    def __init__(self, *arguments: Any, drafts: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        _choose_from(self, "draft", drafts)


def _choose_from(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 declared above
    field.queryset = rows
