"""Forms of the priorities: a list, its adoption, a priority, money and values by years, participants, training."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kadrost.region.forms.shared import VersionedForm, day_field, text_field
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.priorities.lists import AdoptionGround, ListFacts
from kadrost.roadmaps.domain.priorities.measuring import IndicatorFacts
from kadrost.roadmaps.domain.priorities.participants import ParticipantFacts
from kadrost.roadmaps.domain.priorities.sectors import sector_choices
from kadrost.roadmaps.domain.priorities.writing import PriorityWords
from kadrost.roadmaps.domain.stored_documents import GivenDocument
from kadrost.roadmaps.models import Participant, Priority, PriorityIndicator, PriorityList, PriorityResource
from kadrost.ui.wording import choices_shown

PRIORITY_WORDS = (
    "title", "source", "source_words", "sector", "sector_code", "goal", "tasks", "professions", "enterprises",
    "projects",
)  # fmt: skip
ONE_A_LINE = gettext_lazy("По одному в строке.")


class ListForm(VersionedForm):
    """The goal, tasks and horizon of a list."""

    horizon = forms.IntegerField(
        label=gettext_lazy("Показатели до года"), help_text=gettext_lazy("Обычно горизонт Стратегии, например 2030.")
    )
    goal = text_field(gettext_lazy("Цель"), most=2_000, rows=3, required=False)
    tasks = text_field(gettext_lazy("Задачи"), most=4_000, rows=5, required=False, help_text=ONE_A_LINE)

    def facts(self) -> ListFacts:
        """What was typed, once the form is valid."""
        data = self.cleaned_data
        return ListFacts(data["horizon"], data["goal"], data["tasks"])


class NewListForm(ListForm):
    """A list to begin."""

    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    territory = forms.ModelChoiceField(Territory.objects.none(), label=gettext_lazy("Территория"), empty_label=None)
    year = forms.IntegerField(label=gettext_lazy("На какой год"))
    take_over = forms.BooleanField(
        label=gettext_lazy("Взять приоритеты последнего утверждённого списка"), required=False, initial=True,
        help_text=gettext_lazy("С целями, мероприятиями, средствами, показателями и теми, кто готовит кадры."),
    )  # fmt: skip
    field_order = ("territory", "year", "horizon", "take_over")

    def __init__(self, *arguments: Any, territories: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        _choose_from(self, "territory", territories)


class AdoptForm(VersionedForm):
    """The act or decision by which a list is adopted."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Чем утверждён"), choices=choices_shown(PriorityList.Ground.choices),
        widget=forms.RadioSelect(),
    )  # fmt: skip
    body = text_field(
        gettext_lazy("Документ"), most=300,
        help_text=gettext_lazy("Например: «Протокол заседания рабочей группы» или «Распоряжение Губернатора»."),
    )  # fmt: skip
    number = text_field(gettext_lazy("Номер"), most=60)
    dated_on = day_field(gettext_lazy("Дата"))

    def ground(self) -> AdoptionGround:
        """The document, once the form is valid."""
        data = self.cleaned_data
        return AdoptionGround(data["kind"], data["body"], data["number"], data["dated_on"])


class DropForm(VersionedForm):
    """Whether a list that was never adopted is deleted."""


class PriorityForm(VersionedForm):
    """A priority's words."""

    title = text_field(gettext_lazy("Приоритет"), most=400, rows=2)
    source = forms.ChoiceField(label=gettext_lazy("Источник"), choices=choices_shown(Priority.Source.choices))
    source_words = text_field(
        gettext_lazy("Реквизиты источника"), most=500, required=False,
        help_text=gettext_lazy("Документ, номер, дата, раздел или страница."),
    )  # fmt: skip
    sector_code = forms.ChoiceField(label=gettext_lazy("Отрасль по ОКВЭД"), required=False)
    sector = text_field(
        gettext_lazy("Отрасль своими словами"), most=300, required=False,
        help_text=gettext_lazy("Если у отрасли есть принятое в регионе название."),
    )  # fmt: skip
    goal = text_field(gettext_lazy("Цель"), most=2_000, rows=2, required=False)
    tasks = text_field(gettext_lazy("Задачи"), most=4_000, rows=3, required=False, help_text=ONE_A_LINE)
    professions = text_field(
        gettext_lazy("Профессии и специальности"), most=4_000, rows=3, required=False,
        help_text=gettext_lazy("По одной в строке, с кодом: «15.01.35 Мастер слесарных работ»."),
    )  # fmt: skip
    enterprises = text_field(gettext_lazy("Предприятия"), most=4_000, rows=2, required=False, help_text=ONE_A_LINE)
    projects = text_field(
        gettext_lazy("Инвестиционные проекты"), most=4_000, rows=2, required=False, help_text=ONE_A_LINE
    )
    responsible = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Ответственный орган"), required=False,
        empty_label=gettext_lazy("не назначен"),
    )  # fmt: skip

    def __init__(self, *arguments: Any, territory: Territory, **options: Any) -> None:
        super().__init__(*arguments, **options)
        _choose_from(self, "responsible", Organisation.objects.distinct_bodies().within(territory))
        field = self.fields["sector_code"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        field.choices = [("", _("не выбрана")), *sector_choices()]

    def words(self) -> PriorityWords:
        """The words as typed."""
        return PriorityWords(**{name: self.cleaned_data[name] for name in PRIORITY_WORDS})


class NewPriorityForm(PriorityForm):
    """A priority to be added."""

    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)


class _ByYears(forms.Form):
    """Numbers by years, an empty field for a year without one."""

    prefix_of_years = "year_"

    def add_years(
        self, years: Iterable[int], now: Mapping[int, Decimal], *, label: str, least: int | None = None
    ) -> None:
        """A field for every year, labelled by `label` with the year in it."""
        for year in years:
            name = f"{self.prefix_of_years}{year}"
            self.fields[name] = forms.DecimalField(
                label=label % {"year": year}, required=False, max_digits=18, decimal_places=4,
                localize=True, min_value=least, widget=forms.TextInput(attrs={"class": "short", "inputmode": "decimal"}),
            )  # fmt: skip
            if year in now:
                self.initial[name] = now[year].normalize()

    def by_years(self) -> dict[int, Decimal]:
        """The numbers that were typed."""
        found = ((name.removeprefix(self.prefix_of_years), value) for name, value in self.cleaned_data.items())
        return {int(year): value for year, value in found if year.isdigit() and value is not None}


class MoneyForm(_ByYears):
    """Money of one source by years."""

    source = text_field(
        gettext_lazy("Источник средств"), most=300,
        help_text=gettext_lazy("Например: «областной бюджет», «внебюджетные средства»."),
    )  # fmt: skip
    unit = forms.ChoiceField(label=gettext_lazy("Единица"), choices=choices_shown(PriorityResource.Unit.choices))


class IndicatorForm(VersionedForm, _ByYears):
    """An indicator with its base and planned values."""

    title = text_field(gettext_lazy("Показатель"), most=400)
    unit = text_field(gettext_lazy("Единица"), most=60, help_text=gettext_lazy("Например: %, чел., единиц."))
    better = forms.ChoiceField(
        label=gettext_lazy("Что считать успехом"), choices=choices_shown(PriorityIndicator.Better.choices),
        widget=forms.RadioSelect(), initial=PriorityIndicator.Better.MORE,
    )  # fmt: skip
    base_year = forms.IntegerField(label=gettext_lazy("Базовый год"), required=False, min_value=1990, max_value=2100)
    base_value = forms.DecimalField(
        label=gettext_lazy("Базовое значение"), required=False, max_digits=18, decimal_places=4, localize=True
    )
    base_source = text_field(gettext_lazy("Источник базового значения"), most=300, required=False)
    responsible = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Кто вносит фактические значения"), required=False,
        empty_label=gettext_lazy("ответственный за приоритет"),
    )  # fmt: skip

    def __init__(self, *arguments: Any, territory: Territory, **options: Any) -> None:
        super().__init__(*arguments, **options)
        _choose_from(self, "responsible", Organisation.objects.distinct_bodies().within(territory))

    def facts(self) -> IndicatorFacts:
        """The indicator as typed."""
        names = ("title", "unit", "better", "base_year", "base_value", "base_source", "responsible")
        return IndicatorFacts(**{name: self.cleaned_data[name] for name in names}, planned=self.by_years())


class NewIndicatorForm(IndicatorForm):
    """An indicator to be added."""

    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)


class ActualForm(forms.Form):
    """What was reached in a year."""

    year = forms.IntegerField(label=gettext_lazy("За какой год"), min_value=1990, max_value=2100)
    value = forms.DecimalField(
        label=gettext_lazy("Фактическое значение"), max_digits=18, decimal_places=4, localize=True
    )
    source = text_field(
        gettext_lazy("Источник"), most=300, help_text=gettext_lazy("Форма, отчёт или система, номер и дата.")
    )
    as_of = day_field(gettext_lazy("По состоянию на"))


class ParticipantForm(VersionedForm):
    """A participant's side, role, ground and days."""

    side = forms.ChoiceField(label=gettext_lazy("Сторона"), choices=choices_shown(Participant.Side.choices))
    role = text_field(
        gettext_lazy("Роль"),
        most=300,
        help_text=gettext_lazy("Например: «готовит рабочие кадры», «даёт места практики»."),
    )
    ground = text_field(
        gettext_lazy("Основание"), most=400, help_text=gettext_lazy("Решение или соглашение, номер и дата.")
    )
    valid_from = day_field(gettext_lazy("Участвует с"))
    valid_until = day_field(gettext_lazy("Участвует по"), required=False)

    def facts(self) -> ParticipantFacts:
        """The participant as typed."""
        names = ("side", "role", "ground", "valid_from", "valid_until")
        return ParticipantFacts(**{name: self.cleaned_data[name] for name in names})


class NewParticipantForm(ParticipantForm):
    """A participant to be chosen."""

    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    territory = forms.ModelChoiceField(Territory.objects.none(), label=gettext_lazy("Территория"), empty_label=None)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Организация"), empty_label=gettext_lazy("выберите")
    )
    field_order = ("territory", "organisation")

    def __init__(self, *arguments: Any, territories: Any, bodies: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        _choose_from(self, "territory", territories)
        _choose_from(self, "organisation", bodies)


class TrainingForm(forms.Form):
    """Which participants train for a priority, each with professions of its own."""

    def __init__(
        self, *arguments: Any, participants: Sequence[Participant], now: Mapping[int, str], **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        for one in participants:
            self.fields[f"trains_{one.pk}"] = forms.BooleanField(label=str(one), required=False)
            self.fields[f"professions_{one.pk}"] = text_field(
                _("Профессии, %(name)s") % {"name": one.organisation.caption}, most=2_000, rows=2, required=False
            )
            self.initial[f"trains_{one.pk}"] = one.pk in now
            self.initial[f"professions_{one.pk}"] = now.get(one.pk, "")

    def professions(self) -> dict[int, str]:
        """The professions by the participant's key; professions typed without the mark count as well."""
        data = self.cleaned_data
        keys = [int(name.removeprefix("trains_")) for name in data if name.startswith("trains_")]
        chosen = [key for key in keys if data[f"trains_{key}"] or data[f"professions_{key}"]]
        return {key: data[f"professions_{key}"] for key in chosen}


class StrategyForm(forms.Form):
    """The adopted text of the Strategy's section."""

    title = text_field(
        gettext_lazy("Документ"), most=400,
        help_text=gettext_lazy("Например: «Постановление Правительства области о внесении изменений в Стратегию»."),
    )  # fmt: skip
    number = text_field(gettext_lazy("Номер"), most=60)
    dated_on = day_field(gettext_lazy("Дата"))
    file = forms.FileField(label=gettext_lazy("Файл с принятым текстом"), required=False, max_length=255)
    link = forms.URLField(label=gettext_lazy("Или ссылка"), required=False, max_length=1000, assume_scheme="https")

    def given(self) -> GivenDocument:
        """The file or the link."""
        file = self.cleaned_data["file"]
        link = self.cleaned_data["link"]
        return GivenDocument(file.name, file.read(), link) if file else GivenDocument(link=link)


def _choose_from(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 declared above
    field.queryset = rows
