"""Counts of today's checkpoints that nothing but plans and months narrows, out of `CheckpointTally`.

The tally holds how many of each plan, month, state and report there are. Their standing follows, but for two groups
of those awaited, which are read from their indexes: what is due in the months around today, whose days matter, and
what is open although due later. `queries.Snapshot` says in Django's words what is said here in SQL; tests hold both
to `Checkpoint.standing`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from kadrost.roadmaps.domain.board import next_month, union_of
from kadrost.roadmaps.domain.tally_triggers import MONTH
from kadrost.roadmaps.models import Checkpoint
from kadrost.roadmaps.models.checkpoints import DUE_SOON_DAYS, Standing

Cell = tuple[int | None, int, str, int]
"""A plan or section, a month (202611; nought where it was not asked for), the value of a standing, how many."""

Select = tuple[str, tuple[Any, ...]]

AWAITING = Checkpoint.State.AWAITING.value
STATES = tuple(state.value for state in Checkpoint.State if state.value != AWAITING)
"""The states that are standings by themselves."""

OPEN_AHEAD = "open ahead"
FEW = 5
TALLY = "roadmaps_checkpointtally"
POINTS = "roadmaps_checkpoint"
STANDING = (
    f"CASE WHEN state <> '{AWAITING}' THEN state WHEN due_month > %s THEN '{Standing.NOT_DUE.value}' "
    f"WHEN is_reported THEN '{Standing.LATE.value}' ELSE '{Standing.SILENT.value}' END"
)
STANDING_AROUND = (
    f"CASE WHEN due_on < %s THEN CASE WHEN reports_count > 0 THEN '{Standing.LATE.value}' "
    f"ELSE '{Standing.SILENT.value}' END WHEN due_on <= %s THEN '{Standing.DUE.value}' "
    f"WHEN opens_on <= %s THEN '{Standing.OPEN.value}' ELSE '{Standing.NOT_DUE.value}' END"
)
DECIDED = f"(state <> '{AWAITING}' OR due_month < %s OR due_month > %s)"
"""Of the tally, all whose standing follows from it."""


def month_number(day: date) -> int:
    """202611 for a day in November 2026."""
    return day.year * 100 + day.month


@dataclass(frozen=True, slots=True)
class TallyOf:
    """The tally as read on a day for some plans (None: for all of them)."""

    day: date
    plans: Collection[int] | None

    def by_plan(self, months: Collection[int]) -> list[Cell]:
        """By plan, in these months or in all where none is named; one query."""
        of_months, numbers = _among("due_month", months or None)
        of_plans, plans = _among("plan_id", self._few_plans)
        tallied = (
            f"SELECT plan_id, 0, {STANDING}, CAST(SUM(total) AS bigint) FROM {TALLY} "  # noqa: S608 our own SQL
            f"WHERE {DECIDED}{of_months}{of_plans} GROUP BY 1, 3"
        )
        values = (self._last, self._first, self._last, *numbers, *plans)
        found = union_of([(tallied, values), *self._awaited()])
        cells = [row[1:] for row in self._ours([(0, *row) for row in found])]
        return _with_open_ahead(cell for cell in cells if not cell[1] or not months or cell[1] in months)

    def totals(self, months: Collection[int]) -> list[tuple[str, int]]:
        """Standings and how many there are in these months, but for those that `awaited` reads; one query.

        One row of sums is far cheaper than groups.
        """
        decided: list[tuple[str, tuple[int, ...]]] = [(f"state = '{state}'", ()) for state in STATES]
        past = f"state = '{AWAITING}' AND due_month < %s AND "
        decided += [(f"{past}is_reported", (self._first,)), (f"{past}NOT is_reported", (self._first,))]
        decided.append((f"state = '{AWAITING}' AND due_month > %s", (self._last,)))
        sums = ", ".join(f"SUM(CASE WHEN {condition} THEN total ELSE 0 END)" for condition, _ in decided)
        of_months, numbers = _among("due_month", months or None)
        of_plans, plans = _among("plan_id", self.plans)
        bounds = [day for _, days in decided for day in days]
        select = f"SELECT {sums} FROM {TALLY} WHERE 0 = 0{of_months}{of_plans}"  # noqa: S608 our own SQL
        (found,) = union_of([(select, (*bounds, *numbers, *plans))])
        standings = (*STATES, Standing.LATE.value, Standing.SILENT.value, Standing.NOT_DUE.value)
        return [(standing, int(total or 0)) for standing, total in zip(standings, found, strict=True)]

    def year(self, year: int) -> tuple[list[Cell], list[Cell]]:
        """The year by plan and month, but for what the second list has: those awaited, of any month; one query."""
        of_plans, plans = _among("plan_id", self._few_plans)
        tallied = (
            f"SELECT plan_id, due_month, {STANDING}, total FROM {TALLY} "  # noqa: S608 our own SQL
            f"WHERE due_month >= %s AND due_month <= %s AND {DECIDED}{of_plans}"
        )
        values = (self._last, year * 100 + 1, year * 100 + 12, self._first, self._last, *plans)
        found = union_of(
            [
                (f"SELECT {place}, one.* FROM ({sql}) AS one", parameters)  # noqa: S608 our own SQL
                for place, (sql, parameters) in enumerate([(tallied, values), *self._awaited()])
            ]
        )
        ours = self._ours(found)
        awaited = _with_open_ahead((line, month, value, total) for place, line, month, value, total in ours if place)
        return [(line, month, value, total) for place, line, month, value, total in ours if not place], awaited

    def _awaited(self) -> list[Select]:
        """The selects of those awaited whose days decide: month by month around today, and those open ahead."""
        of_plans, plans = _among("plan_id", self._few_plans)
        of_month = (
            f"SELECT plan_id, %s, {STANDING_AROUND}, COUNT(*) FROM {POINTS} "  # noqa: S608 our own SQL
            f"WHERE state = '{AWAITING}' AND due_on >= %s AND due_on < %s{of_plans} GROUP BY 1, 3"
        )
        today, soon = _kept(self.day), _kept(self._soon)
        selects = [
            (of_month, (month_number(first), today, soon, today, _kept(first), _kept(next_month(first)), *plans))
            for first in sorted({self.day.replace(day=1), self._soon.replace(day=1)})
        ]
        month = MONTH[connection.vendor].format(day="due_on")
        ahead = (
            f"SELECT plan_id, {month}, '{OPEN_AHEAD}', COUNT(*) FROM {POINTS} "  # noqa: S608 our own SQL
            f"WHERE state = '{AWAITING}' AND opens_on <= %s AND {month} > %s{of_plans} GROUP BY 1, 2"
        )  # by months and not by `due_on`: SQLite would read all that is due later, plan by plan, instead of what is open
        return [*selects, (ahead, (today, self._last, *plans))]

    @property
    def _few_plans(self) -> Collection[int] | None:
        """The plans to be named to the database: naming many costs more than leaving out those that are not meant."""
        return self.plans if self.plans is not None and len(self.plans) <= FEW else None

    def _ours(self, found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """The rows (place, plan, …) of the plans meant."""
        if self.plans is None or self._few_plans is not None:
            return found
        meant = frozenset(self.plans)
        return [row for row in found if row[1] in meant]

    @property
    def _soon(self) -> date:
        return self.day + timedelta(days=DUE_SOON_DAYS)

    @property
    def _first(self) -> int:
        return month_number(self.day)

    @property
    def _last(self) -> int:
        return month_number(self._soon)


def _among(column: str, numbers: Collection[int] | None) -> tuple[str, tuple[int, ...]]:
    """The condition that a column holds one of the numbers; none where there are none to hold it to."""
    if numbers is None:
        return "", ()
    return f" AND {column} IN ({', '.join(['%s'] * len(numbers))})", tuple(numbers)


def _with_open_ahead(cells: Iterable[Cell]) -> list[Cell]:
    """What is open ahead taken out of what is not due yet, among which the tally has it."""
    found: list[Cell] = []
    for line, month, value, total in cells:
        if value == OPEN_AHEAD:
            found += [(line, month, Standing.OPEN.value, total), (line, month, Standing.NOT_DUE.value, -total)]
        else:
            found.append((line, month, value, total))
    return found


def _kept(day: date) -> Any:
    """A day as the database keeps days."""
    return connection.ops.adapt_datefield_value(day)
