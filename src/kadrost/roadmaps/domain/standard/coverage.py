"""Provisions × measures × how they stand, for a plan or for all plans that a person sees; and what is left open.

A provision without a measure in a plan is «нет в плане»: nothing is said of whether the work is done elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, QuerySet

from kadrost.region.acting import Acting
from kadrost.roadmaps.domain.board_memory import Drawings
from kadrost.roadmaps.domain.change_counts import changes_of
from kadrost.roadmaps.domain.queries import Snapshot, plans_visible_to
from kadrost.roadmaps.domain.standard.serving import (
    current_edition,
    in_force_on,
    provisions_of,
    served_by,
    ties_until,
)
from kadrost.roadmaps.models import Act, Measure, Plan, Provision
from kadrost.roadmaps.models.checkpoints import Standing


@dataclass(slots=True)
class CoverageLine:
    """A provision with what serves it: how many measures, in which plans, and how their checkpoints stand."""

    provision: Provision
    by_plan: Counter[int] = field(default_factory=Counter)
    standings: Counter[Standing] = field(default_factory=Counter)
    continuous: int = 0
    on_demand: int = 0
    without_points: int = 0

    @property
    def measures(self) -> int:
        """How many measures serve the provision."""
        return self.by_plan.total()

    @property
    def points(self) -> int:
        """How many checkpoints they have."""
        return self.standings.total()

    def absent_from(self, plans: Sequence[Plan]) -> list[Plan]:
        """The roadmaps that hold no measure for it; nobody expects a protocol or a template to serve every provision."""
        return [plan for plan in plans if plan.kind == Act.Kind.ROADMAP and not self.by_plan[plan.pk]]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole of it; `free` are measures that serve no provision, by plan."""

    plans: tuple[Plan, ...]
    lines: tuple[CoverageLine, ...]
    free: Counter[int]

    @property
    def holes(self) -> list[CoverageLine]:
        """The provisions that no measure serves."""
        return [line for line in self.lines if not line.measures]


@dataclass(frozen=True, slots=True)
class _Row:
    pk: int
    plan_id: int
    lineage: UUID
    inherited: int | None
    is_continuous: bool
    is_on_demand: bool


@dataclass(slots=True)
class _Part:
    """What the measures of one plan give to a provision."""

    measures: int = 0
    standings: Counter[Standing] = field(default_factory=Counter)
    continuous: int = 0
    on_demand: int = 0
    without_points: int = 0


@dataclass(slots=True)
class _PlanParts:
    """A plan's share of the whole, by number of the provision; `free` are its measures that serve none."""

    parts: dict[int, _Part] = field(default_factory=dict)
    free: int = 0


REMEMBERED: Drawings[_PlanParts | None] = Drawings(most=1_000)
"""By plan, day, provisions and how often the plan was written (`change_counts`): of another count nothing is recalled."""


def coverage_of(*, acting: Acting, snapshot: Snapshot, plan_id: int | None = None) -> Coverage:
    """How the plans under control serve the Standard on the day of the snapshot; seven queries.

    Today's shares of plans that nobody wrote since they were counted are recalled; what is counted is remembered.
    """
    edition = current_edition()
    plans = tuple(plans_covering(acting, plan_id))
    provisions = provisions_of(edition)
    lines = {provision.number: CoverageLine(provision) for provision in provisions}
    of_standard = frozenset((provision.pk, provision.number) for provision in provisions)
    free: Counter[int] = Counter()
    for plan, counted in _parts_of([plan.pk for plan in plans], snapshot, of_standard).items():
        free[plan] += counted.free
        for number, part in counted.parts.items():
            _add(lines[number], plan, part)
    return Coverage(plans=plans, lines=tuple(lines.values()), free=free)


def plans_compared(acting: Acting, plan_id: int | None = None) -> QuerySet[Plan]:
    """The plans under control that a person sees, or the one that is asked for whatever its state."""
    plans = plans_visible_to(acting).select_related("territory").defer("title", "columns").order_by("pk")
    return plans.filter(pk=plan_id) if plan_id else plans.filter(state=Plan.State.ACTIVE)


def plans_covering(acting: Acting, plan_id: int | None = None) -> QuerySet[Plan]:
    """Those of `plans_compared` that oblige somebody: a template serves no provision until a plan is made of it."""
    plans = plans_compared(acting, plan_id)
    return plans if plan_id else plans.exclude(kind=Act.Kind.TEMPLATE)


def worst_standing(standings: Counter[Standing], order: Sequence[Standing]) -> Standing | None:
    """How a measure stands by the worst of its checkpoints; none where it has none."""
    return next((standing for standing in order if standings[standing]), None)


def counts_of(snapshot: Snapshot, measures: Sequence[int]) -> dict[int, Counter[Standing]]:
    """How many checkpoints of each measure stand in each way; one query."""
    return _grouped(snapshot, "measure__in", measures)


def _grouped(snapshot: Snapshot, lookup: str, keys: Sequence[int]) -> dict[int, Counter[Standing]]:
    rows = snapshot.with_standing().filter(**{lookup: keys}).order_by()
    counts: dict[int, Counter[Standing]] = {}
    for measure, standing, total in rows.values_list("measure_id", "standing_on_day").annotate(Count("pk")):
        counts.setdefault(measure, Counter())[Standing(standing)] = total
    return counts


def _parts_of(
    plans: Sequence[int], snapshot: Snapshot, provisions: frozenset[tuple[int, int]]
) -> dict[int, _PlanParts]:
    numbers = frozenset(number for _, number in provisions)
    changes = None if snapshot.is_of_another_day else changes_of(plans)
    if changes is None:
        return _count_parts(plans, snapshot, numbers)
    keys = {plan: (plan, snapshot.day, provisions, changes[plan]) for plan in plans}
    recalled = {plan: REMEMBERED.recall(key, lambda: None) for plan, key in keys.items()}
    counted = _count_parts([plan for plan, parts in recalled.items() if parts is None], snapshot, numbers)
    for plan, parts in counted.items():
        REMEMBERED.keep(keys[plan], parts)
    return {plan: parts or counted[plan] for plan, parts in recalled.items()}


def _count_parts(plans: Sequence[int], snapshot: Snapshot, numbers: frozenset[int]) -> dict[int, _PlanParts]:
    """The shares of plans, counted from their measures and checkpoints; three queries, none for no plans."""
    found = {plan: _PlanParts() for plan in plans}
    if not plans:
        return found
    ties = ties_until(snapshot.day)
    counts = _grouped(snapshot, "plan__in", plans)
    for row in _rows(Measure.objects.filter(in_force_on(snapshot.day), plan__in=plans)):
        served = served_by(row.inherited, ties.get(row.lineage)) & numbers
        if not served:
            found[row.plan_id].free += 1
        for number in served:
            _count(found[row.plan_id].parts.setdefault(number, _Part()), row, counts.get(row.pk))
    return found


def _rows(measures: QuerySet[Measure]) -> list[_Row]:
    columns = ("pk", "plan_id", "lineage", "section__provision", "is_continuous", "is_on_demand")
    return [_Row(*values) for values in measures.order_by("plan_id", "position").values_list(*columns)]


def _count(part: _Part, row: _Row, standings: Counter[Standing] | None) -> None:
    part.measures += 1
    if standings:
        part.standings.update(standings)
    elif row.is_continuous:
        part.continuous += 1
    elif row.is_on_demand:
        part.on_demand += 1
    else:
        part.without_points += 1


def _add(line: CoverageLine, plan: int, part: _Part) -> None:
    line.by_plan[plan] += part.measures
    line.standings.update(part.standings)
    line.continuous += part.continuous
    line.on_demand += part.on_demand
    line.without_points += part.without_points
