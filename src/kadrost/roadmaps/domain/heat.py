"""The heat strip of a year: how many checkpoints are due in each month of each plan or section, and how they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Func, IntegerField, Q, QuerySet

from kadrost.roadmaps.domain.board import BoardScope, next_month, sql_of, union_of
from kadrost.roadmaps.domain.queries import STANDINGS_BY_URGENCY
from kadrost.roadmaps.models.checkpoints import Standing

FROM, UNTIL = date(1, 1, 1), date(1, 1, 2)
"""Marks of a month's bounds within a query: days that no plan and no person ever names."""

REMAINING = Standing.ACCEPTED
COUNTED = tuple(standing for standing in STANDINGS_BY_URGENCY if standing != REMAINING)
"""The standings that are counted; of the largest, what is left of the total remains."""


@dataclass(frozen=True, slots=True)
class Heat:
    """One month of one line: how many of those due in it stand in each way; at least one does."""

    counts: Counter[Standing]

    @property
    def total(self) -> int:
        """How many are due."""
        return self.counts.total()

    @property
    def worst(self) -> Standing:
        """How the worst of them stands."""
        return next(standing for standing in STANDINGS_BY_URGENCY if self.counts[standing])


@dataclass(frozen=True, slots=True)
class HeatLine:
    """A plan or a section (None: outside of sections) with its months 1…12 that have checkpoints."""

    key: int | None
    months: dict[int, Heat]

    @property
    def weight(self) -> tuple[int, ...]:
        """By what lines are ordered: those with more months of the worst standings stand first."""
        return tuple(-sum(heat.worst == standing for heat in self.months.values()) for standing in STANDINGS_BY_URGENCY)


class MonthOf(Func):
    """The month of a day as a number, without the detour through Python that Django takes on SQLite."""

    arity = 1
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """Out of the text in which SQLite keeps days."""
        return self.as_sql(compiler, connection, template="CAST(substr(%(expressions)s, 6, 2) AS integer)")

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """By `EXTRACT`."""
        return self.as_sql(compiler, connection, template="EXTRACT(MONTH FROM %(expressions)s)::integer")


def heat_of_year(scope: BoardScope, *, year: int, by_section: bool) -> list[HeatLine]:
    """The year's lines by plan or by section, by one query; the filter's months and standings aside."""
    if not scope.plans:
        return []
    key = "section_id" if by_section else "plan_id"
    lines: dict[int | None, dict[int, Heat]] = {}
    for month, line, total, *counted in _cells_of(scope, key, year):
        counts = Counter(dict(zip(COUNTED, counted, strict=True)))
        counts[REMAINING] = total - counts.total()
        lines.setdefault(line, {})[month] = Heat(+counts)
    return [HeatLine(line, months) for line, months in lines.items()]


def _cells_of(scope: BoardScope, key: str, year: int) -> Iterable[tuple[Any, ...]]:
    """Month, line, number of checkpoints, the numbers of those that stand in each way of `COUNTED`.

    SQLite over all measures: each month is grouped by itself, within it plans follow each other in the index, and
    nothing is sorted. Elsewhere the rows are found in another order, PostgreSQL calls helpers for so many parts, and
    one grouping of the year is the cheaper.
    """
    snapshot = scope.snapshot
    due, counted = snapshot.due_on, {"total": Count("pk")}
    for standing in COUNTED:
        counted[f"in_{standing.value}"] = Count("pk", filter=snapshot.condition(standing))
    if scope.is_by_measures or snapshot.is_of_another_day or connection.vendor != "sqlite":
        bounds = Q((f"{due}__gte", date(year, 1, 1)), (f"{due}__lt", date(year + 1, 1, 1)))
        of_year = snapshot.checkpoints.filter(bounds).order_by().annotate(month=MonthOf(due))
        return of_year.values_list("month", key).annotate(**counted)
    bounds = Q((f"{due}__gte", FROM), (f"{due}__lt", UNTIL))
    # The plans are named even where they are all: by them and the days a month is a few ranges of the index.
    within = snapshot.checkpoints.filter(bounds, plan_id__in=list(scope.plans)).order_by()
    return union_of(_by_months(within.values_list(key).annotate(**counted), year))


def _by_months(cells: QuerySet[Any, Any], year: int) -> list[tuple[str, tuple[Any, ...]]]:
    """The select of `cells` for each month: written once by Django, with the month's days put in place of the marks."""
    sql, parameters = sql_of(cells)
    kept_as = connection.ops.adapt_datefield_value
    selects = []
    for month in range(1, 13):
        first = date(year, month, 1)
        days = {kept_as(FROM): kept_as(first), kept_as(UNTIL): kept_as(next_month(first))}
        here = tuple(days.get(one, one) for one in parameters)
        selects.append((f"SELECT {month}, one.* FROM ({sql}) AS one", here))  # noqa: S608 our own SQL
    return selects


def sum_of(lines: Iterable[HeatLine]) -> dict[int, Heat]:
    """All lines together, by month."""
    together: dict[int, Counter[Standing]] = {}
    for line in lines:
        for month, heat in line.months.items():
            together.setdefault(month, Counter()).update(heat.counts)
    return {month: Heat(counts) for month, counts in together.items()}
