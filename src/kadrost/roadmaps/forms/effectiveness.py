"""Forms of the analysis of effectiveness: its period, a proposal's decision and words, the conclusion, thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kadrost.region.forms.shared import VersionedForm, day_field, text_field
from kadrost.roadmaps.domain.effectiveness.deciding import CHANGED_FIELDS, MOST_WORDS
from kadrost.roadmaps.domain.effectiveness.facts import Period
from kadrost.roadmaps.domain.effectiveness.thresholds import THRESHOLDS
from kadrost.ui.wording import translated

OWN = "own"
HALF_MONTHS = 6
QUARTER_MONTHS = 3


def usual_periods(today: date) -> dict[str, tuple[str, date, date]]:
    """The last closed quarters, half-years and year, and those that run, by key: words, first and last day."""
    found: dict[str, tuple[str, date, date]] = {}
    for months, word in ((HALF_MONTHS, _("полугодие")), (QUARTER_MONTHS, _("квартал"))):
        index = today.year * 12 + (today.month - 1) // months * months
        for back in range(3 if months == HALF_MONTHS else 5):
            first_month = index - back * months
            first = date(first_month // 12, first_month % 12 + 1, 1)
            after = first_month + months
            last = date(after // 12, after % 12 + 1, 1) - timedelta(days=1)
            number = ("I", "II", "III", "IV")[(first.month - 1) // months]
            found[f"{first:%Y%m}-{months}"] = (f"{number} {word} {first.year}", first, last)
    for year in (today.year, today.year - 1):
        found[f"{year}"] = (gettext("%(year)s год") % {"year": year}, date(year, 1, 1), date(year, 12, 31))
    return found


class PeriodForm(forms.Form):
    """The period of the analysis and the day as of which it is made."""

    period = forms.ChoiceField(label=_("Период"))
    first = day_field(_("Свой период, с"), required=False)
    last = day_field(_("Свой период, по"), required=False)
    day = day_field(_("По состоянию на"), help_text=_("Всё, что сказано и решено по этот день включительно."))

    def __init__(self, *arguments: Any, today: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.periods = usual_periods(today)
        # The half-year that is over: what is usually analysed.
        self.initial.setdefault("period", list(self.periods)[1])
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
        field.choices = [
            *((key, words) for key, (words, _first, _last) in self.periods.items()),
            (OWN, _("свой период")),
        ]

    def clean(self) -> dict[str, Any]:
        """An own period needs both days."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("period") == OWN:
            for name in ("first", "last"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Укажите день или выберите готовый период."))
        return data

    def chosen(self) -> Period:
        """The days as chosen, once the form is valid."""
        data = self.cleaned_data
        if data["period"] == OWN:
            return Period(data["first"], data["last"], data["day"])
        _words, first, last = self.periods[data["period"]]
        return Period(first, last, data["day"])


class ProposalForm(VersionedForm):
    """The words that the next edition says of a measure, and why."""

    title = text_field(_("Мероприятие"), most=10_000, rows=3)
    result = text_field(_("Ожидаемый результат"), most=10_000, required=False, rows=3)
    due_text = text_field(
        _("Срок"), most=2_000, required=False, help_text=_("Словами, как в документе: «ежегодно, до 1 марта».")
    )
    executors = text_field(
        _("Исполнители"), most=10_000, required=False, rows=3, help_text=_("По одному в строке, первый отвечает.")
    )
    evidence = text_field(
        _("Подтверждающие документы"), most=10_000, required=False, rows=2, help_text=_("По одному в строке.")
    )
    words = text_field(_("Пояснение"), most=MOST_WORDS, required=False, rows=2)

    def fields_written(self) -> Mapping[str, str]:
        """The measure's fields as typed."""
        return {name: self.cleaned_data[name] for name in CHANGED_FIELDS}


class DecisionForm(VersionedForm):
    """One button of a proposal."""

    decision = forms.ChoiceField(choices=[(name, name) for name in ("accepted", "refused", "pending")])
    words = text_field(_("Пояснение"), most=MOST_WORDS, required=False)


class OpinionForm(forms.Form):
    """What an executor says of a proposal."""

    words = text_field(_("Ваше мнение"), most=MOST_WORDS, rows=3, help_text=_("Согласны ли вы и почему."))


class ConclusionForm(VersionedForm):
    """The conclusion with which an analysis is approved."""

    conclusion = text_field(
        _("Вывод"), most=10_000, rows=5, help_text=_("Что показал анализ и что решено. Войдёт в отчёт.")
    )


class AttachForm(forms.Form):
    """The checkpoint to which the report is attached."""

    checkpoint = forms.IntegerField()


class ThresholdsForm(forms.Form):
    """The territory's thresholds; version 0 where there are none yet."""

    version = forms.IntegerField(widget=forms.HiddenInput(), min_value=0)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name, one in THRESHOLDS.items():
            self.fields[name] = forms.IntegerField(
                label=translated(one.title), min_value=one.least, max_value=one.most,
                help_text=gettext("%(unit)s; обычно %(usual)s, допустимо от %(least)s до %(most)s")
                % {"unit": translated(one.unit), "usual": one.usual, "least": one.least, "most": one.most},
            )  # fmt: skip

    def wanted(self) -> dict[str, int]:
        """The thresholds as typed."""
        return {name: self.cleaned_data[name] for name in THRESHOLDS}
