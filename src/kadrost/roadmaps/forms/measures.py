"""Forms of a measure: its words and term, the day of an event, a consent."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kadrost.region.forms.shared import FarTermForm, VersionedForm, day_field, text_field
from kadrost.roadmaps.forms.terms import due_text_field
from kadrost.roadmaps.models import Measure

GROUND_HELP = _("Документ или решение: вид, дата, номер. Попадёт в историю мероприятия.")


class MeasureForm(VersionedForm):
    """The words of a measure and its term, with the ground of the change."""

    title = text_field(_("Мероприятие"), most=10_000, rows=4)
    stage = text_field(_("Этап"), most=200, required=False)
    expected_result = text_field(_("Ожидаемый результат"), most=10_000, required=False, rows=3)
    due_text = due_text_field()
    ground = text_field(_("Основание изменения"), most=1_000, help_text=GROUND_HELP, rows=2)
    previewed = forms.CharField(widget=forms.HiddenInput(), required=False, strip=False)

    def words(self) -> dict[str, str]:
        """The measure's words as typed."""
        return {name: self.cleaned_data[name] for name in ("title", "stage", "expected_result", "due_text")}

    @staticmethod
    def initial_of(measure: Measure) -> dict[str, Any]:
        """What the measure says now."""
        return {
            "title": measure.title,
            "stage": measure.stage,
            "expected_result": measure.expected_result,
            "due_text": measure.due_text,
            "version": measure.version,
        }


class EventForm(VersionedForm):
    """The day of the event from which a term is counted."""

    day = day_field(_("День события"))
    ground = text_field(_("Документ о событии"), most=1_000, help_text=_("Вид, дата, номер."), rows=2)


class AssignForm(FarTermForm):
    """A checkpoint that no schedule names."""

    due_on = day_field(_("Срок отчёта"))
    ground = text_field(
        _("Основание"), most=1_000, help_text=_("Решение, письмо или событие: вид, дата, номер."), rows=2
    )


class ConsentForm(forms.Form):
    """When and by which document an executor agreed."""

    day = day_field(_("Согласие получено"))
    ground = text_field(
        _("Документ о согласии"), most=300, help_text=_("Вид, дата, номер: «письмо от 01.02.2027 № 15».")
    )

    def __init__(self, *arguments: Any, today: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["day"].initial = today
