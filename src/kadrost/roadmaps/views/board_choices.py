"""The words of the board's sentence: what is chosen, what else may be, and the addresses that choose it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.board import BoardScope, next_month
from kadrost.roadmaps.domain.board_filter import NEEDS_ATTENTION, OVERDUE, PARAMETERS, BoardFilter, written_as
from kadrost.roadmaps.domain.queries import STANDINGS_BY_URGENCY
from kadrost.roadmaps.models import Act, Section
from kadrost.roadmaps.models.checkpoints import Standing
from kadrost.ui.choices import Choice, Option, OptionLink
from kadrost.ui.typography import NO_BREAK_SPACE
from kadrost.ui.wording import in_english, month_long, translated

MONTHS_IN = "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре".split()  # noqa: SIM905
MONTHS_BEFORE, MONTHS_AFTER = 11, 12
MOST_NAMED = 2
MOST_LETTERS = 70

STANDING_WORDS = {
    Standing.CONTRADICTED: gettext_lazy("противоречащие данным"),
    Standing.RETURNED: gettext_lazy("возвращённые на доработку"),
    Standing.SILENT: gettext_lazy("оставшиеся без отчёта"),
    Standing.LATE: gettext_lazy("просроченные после отчёта"),
    Standing.REPORTED: gettext_lazy("ожидающие проверки"),
    Standing.DUE: gettext_lazy("близкие к сроку"),
    Standing.OPEN: gettext_lazy("исполняемые"),
    Standing.NOT_DUE: gettext_lazy("будущие"),
    Standing.ACCEPTED: gettext_lazy("принятые"),
    Standing.REMOVED: gettext_lazy("снятые с контроля"),
}
STANDING_SETS = {
    frozenset(NEEDS_ATTENTION): gettext_lazy("требующие внимания"),
    frozenset(OVERDUE): gettext_lazy("просроченные"),
}


@dataclass(frozen=True)
class FilterChoice(Choice):
    """A word of the sentence whose options carry their addresses; they keep the other filters and the day shown."""

    addresses: tuple[str, ...] = field(default=())

    def links(self, request: HttpRequest) -> list[OptionLink]:
        """The options as drawn."""
        return [
            OptionLink(option.title, address, option.count, option.value == self.selected)
            for option, address in zip(self.options, self.addresses, strict=True)
        ]


class BoardAddresses:
    """Addresses of the board that hold a filter, the day shown and what else the page was asked for.

    A page holds hundreds of them, all alike but for a field or two; so each parameter is written once.
    """

    def __init__(self, wanted: BoardFilter, kept: Mapping[str, str | int]) -> None:
        self.wanted = wanted
        self._path = reverse("roadmaps-board")
        self._filter = {name: _pair(name, written_as(getattr(wanted, name))) for name in PARAMETERS}
        self._kept = {name: urlencode({name: value}) for name, value in kept.items()}

    def changed(self, **changes: Any) -> str:
        """The board from its first page, with some fields of its filter changed."""
        return self._address(self._filter | {name: _pair(name, written_as(value)) for name, value in changes.items()})

    def everything(self) -> str:
        """The board without a filter."""
        return self._address({})

    def with_others(self, wanted: BoardFilter, **others: str | int) -> str:
        """The board of another filter, with other parameters in place of those kept."""
        pairs = {name: _pair(name, written_as(getattr(wanted, name))) for name in PARAMETERS}
        return self._address(pairs, {name: urlencode({name: value}) for name, value in others.items()})

    def _address(self, pairs: Mapping[str, str], others: Mapping[str, str] | None = None) -> str:
        query = "&".join(pair for pair in (*pairs.values(), *(self._kept | dict(others or {})).values()) if pair)
        return f"{self._path}?{query}" if query else self._path


def _pair(field_name: str, value: str) -> str:
    return urlencode({PARAMETERS[field_name]: value}, safe=",") if value else ""


def standing_choice(addresses: BoardAddresses, totals: Mapping[Standing, int]) -> FilterChoice:
    """«Показаны просроченные …»: everything, two useful sets, and each standing with its number."""
    sets = [((), _("все")), (NEEDS_ATTENTION, _("требующие внимания")), (OVERDUE, _("просроченные"))]
    rows = [*sets, *(((standing,), str(STANDING_WORDS[standing])) for standing in STANDINGS_BY_URGENCY)]
    options = [
        (standings, title, sum(totals[one] for one in standings) if standings else None) for standings, title in rows
    ]
    return _choice(addresses, "standings", _("Состояние"), options, phrase=standings_phrase(addresses.wanted.standings))


def plan_choice(scope: BoardScope, addresses: BoardAddresses) -> FilterChoice:
    """«… по плану …»; a chosen plan brings its sections with it, another one lets them go."""
    options = [
        ((), _("всем планам"), None),
        *(((pk,), plan.short_title, None) for pk, plan in scope.plans_seen.items()),
    ]
    chosen = [scope.plans_seen[pk].short_title for pk in scope.wanted.plans if pk in scope.plans_seen]
    return _choice(addresses, "plans", _("План"), options, phrase=named(chosen, _("планов")), also={"sections": ()})


def section_choice(addresses: BoardAddresses, sections: Sequence[Section]) -> FilterChoice:
    """«… раздел …», where one plan is chosen."""
    options = [((), _("все разделы"), None), *(((one.pk,), shortened(str(one)), None) for one in sections)]
    chosen = [shortened(str(one)) for one in sections if one.pk in addresses.wanted.sections]
    return _choice(addresses, "sections", _("Раздел"), options, phrase=named(chosen, _("разделов")))


def month_choice(addresses: BoardAddresses, today: date) -> FilterChoice:
    """«… со сроком в …»: a year back and a year ahead of the day shown."""
    months = [first_of_month(today, distance) for distance in range(-MONTHS_BEFORE, MONTHS_AFTER + 1)]
    options = [((), _("любом месяце"), None), *(((month,), month_in(month), None) for month in months)]
    chosen = [month_in(month) for month in addresses.wanted.months]
    return _choice(addresses, "months", _("Срок"), options, phrase=named(chosen, _("месяцах")))


def territory_choice(scope: BoardScope, addresses: BoardAddresses) -> FilterChoice | None:
    """«… территория …», where the plans seen have more than one."""
    territories = {plan.territory_id: plan.territory.name for plan in scope.plans_seen.values()}
    if len(territories) < 2 and not addresses.wanted.territories:
        return None
    options = [
        ((), _("любая"), None),
        *(((pk,), name, None) for pk, name in sorted(territories.items(), key=_by_title)),
    ]
    chosen = [territories[pk] for pk in addresses.wanted.territories if pk in territories]
    return _choice(addresses, "territories", _("Территория"), options, phrase=named(chosen, _("территорий")))


def kind_choice(scope: BoardScope, addresses: BoardAddresses) -> FilterChoice | None:
    """«… документ …», where the plans seen are of more than one kind."""
    kinds = {plan.kind for plan in scope.plans_seen.values()}
    if len(kinds) < 2 and not addresses.wanted.kinds:
        return None
    options = [
        ((), _("любой"), None),
        *(((kind.value,), translated(kind.label).lower(), None) for kind in Act.Kind if kind.value in kinds),
    ]
    chosen = [translated(Act.Kind(kind).label).lower() for kind in addresses.wanted.kinds]
    return _choice(addresses, "kinds", _("Вид документа"), options, phrase=named(chosen, _("видов")))


def provision_choice(addresses: BoardAddresses) -> FilterChoice | None:
    """«… положение Стандарта …», where one is chosen: the way in is the page of the Standard."""
    if not addresses.wanted.provisions:
        return None
    numbers = sorted({*range(1, 15), *addresses.wanted.provisions})
    options = [((), _("любое"), None), *(((number,), str(number), None) for number in numbers)]
    chosen = [str(number) for number in addresses.wanted.provisions]
    return _choice(addresses, "provisions", _("Положение Стандарта"), options, phrase=named(chosen, _("положений")))


def executor_phrase(chosen: Sequence[Organisation]) -> str:
    """«… за исполнителя …» as the sentence says it."""
    return named([one.caption for one in chosen], _("исполнителей")) or _("всех исполнителей")


def standings_phrase(standings: Sequence[Standing]) -> str:
    """The chosen standings in words; empty for all."""
    known = STANDING_SETS.get(frozenset(standings))
    return str(known) if known else ", ".join(str(STANDING_WORDS[one]) for one in standings)


def named(titles: Sequence[str], many: str) -> str:
    """The chosen titles, or how many there are; empty where nothing is chosen."""
    if len(titles) > MOST_NAMED:
        return f"{len(titles)}{NO_BREAK_SPACE}{many}"
    return _(" и ").join(titles)


def month_in(month: date) -> str:
    """«ноябре 2026», for «со сроком в …»."""
    if in_english():
        return month_long(month)
    return f"{MONTHS_IN[month.month - 1]}{NO_BREAK_SPACE}{month.year}"


def first_of_month(day: date, distance: int) -> date:
    """The first day of the month that lies so many months after the day's own."""
    months = day.year * 12 + day.month - 1 + distance
    return date(months // 12, months % 12 + 1, 1)


def months_of(year: int) -> list[date]:
    """The first days of the year's months."""
    months = [date(year, 1, 1)]
    while len(months) < 12:
        months.append(next_month(months[-1]))
    return months


def shortened(title: str) -> str:
    """A title that fits a line of a list."""
    return title if len(title) <= MOST_LETTERS else f"{title[: MOST_LETTERS - 1].rstrip()}…"


def _choice(
    addresses: BoardAddresses,
    name: str,
    label: str,
    options: Sequence[tuple[tuple[Any, ...], str, int | None]],
    *,
    phrase: str,
    also: Mapping[str, Any] | None = None,
) -> FilterChoice:
    """The choice of one field; what is chosen but not offered stands behind the others, so that it can be read."""
    chosen: tuple[Any, ...] = getattr(addresses.wanted, name)
    rows = list(options)
    if chosen and not any(set(values) == set(chosen) for values, _, _ in rows):
        rows.append((chosen, phrase or _("неизвестное"), None))
    selected = next(index for index, (values, _, _) in enumerate(rows) if set(values) == set(chosen))
    return FilterChoice(
        parameter=name,
        label=label,
        options=tuple(Option(str(index), title, count) for index, (_, title, count) in enumerate(rows)),
        selected=str(selected),
        addresses=tuple(addresses.changed(**{name: values}, **(also or {})) for values, _, _ in rows),
    )


def _by_title(item: tuple[int, str]) -> str:
    return item[1]
