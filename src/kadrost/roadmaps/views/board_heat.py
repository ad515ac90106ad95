"""The heat strip above the board: plans or sections by months, each cell a filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kadrost.roadmaps.domain.board import BoardScope
from kadrost.roadmaps.domain.counting import Months
from kadrost.roadmaps.domain.heat import Heat, HeatLine, heat_lines, sum_of
from kadrost.roadmaps.domain.queries import STANDINGS_BY_URGENCY
from kadrost.roadmaps.lights import LIGHTS
from kadrost.roadmaps.models import Section
from kadrost.roadmaps.models.checkpoints import Standing
from kadrost.roadmaps.views.board_choices import BoardAddresses, months_of, shortened
from kadrost.ui.heat import HeatCell, HeatRow, HeatStrip
from kadrost.ui.wording import counted, months, number, translated

LINES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class BoardHeat:
    """The strip, and how many lines it leaves out for the first screen."""

    strip: HeatStrip
    hidden: int


def board_heat(
    scope: BoardScope,
    months_counted: Months,
    addresses: BoardAddresses,
    *,
    sections: Sequence[Section],
    year: int,
    whole: bool,
) -> BoardHeat | None:
    """The year's strip: sections of the one plan chosen, else plans, the troubled first; None for an empty year."""
    by_section = is_by_section(scope)
    lines = heat_lines(months_counted)
    if not lines:
        return None
    if by_section:
        titles = {None: _("Вне разделов")} | {section.pk: shortened(str(section)) for section in sections}
        order = {section.pk: place for place, section in enumerate(sections)}
        lines.sort(key=lambda line: order.get(line.key or 0, len(order)))
    else:
        titles = {pk: plan.short_title for pk, plan in scope.plans.items()}
        lines.sort(key=lambda line: (line.weight, line.key))
    shown = lines if whole or len(lines) <= LINES_SHOWN + 1 else lines[:LINES_SHOWN]
    field = "sections" if by_section else "plans"
    rows = [_row(titles.get(line.key, ""), line.months, year, addresses, {field: _values(line)}) for line in shown]
    if len(lines) > 1:
        together = _("Весь план") if by_section else _("Все планы")
        rows.insert(0, _row(together, sum_of(lines), year, addresses, {}))
    what = _("разделам") if by_section else _("планам")
    strip = HeatStrip(
        _("Контрольные точки %(year)s года по %(what)s и месяцам") % {"year": year, "what": what},
        year,
        scope.snapshot.day,
        rows,
    )
    return BoardHeat(strip, len(lines) - len(shown))


def is_by_section(scope: BoardScope) -> bool:
    """Whether the strip's lines are the sections of the one plan that is chosen."""
    return len(scope.plans) == 1 and bool(scope.wanted.plans)


def _row(
    title: str, months: Mapping[int, Heat], year: int, addresses: BoardAddresses, changes: dict[str, tuple[int, ...]]
) -> HeatRow:
    cells = [_cell(months.get(month.month), month, addresses, changes) for month in months_of(year)]
    return HeatRow(title, cells, addresses.changed(**changes, months=()) if changes else "")


def _cell(heat: Heat | None, month: date, addresses: BoardAddresses, changes: dict[str, tuple[int, ...]]) -> HeatCell:
    if heat is None:
        return HeatCell()
    points = counted(heat.total, _("контрольная точка,контрольные точки,контрольных точек"))
    wanted = addresses.wanted
    here = wanted.months == (month,) and all(getattr(wanted, name) == values for name, values in changes.items())
    return HeatCell(
        count=heat.total,
        state=LIGHTS[heat.worst],
        words=f"{months()[month.month - 1]} {month.year}, {points}: {standings_in_words(heat)}",
        url=addresses.changed(**changes, months=(month,), standings=()),
        current=here,
    )


def standings_in_words(heat: Heat) -> str:
    """«нет отчёта 3, на проверке 1, принято 23»: all that occur, the urgent first."""
    occurring = (standing for standing in STANDINGS_BY_URGENCY if heat.counts[standing])
    return ", ".join(f"{_word(one, get_language())} {number(heat.counts[one])}" for one in occurring)


@lru_cache(maxsize=100)
def _word(standing: Standing, language: str | None) -> str:
    """The standing's word within a sentence, drawn once for all cells."""
    return translated(standing.label).lower()


def _values(line: HeatLine) -> tuple[int, ...]:
    return (line.key,) if line.key is not None else ()
