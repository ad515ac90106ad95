"""Forms of a plan that is made out of a template: its facts, a term, and the ground on which blanks are filled."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kadrost.region.acting import Acting
from kadrost.region.forms.shared import VersionedForm, day_field, text_field
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.drafts.reading import bodies_of_keeper
from kadrost.roadmaps.domain.templates.beginning import AdaptationFacts
from kadrost.roadmaps.models import Adaptation
from kadrost.ui.wording import choices_shown

FACTS = tuple(AdaptationFacts.__dataclass_fields__)


class AdaptationForm(VersionedForm):
    """Whose plan it is, by which act, from when to when, and how the terms of the template move."""

    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    territory = forms.ModelChoiceField(Territory.objects.none(), label=_("Территория"), empty_label=None)
    coordinator = forms.ModelChoiceField(Organisation.objects.none(), label=_("Координатор"), empty_label=None)
    controller = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Кто контролирует исполнение"),
        required=False,
        empty_label=_("координатор плана"),
    )
    title = text_field(_("Полное название плана"), most=1_000, rows=3)
    short_title = text_field(
        _("Короткое название"), most=120, help_text=_("Так план называется в списках, до 120 знаков.")
    )
    starts_on = day_field(_("Начало плана"))
    ends_on = day_field(
        _("Окончание плана"),
        help_text=_("До этого дня считаются повторяющиеся сроки; по годам плана заполняются пропуски макета."),
    )
    shift = forms.ChoiceField(
        label=_("Как сдвинуть сроки макета"),
        choices=choices_shown(Adaptation.Shift.choices),
        widget=forms.RadioSelect(),
        help_text=_("Целые годы сохраняют кварталы, учебный год и конец года. Любой срок потом можно вписать иначе."),
    )
    act_type = text_field(_("Вид акта, если он уже есть"), most=100, required=False)
    issuer = text_field(_("Кем принят"), most=400, required=False)
    number = text_field(_("Номер"), most=60, required=False)
    signed_on = day_field(_("Дата акта"), required=False)
    is_public = forms.BooleanField(label=_("Показывать план без входа на сайт"), required=False)

    def __init__(self, *arguments: Any, acting: Acting, **options: Any) -> None:
        super().__init__(*arguments, **options)
        territories, bodies = bodies_of_keeper(acting)
        rows = {"territory": territories, "coordinator": bodies, "controller": Organisation.objects.distinct_bodies()}
        for name, choices in rows.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 declared above
            field.queryset = choices

    def facts(self) -> AdaptationFacts:
        """The plan's facts as typed, once the form is valid."""
        return AdaptationFacts(**{name: self.cleaned_data[name] for name in FACTS})

    @staticmethod
    def initial_of(adaptation: Adaptation) -> dict[str, Any]:
        """What is said so far."""
        return {name: getattr(adaptation, name) for name in FACTS} | {"version": adaptation.version}


class TermForm(VersionedForm):
    """A term in words, for one measure or for its neighbours with the same term too."""

    phrase = text_field(
        _("Срок в плане"),
        most=600,
        required=False,
        rows=2,
        help_text=_("Словами, как в документе: «до 1 октября 2027 года», «ежегодно, до 1 марта». Пусто – без срока."),
    )
    together = forms.BooleanField(label="", required=False)

    def __init__(self, *arguments: Any, tied: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if tied:
            self.fields["together"].label = _("Так же изменить соседние мероприятия с этим сроком: %(numbers)s") % {
                "numbers": tied
            }
        else:
            del self.fields["together"]


class MakeForm(VersionedForm):
    """The last press."""


class FillForm(forms.Form):
    """The ground on which values are filled; the values stand beside it."""

    ground = text_field(_("Основание"), most=1_000, rows=2, help_text=_("Документ или решение: вид, дата, номер."))
