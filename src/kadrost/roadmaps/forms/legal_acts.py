"""Forms of legal and methodical acts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kadrost.region.forms.shared import VersionedForm, day_field, text_field
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.legal_acts.register import LegalActFacts
from kadrost.roadmaps.forms.projects import choose_from
from kadrost.roadmaps.forms.stored_documents import DocumentFields
from kadrost.roadmaps.models import LegalAct, LegalActEvent, Provision
from kadrost.ui.wording import choices_shown

FACTS = (
    "kind", "title", "subject", "issuer", "number", "signed_on", "in_force_from", "in_force_until", "provision",
    "stage", "responsible", "renewal",
)  # fmt: skip


class LegalActForm(DocumentFields):
    """An act of the register as typed."""

    kind = forms.ChoiceField(label=_("Вид"), choices=choices_shown(LegalAct.Kind.choices))
    title = text_field(_("Название"), most=600, rows=2)
    stage = forms.ChoiceField(label=_("Состояние"), choices=choices_shown(LegalAct.Stage.choices))
    subject = text_field(_("О чём"), most=4_000, rows=2, required=False)
    provision = forms.TypedChoiceField(
        label=_("Положение Стандарта"), coerce=int, required=False, empty_value=None, choices=()
    )
    responsible = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Кто отвечает"), required=False, empty_label=_("не назначен")
    )
    issuer = text_field(_("Кем принят"), most=400, required=False)
    number = text_field(_("Номер"), most=100, required=False)
    signed_on = day_field(_("Дата"), required=False)
    in_force_from = day_field(_("Действует с"), required=False, help_text=_("Если не с даты самого документа."))
    in_force_until = day_field(_("Действует по"), required=False, help_text=_("Если срок действия ограничен."))
    renewal = text_field(
        _("Когда обновлять"), most=300, required=False,
        help_text=_("Словами, как в документах: «один раз в два года», «ежегодно до 1 марта»."),
    )  # fmt: skip
    field_order = (
        "kind", "title", "stage", "subject", "provision", "responsible", "issuer", "number", "signed_on",
        "in_force_from", "in_force_until", "renewal",
    )  # fmt: skip

    def __init__(self, *arguments: Any, bodies: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choose_from(self, "responsible", bodies)
        field = self.fields["provision"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        provisions = Provision.objects.filter(edition__is_current=True).order_by("number")
        field.choices = [("", _("не относится")), *((str(one.number), str(one)) for one in provisions)]

    def facts(self) -> LegalActFacts:
        """The act as typed, once the form is valid."""
        return LegalActFacts(**{name: self.cleaned_data[name] for name in FACTS})

    @staticmethod
    def initial_of(legal_act: LegalAct) -> dict[str, Any]:
        """What the register says now."""
        return {name: getattr(legal_act, name) for name in (*FACTS, "link", "version")}


class NewLegalActForm(LegalActForm):
    """An act to be entered, with the territory whose register it goes into."""

    territory = forms.ModelChoiceField(Territory.objects.none(), label=_("Перечень какой территории"), empty_label=None)

    def __init__(self, *arguments: Any, territories: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choose_from(self, "territory", territories)
        self.order_fields(["territory"])


class ChangeLegalActForm(VersionedForm, LegalActForm):
    """An act to be changed."""


class EventForm(VersionedForm):
    """That an act was renewed or amended."""

    kind = forms.ChoiceField(
        label=_("Что произошло"), choices=choices_shown(LegalActEvent.Kind.choices), widget=forms.RadioSelect(),
        initial=LegalActEvent.Kind.RENEWED,
    )  # fmt: skip
    on = day_field(_("День"))
    document = text_field(_("Каким документом"), most=400, help_text=_("Вид, дата, номер."))


class EndForm(VersionedForm):
    """That an act lost its force."""

    ended_on = day_field(_("Утратил силу с"))
    ground = text_field(_("Основание"), most=400, help_text=_("Документ: вид, дата, номер."))
    replaced_by = forms.ModelChoiceField(
        LegalAct.objects.none(), label=_("Каким документом заменён"), required=False, empty_label=_("не заменён")
    )

    def __init__(self, *arguments: Any, others: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choose_from(self, "replaced_by", others)


class ImportForm(forms.Form):
    """A table of acts to be brought in."""

    territory = forms.ModelChoiceField(Territory.objects.none(), label=_("Перечень какой территории"), empty_label=None)
    file = forms.FileField(label=_("Таблица xlsx или csv"), max_length=255)

    def __init__(self, *arguments: Any, territories: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choose_from(self, "territory", territories)


class TieActForm(forms.Form):
    """Measures of a plan, by their numbers, and the act for which they ask."""

    legal_act = forms.ModelChoiceField(LegalAct.objects.none(), label=_("Документ"), empty_label=None)
    numbers = text_field(_("Номера мероприятий"), most=2_000, help_text=_("Например: 2.3, 2.4, 8.12–8.15."))

    def __init__(self, *arguments: Any, acts: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        choose_from(self, "legal_act", acts)
