"""Projects as a person sees them on a day: the register with how their measures stand, one project, a plan's ties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kadrost.accounts.roles import Role
from kadrost.region.acting import Acting
from kadrost.roadmaps.domain.queries import Snapshot
from kadrost.roadmaps.domain.standard.coverage import counts_of
from kadrost.roadmaps.models import Checkpoint, Measure, Plan, Project, ProjectTie, Report
from kadrost.roadmaps.models.checkpoints import Standing

Outcome = ProjectTie.Outcome
CLOSED = (Checkpoint.State.ACCEPTED, Checkpoint.State.REMOVED)


@dataclass(frozen=True, slots=True)
class WantedProjects:
    """What of the register is shown."""

    state: str = ""
    kind: str = ""
    words: str = ""


@dataclass(slots=True)
class ProjectLine:
    """A project in the register: how deep it stands, its measures and those of its parts, how they stand."""

    project: Project
    depth: int
    state: Project.State
    measures: set[int] = field(default_factory=set)
    standings: Counter[Standing] = field(default_factory=Counter)
    awaited: int = 0
    failed: int = 0
    agreements: int = 0


def projects_on(acting: Acting, day: date) -> QuerySet[Project]:
    """The projects of the person's region that had been entered by the day."""
    projects = Project.objects.inside_for(acting).filter(entered_on__lte=day)
    return projects.select_related("territory", "responsible", "parent")


def ties_on(acting: Acting, day: date) -> QuerySet[ProjectTie]:
    """The confirmed ties of measures whose plan the person sees inside, made by the day; measures left out are not."""
    in_force = Q(measure__ended_on=None) | Q(measure__ended_on__gt=day)
    return ProjectTie.objects.inside_for(acting).filter(
        in_force, state=ProjectTie.State.CONFIRMED, decided_on__lte=day, project__entered_on__lte=day
    )


def register_lines(*, acting: Acting, snapshot: Snapshot, wanted: WantedProjects) -> list[ProjectLine]:
    """The register in its hierarchy; four queries."""
    day = snapshot.day
    projects = list(projects_on(acting, day))
    ties = list(ties_on(acting, day).order_by().only("measure_id", "project_id", "condition", "outcome", "outcome_on"))
    counts = counts_of(snapshot, sorted({tie.measure_id for tie in ties}))
    agreements = dict(
        Project.objects.filter(pk__in=[one.pk for one in projects])
        .order_by()
        .annotate(total=Count("agreements", filter=Q(agreements__entered_on__lte=day)))
        .values_list("pk", "total")
    )
    lines = {one.pk: ProjectLine(one, 0, one.state_on(day), agreements=agreements[one.pk]) for one in projects}
    for tie in ties:
        _add(lines, tie, day)
    for line in lines.values():
        for measure in line.measures:
            line.standings.update(counts.get(measure, {}))
    return list(_in_hierarchy(lines, wanted))


def ties_of_project(*, project: Project, acting: Acting, day: date) -> list[ProjectTie]:
    """The measures of a project and of its parts, with their plans, in order; one query and one a level of parts."""
    family = {project.pk}
    waiting = {project.pk}
    while waiting:
        waiting = set(Project.objects.filter(parent__in=waiting).values_list("pk", flat=True)) - family
        family |= waiting
    ties = ties_on(acting, day).filter(project__in=family)
    return list(ties.select_related("measure__plan", "project").order_by("measure__plan", "measure__position"))


def ties_of_plan(*, plan: Plan, day: date) -> list[ProjectTie]:
    """What is decided of the plan's measures, by project."""
    ties = ProjectTie.objects.filter(
        measure__plan=plan, measure__ended_on=None, state=ProjectTie.State.CONFIRMED, decided_on__lte=day
    )
    return list(ties.select_related("measure", "project__territory").order_by("project", "measure__position"))


def ties_of_measure(measure: Measure, *, day: date) -> list[ProjectTie]:
    """The projects of a measure with their conditions; one query."""
    ties = measure.project_ties.filter(state=ProjectTie.State.CONFIRMED, decided_on__lte=day)
    return list(ties.select_related("project__parent__parent"))


def open_conditions(ties: Iterable[ProjectTie], *, day: date) -> list[ProjectTie]:
    """The ties whose condition is not fulfilled by the day: awaited or failed."""
    return [tie for tie in ties if tie.outcome_by(day) in (Outcome.AWAITED, Outcome.FAILED)]


def ground_for_removal(measure: Measure, *, day: date) -> str:
    """With what ground a measure whose condition failed may be taken off control; empty where none did."""
    failed = [tie for tie in ties_of_measure(measure, day=day) if tie.outcome_by(day) == Outcome.FAILED]
    return "; ".join(
        f"{tie.project.caption}: условие не выполнено ({tie.condition_in_words}). Основание: {tie.outcome_ground}"
        for tie in failed
    )[:2_000]


def failed_kept_by(acting: Acting, *, today: date) -> QuerySet[ProjectTie]:
    """The ties with a failed condition whose measures are still on control, in plans the person keeps."""
    if not acting.has(Role.COORDINATOR, Role.ADMINISTRATOR, Role.CONTROLLER):
        return ProjectTie.objects.none()
    still_open = Checkpoint.objects.filter(measure=OuterRef("measure")).exclude(state__in=CLOSED)
    ties = ProjectTie.objects.filter(
        Exists(still_open),
        state=ProjectTie.State.CONFIRMED,
        outcome=Outcome.FAILED,
        outcome_on__lte=today,
        measure__plan__state=Plan.State.ACTIVE,
    ).exclude(condition=ProjectTie.Condition.NONE)
    if not acting.is_superuser:
        watched = acting.organisation_ids(Role.COORDINATOR) | acting.organisation_ids(Role.CONTROLLER)
        ties = ties.filter(
            Q(measure__plan__coordinator__in=sorted(watched))
            | Q(measure__plan__controller__in=sorted(watched))
            | Q(measure__plan__territory__in=sorted(acting.territory_ids(Role.ADMINISTRATOR)))
        )
    return ties


def failed_at_work(acting: Acting, *, today: date) -> list[ProjectTie]:
    """The first of them by the day on which the condition failed; one query."""
    ties = failed_kept_by(acting, today=today)
    return list(ties.select_related("measure__plan", "project").order_by("outcome_on", "pk")[:20])


def reports_to_attach(*, acting: Acting, measures: Sequence[int]) -> list[Report]:
    """The reports of the person's own bodies on these measures whose checkpoints are still open; one query."""
    related = _attachable(acting, measures).select_related("checkpoint__measure", "checkpoint__plan")
    return list(related.prefetch_related("checkpoint__measure__requirements").order_by("-reported_on", "-pk"))


def has_report_to_attach(*, acting: Acting, measures: Sequence[int]) -> bool:
    """Whether there is one of `reports_to_attach`; a query at most."""
    return _attachable(acting, measures).exists()


def _attachable(acting: Acting, measures: Sequence[int]) -> QuerySet[Report]:
    bodies = acting.organisation_ids(Role.EXECUTOR)
    if not bodies or not measures:
        return Report.objects.none()
    reports = Report.objects.filter(checkpoint__measure__in=measures, organisation__in=sorted(bodies))
    return reports.exclude(checkpoint__state__in=CLOSED)


def _add(lines: Mapping[int, ProjectLine], tie: ProjectTie, day: date) -> None:
    """Count a measure for its project and for all that this is a part of, each measure once."""
    at: int | None = tie.project_id
    outcome = tie.outcome_by(day)
    while at is not None and at in lines:
        line = lines[at]
        line.measures.add(tie.measure_id)
        line.awaited += outcome == Outcome.AWAITED
        line.failed += outcome == Outcome.FAILED
        at = line.project.parent_id


def _in_hierarchy(lines: Mapping[int, ProjectLine], wanted: WantedProjects) -> Iterator[ProjectLine]:
    """The whole before its parts; where lines are left out, a part stands as deep as what is shown above it."""
    children: dict[int | None, list[ProjectLine]] = {}
    for line in lines.values():
        parent = line.project.parent_id
        children.setdefault(parent if parent in lines else None, []).append(line)
    order = list(Project.Kind.values)

    def walk(parent: int | None, depth: int) -> Iterator[ProjectLine]:
        for line in sorted(
            children.get(parent, ()),
            key=lambda one: (order.index(one.project.kind), one.project.title, str(one.project.begins_on or "")),
        ):
            is_shown = _is_wanted(line, wanted)
            if is_shown:
                line.depth = depth
                yield line
            yield from walk(line.project.pk, depth + is_shown)

    return walk(None, 0)


def _is_wanted(line: ProjectLine, wanted: WantedProjects) -> bool:
    words = wanted.words.casefold().split()
    told = f"{line.project.title} {line.project.code}".casefold()
    return (
        (not wanted.state or line.state == wanted.state)
        and (not wanted.kind or line.project.kind == wanted.kind)
        and all(word in told for word in words)
    )
