"""The board: checkpoints of all plans that a person may see, filtered, the urgent first.

A page is put together without sorting all rows: the counts by standing (`counting.py`) say which standings it
covers, and each of them is read by due day from an index.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from kadrost.region.domain.people import Acting
from kadrost.roadmaps.domain.board_filter import BoardFilter
from kadrost.roadmaps.domain.queries import STANDINGS_BY_URGENCY, OneOf, Snapshot, plans_visible_to, snapshot_for
from kadrost.roadmaps.domain.standard.serving import serves
from kadrost.roadmaps.models import Duty, Measure, Plan
from kadrost.roadmaps.models.checkpoints import Standing

ROWS_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class BoardScope:
    """What a person looks at on a day: the plans seen, those that the filter leaves, and their checkpoints.

    `snapshot` holds the filter but for its standings and months; `plans_seen` are all plans that may be chosen.
    `is_tallied` says that nothing but plans and months narrows it; `plans_named` are the plans to which it is narrowed,
    None where it covers all.
    """

    wanted: BoardFilter
    snapshot: Snapshot
    plans_seen: Mapping[int, Plan]
    plans: Mapping[int, Plan]
    is_tallied: bool
    plans_named: Collection[int] | None

    @property
    def within_months(self) -> Snapshot:
        """The checkpoints that are due in the filter's months."""
        if not self.wanted.months:
            return self.snapshot
        due = self.snapshot.due_on
        months = Q(pk__in=())
        for month in self.wanted.months:
            months |= Q((f"{due}__gte", month), (f"{due}__lt", next_month(month)))
        return replace(self.snapshot, checkpoints=self.snapshot.checkpoints.filter(months))

    @property
    def standings(self) -> tuple[Standing, ...]:
        """The standings shown, the urgent first."""
        chosen = self.wanted.standings or STANDINGS_BY_URGENCY
        return tuple(standing for standing in STANDINGS_BY_URGENCY if standing in chosen)


@dataclass(frozen=True, slots=True)
class Slice:
    """A run of rows of one standing, in the order of due days; of some of the scope's plans where `plans` names them."""

    standing: Standing
    skip: int
    take: int
    plans: tuple[int, ...] | None = None


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def plans_seen_by(acting: Acting) -> dict[int, Plan]:
    """All plans that the person may see, without the words of their documents; one query."""
    plans = plans_visible_to(acting).select_related("territory").defer("title", "columns")
    return {plan.pk: plan for plan in plans}


def board_scope(
    *,
    acting: Acting,
    today: date,
    as_of: date | None,
    wanted: BoardFilter,
    seen: Mapping[int, Plan] | None = None,
    measures: Collection[int] | None = None,
) -> BoardScope:
    """The scope of a person's board: one query, two where executors or words are asked for.

    A plan taken off control is shown only where it is asked for by name. `seen` are the person's plans, `measures`
    those that the filter leaves, where they are at hand; each saves a query.
    """
    seen = plans_seen_by(acting) if seen is None else seen
    plans = {pk: plan for pk, plan in seen.items() if _is_wanted(plan, wanted)}
    snapshot = snapshot_for(today=today, as_of=as_of)
    checkpoints = snapshot.checkpoints
    is_part = len(plans) < len(seen) or not acting.is_superuser
    if measures is None:
        measures = _measures_wanted(wanted, plans)
    if is_part and measures is None:  # measures are of these plans; both conditions together mislead the databases
        checkpoints = checkpoints.filter(plan_id__in=list(plans))
    if wanted.sections:
        checkpoints = checkpoints.filter(section_id__in=wanted.sections)
    if measures is not None:
        checkpoints = checkpoints.filter(OneOf("measure_id", measures))
    return BoardScope(
        wanted=wanted,
        snapshot=replace(snapshot, checkpoints=checkpoints),
        plans_seen=seen,
        plans=plans,
        is_tallied=measures is None and not wanted.sections and as_of is None,
        plans_named=tuple(plans) if is_part else None,
    )


def slices_of(totals: Mapping[Standing, int], standings: Sequence[Standing], *, skip: int, take: int) -> list[Slice]:
    """Which rows of which standings stand on a page that passes over `skip` rows and takes `take`."""
    slices = []
    for standing in standings:
        here = totals[standing]
        taken = min(take, here - skip)
        if taken > 0:
            slices.append(Slice(standing, skip, taken))
            take -= taken
        skip = max(0, skip - here)
        if not take:
            break
    return slices


def ids_select(scope: BoardScope, slices: Sequence[Slice]) -> tuple[str, list[Any]]:
    """The select of the checkpoints of a page, each slice read by due day, with its parameters.

    The databases allow limits within a union, Django's `union` does not on SQLite; hence the text.
    """
    snapshot = scope.within_months
    parts = []
    for one in slices:
        rows = snapshot.checkpoints.filter(snapshot.condition(one.standing))
        if one.plans is not None:
            rows = rows.filter(plan_id__in=one.plans)
        ordered = rows.order_by(snapshot.due_on, "pk")
        sql, parameters = sql_of(ordered.values("pk")[one.skip : one.skip + one.take])
        parts.append((f"SELECT * FROM ({sql}) AS one", parameters))  # noqa: S608 our own SQL
    return union_text(parts)


def _is_wanted(plan: Plan, wanted: BoardFilter) -> bool:
    if wanted.plans:
        if plan.pk not in wanted.plans:
            return False
    elif plan.state != Plan.State.ACTIVE:
        return False
    if wanted.kinds and plan.kind not in wanted.kinds:
        return False
    return not wanted.territories or not {plan.territory_id, plan.territory.parent_id}.isdisjoint(wanted.territories)


def _measures_wanted(wanted: BoardFilter, plans: Mapping[int, Plan]) -> QuerySet[Measure, int] | None:
    """The measures of the executors, words and provisions of the Standard that are asked for; None where none is."""
    if not wanted.executors and not wanted.words and not wanted.provisions:
        return None
    measures = Measure.objects.filter(plan_id__in=list(plans)).order_by()
    for word in wanted.search_words:
        measures = measures.filter(search_text__contains=word)
    if wanted.provisions:
        measures = measures.filter(serves(wanted.provisions))
    if wanted.executors:
        by_name = Duty.objects.filter(organisation__in=wanted.executors).values("measure")
        in_group = Duty.objects.filter(group__members__in=wanted.executors).values("measure")
        measures = measures.filter(Q(pk__in=by_name) | Q(pk__in=in_group))
    return measures.values_list("pk", flat=True)


def sql_of(rows: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    """A query as text with its parameters; django.core.exceptions.EmptyResultSet where nothing can be found."""
    sql, parameters = rows.query.sql_with_params()
    return sql, tuple(parameters)


def union_text(parts: Sequence[tuple[str, Sequence[Any]]]) -> tuple[str, list[Any]]:
    """Several selects as one, with the parameters of all."""
    return " UNION ALL ".join(sql for sql, _ in parts), [one for _, parameters in parts for one in parameters]


def union_of(parts: Sequence[tuple[str, tuple[Any, ...]]]) -> list[tuple[Any, ...]]:
    """The rows of several selects as one query."""
    with connection.cursor() as cursor:
        cursor.execute(*union_text(parts))
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
