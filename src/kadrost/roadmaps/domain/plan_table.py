"""A plan as its own table: measures in the document's columns, each with its checkpoints and how they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from kadrost.region.domain.people import Acting
from kadrost.region.models import Organisation, OrganisationGroup
from kadrost.roadmaps.domain.account import USUAL_COLUMNS, Column, measure_words
from kadrost.roadmaps.domain.editions.snapshots import measures_of_edition
from kadrost.roadmaps.domain.queries import STANDINGS_BY_URGENCY, Snapshot, plans_visible_to
from kadrost.roadmaps.models import Measure, Plan, PlanEdition, Section
from kadrost.roadmaps.models.checkpoints import Standing

CLOSED = (Standing.ACCEPTED, Standing.REMOVED)
COLUMNS_BESIDE = ("section", "other", "unknown", "")
"""Fields of columns that hold nothing of a measure by itself."""


@dataclass(frozen=True, slots=True)
class Point:
    """A checkpoint of the plan: its days, and how it stands on the day shown."""

    pk: int
    opens_on: date
    due_on: date
    standing: Standing


class OfPoints:
    """What has checkpoints, by their terms."""

    __slots__ = ()
    points: tuple[Point, ...]

    @property
    def standing(self) -> Standing | None:
        """How the worst of its checkpoints stands; none where it has no checkpoint."""
        standings = [point.standing for point in self.points]
        return min(standings, key=STANDINGS_BY_URGENCY.index) if standings else None

    @property
    def next_point(self) -> Point | None:
        """The checkpoint that waits for somebody first; none where all are closed."""
        return next((point for point in self.points if point.standing not in CLOSED), None)


@dataclass(frozen=True, slots=True)
class MeasureLine(OfPoints):
    """A measure with the words of its row and its checkpoints by due day."""

    measure: Measure
    words: Mapping[str, str]
    points: tuple[Point, ...]
    organisation_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class SectionLines:
    """A section with its measures; None stands for measures outside of sections."""

    section: Section | None
    lines: tuple[MeasureLine, ...]


@dataclass(frozen=True, slots=True)
class PlanTable:
    """The whole plan on a day."""

    plan: Plan
    columns: tuple[Column, ...]
    sections: tuple[SectionLines, ...]

    @property
    def lines(self) -> list[MeasureLine]:
        """All measures in the document's order."""
        return [line for section in self.sections for line in section.lines]

    @property
    def totals(self) -> Counter[Standing]:
        """How many checkpoints stand in each way."""
        return Counter(point.standing for line in self.lines for point in line.points)


@dataclass(frozen=True, slots=True)
class TableFilter:
    """Which measures are shown: of a section, of an executor, with a checkpoint that stands so or is due then."""

    section: int | None = None
    executor: int | None = None
    standing: Standing | None = None
    month: date | None = None

    def takes(self, line: MeasureLine) -> bool:
        """Whether the measure is shown; standing and month must meet in one checkpoint."""
        if self.section is not None and (line.measure.section_id or 0) != self.section:
            return False
        if self.executor is not None and self.executor not in line.organisation_ids:
            return False
        if self.standing is None and self.month is None:
            return True
        return any(
            (self.standing is None or point.standing == self.standing)
            and (self.month is None or point.due_on.replace(day=1) == self.month)
            for point in line.points
        )


def plan_table(*, plan: Plan, snapshot: Snapshot, edition: PlanEdition | None = None) -> PlanTable:
    """The plan with all its measures and checkpoints, by a constant number of queries.

    With `edition`, a superseded one, they say what they said in it.
    """
    measures = measures_of_edition(edition) if edition else measures_in_force(plan)
    points = points_of_plan(plan, snapshot)
    by_section: dict[int | None, list[MeasureLine]] = {}
    sections: dict[int | None, Section | None] = {}
    for measure in measures:
        sections.setdefault(measure.section_id, measure.section)
        line = MeasureLine(
            measure=measure,
            words=measure_words(measure),
            points=tuple(points.get(measure.pk, ())),
            organisation_ids=answering_ids(measure),
        )
        by_section.setdefault(measure.section_id, []).append(line)
    columns = tuple(
        column for column in (edition.columns if edition else plan.columns) if column.get("field") not in COLUMNS_BESIDE
    )
    return PlanTable(
        plan=plan,
        columns=columns or tuple(USUAL_COLUMNS),
        sections=tuple(SectionLines(sections[key], tuple(lines)) for key, lines in by_section.items()),
    )


def measures_in_force(plan: Plan) -> Iterable[Measure]:
    """The measures of the edition in force with all that a table shows of them."""
    return (
        plan.measures.in_force()
        .select_related("section")
        .defer("printed", "place", "search_text")
        .prefetch_related("requirements", "duties__organisation", "duties__group__members")
    )


def filtered(table: PlanTable, wanted: TableFilter) -> PlanTable:
    """The table with only the measures that the filter takes; sections left empty are not shown."""
    sections = [
        SectionLines(section.section, tuple(line for line in section.lines if wanted.takes(line)))
        for section in table.sections
    ]
    return PlanTable(table.plan, table.columns, tuple(section for section in sections if section.lines))


def points_of_plan(plan: Plan, snapshot: Snapshot) -> dict[int, list[Point]]:
    """The plan's checkpoints by measure, in the order of due days, by one query."""
    rows = (
        snapshot.with_standing()
        .filter(plan=plan)
        .order_by(snapshot.due_on, "pk")
        .values_list("measure_id", "pk", "opens_on", snapshot.due_on, "standing_on_day")
    )
    points: dict[int, list[Point]] = {}
    for measure_id, pk, opens_on, due_on, standing in rows:
        points.setdefault(measure_id, []).append(Point(pk, opens_on, due_on, Standing(standing)))
    return points


def answering_ids(measure: Measure) -> frozenset[int]:
    """The organisations that answer for the measure, by themselves or in a group."""
    named: set[int] = set()
    for duty in measure.duties.all():
        if duty.organisation_id:
            named.add(duty.organisation_id)
        if duty.group is not None:
            named.update(member.pk for member in duty.group.members.all())
    return frozenset(named)


def organisations_in(table: PlanTable) -> list[Organisation]:
    """The organisations that answer for measures of the table, by name, each once."""
    found: dict[int, Organisation] = {}
    for line in table.lines:
        for duty in line.measure.duties.all():
            if duty.organisation is not None:
                found[duty.organisation.pk] = duty.organisation
            if duty.group is not None:
                found.update((member.pk, member) for member in _members(duty.group))
    return sorted(found.values(), key=lambda organisation: organisation.name)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan as the list of plans shows it."""

    plan: Plan
    measures: int
    totals: Counter[Standing] = field(default_factory=Counter)

    @property
    def checkpoints(self) -> int:
        """How many checkpoints there are by the day shown."""
        return self.totals.total()


def plan_lines(
    *, acting: Acting, totals: Mapping[int | None, Counter[Standing]], seen: Iterable[Plan] | None = None
) -> list[PlanLine]:
    """The plans that the person may see with these totals, by two queries, none of which reads the documents themselves.

    `seen` are those plans, where they are at hand: one query then.
    """
    plans = list(
        seen
        if seen is not None
        else plans_visible_to(acting)
        .select_related("act", "territory", "coordinator", "controller")
        .defer("act__text", "act__blocks", "act__reading", "columns")
    )
    measures = dict(Measure.objects.in_force().order_by().values_list("plan_id").annotate(total=Count("pk")))
    return [PlanLine(plan, measures.get(plan.pk, 0), totals.get(plan.pk, Counter())) for plan in plans]


def totals_in_order(totals: Mapping[Standing, int]) -> list[tuple[Standing, int]]:
    """The standings that occur, the urgent first."""
    return [(standing, totals[standing]) for standing in STANDINGS_BY_URGENCY if totals.get(standing)]


def _members(group: OrganisationGroup) -> Iterable[Organisation]:
    members: Sequence[Organisation] = list(group.members.all())
    return members
