"""How many checkpoints of a scope stand in each way: in all, by plan or section, by month.

The board as it opens covers all checkpoints, and they are not read for it (`tally_reading.py`). A scope of sections,
executors or words, and the past, are counted from the checkpoints themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Count, Func, IntegerField, Q, Value, When

from kadrost.roadmaps.domain.board import BoardScope, next_month
from kadrost.roadmaps.domain.queries import STANDINGS_BY_URGENCY, Snapshot
from kadrost.roadmaps.domain.tally_reading import Cell, TallyOf, month_number
from kadrost.roadmaps.domain.tally_triggers import MONTH
from kadrost.roadmaps.models.checkpoints import Standing

Months = dict[int | None, dict[int, dict[Standing, int]]]
"""By plan or section (None: outside of sections) and month 1…12, how many stand in each way."""

STANDING_OF = {standing.value: standing for standing in Standing}


class MonthNumber(Func):
    """The month of a day as `month_number` writes it."""

    arity = 1
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """As the triggers of the tally write it."""
        return self.as_sql(compiler, connection, template=MONTH["sqlite"].format(day="%(expressions)s"))

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """As the triggers of the tally write it."""
        return self.as_sql(compiler, connection, template=MONTH["postgresql"].format(day="%(expressions)s"))


@dataclass(frozen=True, slots=True)
class BoardCounts:
    """The totals of the filter's months, and one year by plan or section."""

    totals: dict[Standing, int] = field(default_factory=lambda: dict.fromkeys(STANDINGS_BY_URGENCY, 0))
    months: Months = field(default_factory=dict)

    def as_key(self) -> Hashable:
        """All the numbers, for whoever remembers what was made of them."""
        cells = frozenset(
            (line, month, standing, total)
            for line, counted in self.months.items()
            for month, counts in counted.items()
            for standing, total in counts.items()
        )
        return tuple(self.totals.items()), cells


def count_board(scope: BoardScope, *, year: int, by_section: bool) -> BoardCounts:
    """The counts above the board's rows, the filter's standings aside; two queries where the tally serves, else one."""
    counts = BoardCounts()
    if not scope.plans:
        return counts
    wanted = frozenset(map(month_number, scope.wanted.months))
    if scope.is_tallied and not by_section:
        tally = TallyOf(scope.snapshot.day, scope.plans_named)
        for value, total in tally.totals(wanted):
            counts.totals[STANDING_OF[value]] += total
        cells, awaited = tally.year(year)
        _add_to_totals(counts.totals, awaited, wanted)
        _add_to_months(counts.months, [*cells, *awaited], year)
        return counts
    spans = [(month, next_month(month)) for month in scope.wanted.months]
    line = "section_id" if by_section else "plan_id"
    cells = _read(scope.snapshot, line, [*spans, (date(year, 1, 1), date(year + 1, 1, 1))])
    _add_to_totals(counts.totals, cells, wanted)
    _add_to_months(counts.months, cells, year)
    return counts


def count_by_standing(scope: BoardScope) -> dict[Standing, int]:
    """How many checkpoints of the scope's months stand in each way, by one query; the filter's standings aside."""
    return dict.fromkeys(STANDINGS_BY_URGENCY, 0) | sum_of_lines(count_by_plan(scope))


def count_by_plan(scope: BoardScope) -> dict[int | None, Counter[Standing]]:
    """The same by plan."""
    if not scope.plans:
        return {}
    if scope.is_tallied:
        wanted = frozenset(map(month_number, scope.wanted.months))
        return _by_line(TallyOf(scope.snapshot.day, scope.plans_named).by_plan(wanted))
    return _by_line(_read(scope.within_months, "plan_id", ()))


def count_by_measure(scope: BoardScope) -> dict[int | None, Counter[Standing]]:
    """The same by measure, for a scope of few of them."""
    return _by_line(_read(scope.within_months, "measure_id", ()))


def count_every_plan(snapshot: Snapshot) -> dict[int | None, Counter[Standing]]:
    """How the checkpoints of each plan stand, by one query."""
    if snapshot.is_of_another_day:
        return _by_line(_read(snapshot, "plan_id", ()))
    return _by_line(TallyOf(snapshot.day, None).by_plan(()))


def sum_of_lines(
    lines: Mapping[int | None, Counter[Standing]], among: Collection[int] | None = None
) -> Counter[Standing]:
    """Some lines together, all where none is named."""
    together: Counter[Standing] = Counter()
    for line, counts in lines.items():
        if among is None or line in among:
            together.update(counts)
    return together


def _by_line(cells: Iterable[Cell]) -> dict[int | None, Counter[Standing]]:
    lines: dict[int | None, Counter[Standing]] = {}
    for line, _, value, total in cells:
        lines.setdefault(line, Counter())[STANDING_OF[value]] += total
    return {line: +counts for line, counts in lines.items()}


def _add_to_totals(totals: dict[Standing, int], cells: Iterable[Cell], wanted: Collection[int]) -> None:
    for _, month, value, total in cells:
        if not wanted or month in wanted:
            totals[STANDING_OF[value]] += total


def _add_to_months(months: Months, cells: Iterable[Cell], year: int) -> None:
    for line, month, value, total in cells:
        if month // 100 == year:
            here = months.setdefault(line, {}).setdefault(month % 100, {})
            standing = STANDING_OF[value]
            here[standing] = here.get(standing, 0) + total


def _read(snapshot: Snapshot, line: str, spans: Sequence[tuple[date, date]]) -> list[Cell]:
    """The cells of a snapshot, counted from its checkpoints; months are told apart within the spans."""
    due, month = snapshot.due_on, Value(0, output_field=IntegerField())
    asked = [When(Q((f"{due}__gte", first), (f"{due}__lt", after)), then=MonthNumber(due)) for first, after in spans]
    rows = snapshot.with_standing().order_by().annotate(month=Case(*asked, default=month) if asked else month)
    return list(rows.values_list(line, "month", "standing_on_day").annotate(total=Count("pk")))
