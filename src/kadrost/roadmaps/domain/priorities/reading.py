"""A list of priorities as it stands on a day: what serves each, who trains, what was reached, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_noop

from kadrost.accounts.roles import Role
from kadrost.region.acting import Acting
from kadrost.roadmaps.domain.queries import Snapshot, plans_visible_to
from kadrost.roadmaps.domain.standard.coverage import counts_of
from kadrost.roadmaps.domain.standard.serving import in_force_on
from kadrost.roadmaps.models import (
    IndicatorActual,
    Measure,
    Participant,
    Plan,
    Priority,
    PriorityIndicator,
    PriorityList,
    PriorityTie,
    PriorityTraining,
)
from kadrost.roadmaps.models.checkpoints import Standing

BEHIND = (Standing.SILENT, Standing.LATE, Standing.RETURNED, Standing.CONTRADICTED)
"""How a checkpoint stands that keeps its measure behind its term."""

HOLES = {
    "no_training": gettext_noop("Никто не готовит кадры"),
    "no_measure": gettext_noop("Нет мероприятий в планах"),
    "all_late": gettext_noop("Все мероприятия просрочены"),
    "no_actual": gettext_noop("Нет значения показателя за прошлый год"),
    "no_indicator": gettext_noop("Нет показателей"),
}

Actuals = dict[tuple[UUID, int], IndicatorActual]


@dataclass(frozen=True, slots=True)
class YearValue:
    """What was planned for a year and what was reached."""

    year: int
    planned: Decimal | None
    actual: IndicatorActual | None
    is_short: bool


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator over the years; `lacks_past` where the past year has no value."""

    indicator: PriorityIndicator
    years: tuple[YearValue, ...]
    lacks_past: bool


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure that serves the priority, with how its checkpoints stand on the day."""

    measure: Measure
    standings: Counter[Standing]

    @property
    def is_behind(self) -> bool:
        """Whether a checkpoint has passed its term without an accepted result."""
        return any(self.standings[one] for one in BEHIND)


@dataclass(frozen=True, slots=True)
class PriorityLine:
    """A priority with all of it."""

    priority: Priority
    measures: tuple[MeasureLine, ...]
    training: tuple[PriorityTraining, ...]
    indicators: tuple[IndicatorLine, ...]

    @property
    def standings(self) -> Counter[Standing]:
        """How all checkpoints of its measures stand."""
        total: Counter[Standing] = Counter()
        for one in self.measures:
            total.update(one.standings)
        return total

    @property
    def holes(self) -> list[str]:
        """The keys of `HOLES` that hold, the worst first."""
        found = {
            "no_training": not self.training,
            "no_measure": not self.measures,
            "all_late": bool(self.measures) and all(one.is_behind for one in self.measures),
            "no_actual": any(one.lacks_past for one in self.indicators),
            "no_indicator": not self.indicators,
        }
        return [key for key in HOLES if found[key]]


@dataclass(frozen=True, slots=True)
class ListView:
    """A list on a day."""

    priorities: PriorityList
    lines: tuple[PriorityLine, ...]

    @property
    def with_holes(self) -> int:
        """How many priorities lack something."""
        return sum(1 for line in self.lines if line.holes)


def lists_visible_to(acting: Acting, *, day: date) -> QuerySet[PriorityList]:
    """The lists that the person may read on the day, the latest first."""
    return PriorityList.objects.visible_to(acting, day=day).select_related("territory", "previous__territory")


def priorities_visible_to(acting: Acting, *, day: date) -> QuerySet[Priority]:
    """The priorities of those lists."""
    lists = PriorityList.objects.visible_to(acting, day=day).order_by().values("pk")
    return Priority.objects.filter(list__in=lists).select_related("list__territory", "responsible")


def view_list(priorities: PriorityList, *, acting: Acting, snapshot: Snapshot) -> ListView:
    """The list on the snapshot's day, with the measures of the plans that the person sees; eleven queries."""
    rows = list(_whole(priorities.priorities.all(), snapshot.day))
    for row in rows:
        row.list = priorities
    return ListView(priorities, tuple(_lines(rows, priorities, acting, snapshot)))


def view_priority(priority: Priority, *, acting: Acting, snapshot: Snapshot) -> PriorityLine:
    """One priority in the same way."""
    row = _whole(Priority.objects.filter(pk=priority.pk), snapshot.day).get()
    row.list = priority.list
    return _lines([row], priority.list, acting, snapshot)[0]


def actuals_of(territory_id: int, lineages: Iterable[UUID], *, day: date) -> Actuals:
    """The latest value entered by the day for each indicator and year; one query."""
    rows = IndicatorActual.objects.filter(
        territory=territory_id, lineage__in=list(lineages), entered_on__lte=day
    ).select_related("organisation")
    return {(row.lineage, row.year): row for row in rows}


def history_of_actuals(indicator: PriorityIndicator, *, day: date) -> list[IndicatorActual]:
    """Every value entered by the day, the latest first."""
    rows = IndicatorActual.objects.filter(
        territory=indicator.priority.list.territory_id, lineage=indicator.lineage, entered_on__lte=day
    )
    return list(rows.select_related("organisation").order_by("-pk"))


def indicators_waiting(acting: Acting, *, day: date) -> QuerySet[PriorityIndicator] | None:
    """The indicators of lists in force whose past year's value the person's bodies owe; None where they answer for none.

    As the holes of a list have it: a base value of that year counts as one.
    """
    mine = sorted(acting.organisation_ids(Role.EXECUTOR))
    if not mine:
        return None
    past = day.year - 1
    entered = IndicatorActual.objects.filter(
        lineage=OuterRef("lineage"), territory=OuterRef("priority__list__territory"), year=past, entered_on__lte=day
    )
    in_force = Q(priority__list__replaced_on=None) | Q(priority__list__replaced_on__gt=day)
    writer = Q(responsible__in=mine) | Q(responsible=None, priority__responsible__in=mine)
    based = Q(base_year=None) | Q(base_year__lt=past)
    return PriorityIndicator.objects.filter(
        in_force, writer, based, ~Exists(entered), priority__list__adopted_on__lte=day
    )


def _whole(rows: QuerySet[Priority], day: date) -> QuerySet[Priority]:
    ties = PriorityTie.objects.filter(state=PriorityTie.State.CONFIRMED, decided_on__lte=day)
    here = Participant.objects.in_force(day)
    training = PriorityTraining.objects.filter(participant__in=here).select_related("participant__organisation")
    indicators = PriorityIndicator.objects.select_related("responsible").prefetch_related("plans")
    return rows.select_related("responsible").prefetch_related(
        Prefetch("ties", ties, to_attr="confirmed"),
        Prefetch("training", training, to_attr="trained"),
        Prefetch("indicators", indicators),
        "resources__amounts",
    )


def _lines(
    rows: Sequence[Priority], priorities: PriorityList, acting: Acting, snapshot: Snapshot
) -> list[PriorityLine]:
    measures = _measures({tie.lineage for row in rows for tie in _confirmed(row)}, acting, snapshot)
    indicators = [one for row in rows for one in row.indicators.all()]
    actuals = actuals_of(priorities.territory_id, (one.lineage for one in indicators), day=snapshot.day)
    lines = []
    for row in rows:
        for indicator in row.indicators.all():
            indicator.priority = row
        mine = [one for tie in _confirmed(row) for one in measures.get(tie.lineage, ())]
        lines.append(
            PriorityLine(
                priority=row,
                measures=tuple(sorted(mine, key=lambda one: (one.measure.plan_id, one.measure.position))),
                training=tuple(row.trained),  # type: ignore[attr-defined]
                indicators=tuple(_indicator(one, actuals, priorities, snapshot.day) for one in row.indicators.all()),
            )
        )
    return lines


def _confirmed(row: Priority) -> list[PriorityTie]:
    found: list[PriorityTie] = row.confirmed  # type: ignore[attr-defined]
    return found


def _measures(lineages: set[UUID], acting: Acting, snapshot: Snapshot) -> Mapping[UUID, list[MeasureLine]]:
    plans = plans_visible_to(acting).filter(state=Plan.State.ACTIVE)
    rows = Measure.objects.filter(in_force_on(snapshot.day), lineage__in=lineages, plan__in=plans)
    found = list(rows.select_related("plan").defer("printed", "place", "search_text"))
    counts = counts_of(snapshot, [one.pk for one in found])
    by_lineage: dict[UUID, list[MeasureLine]] = {}
    for measure in found:
        by_lineage.setdefault(measure.lineage, []).append(MeasureLine(measure, counts.get(measure.pk, Counter())))
    return by_lineage


def _indicator(indicator: PriorityIndicator, actuals: Actuals, priorities: PriorityList, day: date) -> IndicatorLine:
    planned = {plan.year: plan.value for plan in indicator.plans.all()}
    reached = {year: one for (lineage, year), one in actuals.items() if lineage == indicator.lineage}
    years = sorted({*planned, *(year for year in reached if year >= priorities.year - 1)})
    past = day.year - 1
    return IndicatorLine(
        indicator=indicator,
        years=tuple(
            YearValue(
                year,
                planned.get(year),
                reached.get(year),
                is_short=year in planned and year in reached and indicator.is_short(reached[year].value, planned[year]),
            )
            for year in years
        ),
        lacks_past=past not in reached and (indicator.base_year is None or indicator.base_year < past),
    )
