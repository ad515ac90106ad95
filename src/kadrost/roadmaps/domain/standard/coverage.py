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


def coverage_of(*, acting: Acting, snapshot: Snapshot, plan_id: int | None = None) -> Coverage:
    """How the plans under control serve the Standard on the day of the snapshot; six queries."""
    edition = current_edition()
    plans = tuple(plans_compared(acting, plan_id))
    measures = _rows(Measure.objects.filter(in_force_on(snapshot.day), plan__in=[plan.pk for plan in plans]))
    ties = ties_until(snapshot.day)
    counts = _counts(snapshot, [plan.pk for plan in plans])
    lines = {provision.number: CoverageLine(provision) for provision in provisions_of(edition)}
    free: Counter[int] = Counter()
    for row in measures:
        numbers = served_by(row.inherited, ties.get(row.lineage)) & lines.keys()
        if not numbers:
            free[row.plan_id] += 1
        for number in numbers:
            _add(lines[number], row, counts.get(row.pk))
    return Coverage(plans=plans, lines=tuple(lines.values()), free=free)


def plans_compared(acting: Acting, plan_id: int | None = None) -> QuerySet[Plan]:
    """The plans under control that a person sees, or the one that is asked for whatever its state."""
    plans = plans_visible_to(acting).select_related("territory").defer("title", "columns").order_by("pk")
    return plans.filter(pk=plan_id) if plan_id else plans.filter(state=Plan.State.ACTIVE)


def worst_standing(standings: Counter[Standing], order: Sequence[Standing]) -> Standing | None:
    """How a measure stands by the worst of its checkpoints; none where it has none."""
    return next((standing for standing in order if standings[standing]), None)


def counts_of(snapshot: Snapshot, measures: Sequence[int]) -> dict[int, Counter[Standing]]:
    """How many checkpoints of each measure stand in each way; one query."""
    return _grouped(snapshot, "measure__in", measures)


def _counts(snapshot: Snapshot, plans: Sequence[int]) -> dict[int, Counter[Standing]]:
    return _grouped(snapshot, "plan__in", plans)


def _grouped(snapshot: Snapshot, lookup: str, keys: Sequence[int]) -> dict[int, Counter[Standing]]:
    rows = snapshot.with_standing().filter(**{lookup: keys}).order_by()
    counts: dict[int, Counter[Standing]] = {}
    for measure, standing, total in rows.values_list("measure_id", "standing_on_day").annotate(Count("pk")):
        counts.setdefault(measure, Counter())[Standing(standing)] = total
    return counts


def _rows(measures: QuerySet[Measure]) -> list[_Row]:
    columns = ("pk", "plan_id", "lineage", "section__provision", "is_continuous", "is_on_demand")
    return [_Row(*values) for values in measures.order_by("plan_id", "position").values_list(*columns)]


def _add(line: CoverageLine, row: _Row, standings: Counter[Standing] | None) -> None:
    line.by_plan[row.plan_id] += 1
    if standings:
        line.standings.update(standings)
    elif row.is_continuous:
        line.continuous += 1
    elif row.is_on_demand:
        line.on_demand += 1
    else:
        line.without_points += 1
