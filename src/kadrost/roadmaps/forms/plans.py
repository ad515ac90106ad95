"""Forms of a plan as a whole: its facts, taking it off control and back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kadrost.region.forms.shared import VersionedForm, day_field, text_field
from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.plan_changes import CHANGED_FIELDS, PlanFacts
from kadrost.roadmaps.models import Plan


class PlanForm(VersionedForm):
    """Who is in charge, for which period, and who sees the plan."""

    short_title = text_field(
        _("Короткое название"), most=120, help_text=_("Так план называется в списках, до 120 знаков.")
    )
    coordinator = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Координатор"), required=False, empty_label=_("не назначен")
    )
    controller = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Кто контролирует исполнение"),
        required=False,
        empty_label=_("координатор плана"),
    )
    period_from = day_field(_("Период с"), required=False)
    period_until = day_field(
        _("Период по"),
        required=False,
        help_text=_("Если период изменится, контрольные точки сроков, которые от него зависят, построятся заново."),
    )
    is_public = forms.BooleanField(label=_("Показывать план без входа на сайт"), required=False)
    ground = text_field(
        _("Основание изменения"), most=1_000, rows=2, help_text=_("Документ или решение: вид, дата, номер.")
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name in ("coordinator", "controller"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 declared above
            field.queryset = Organisation.objects.distinct_bodies()

    def facts(self) -> PlanFacts:
        """The plan's facts as typed, once the form is valid."""
        return PlanFacts(**{name: self.cleaned_data[name] for name in CHANGED_FIELDS})

    @staticmethod
    def initial_of(plan: Plan) -> dict[str, Any]:
        """What the plan says now."""
        return {name: getattr(plan, name) for name in CHANGED_FIELDS} | {"version": plan.version}


class TurnForm(VersionedForm):
    """The ground on which a plan goes off control or back."""

    ground = text_field(_("Основание"), most=1_000, rows=3, help_text=_("Документ или решение: вид, дата, номер."))
