"""My work: what waits for this person, in short lists, and what the person did lately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import rules
from django.db.models import Exists, OuterRef, Q

from kadrost.accounts.roles import Role
from kadrost.region.domain.people import PUBLIC, Acting
from kadrost.roadmaps.domain.board import BoardScope, Slice, board_scope, plans_seen_by, slices_of
from kadrost.roadmaps.domain.board_filter import NEEDS_ATTENTION, OVERDUE, BoardFilter
from kadrost.roadmaps.domain.board_rows import Abilities, BoardRow, rows_by_id, rows_in
from kadrost.roadmaps.domain.counting import count_by_plan, count_by_standing, sum_of_lines
from kadrost.roadmaps.domain.my_work_decisions import Decisions, decisions_in
from kadrost.roadmaps.domain.queries import STANDINGS_BY_URGENCY, plans_visible_to
from kadrost.roadmaps.models import Checkpoint, Intake, Plan, Report, Ruling
from kadrost.roadmaps.models.checkpoints import Standing

ROWS_SHOWN = 8
HANDED_SHOWN = 6
NO_PLAN = (0,)


@dataclass(frozen=True, slots=True)
class WorkList:
    """A short list: its first rows, how many there are, and the filter of the board that shows all of them."""

    rows: Sequence[BoardRow]
    total: int
    wanted: BoardFilter

    @property
    def left_out(self) -> int:
        """How many are not shown here."""
        return self.total - len(self.rows)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A report that the person's body handed in, and how its checkpoint stands."""

    report: Report
    row: BoardRow


@dataclass(frozen=True, slots=True)
class ExecutorWork:
    """What an executor has to do; `next_row` is the nearest of what is not due yet."""

    contradicted: WorkList
    returned: WorkList
    due: WorkList
    late: WorkList
    handed_in: Sequence[HandedIn]
    next_row: BoardRow | None

    @property
    def is_free(self) -> bool:
        """Whether nothing waits for the person."""
        return not (self.contradicted.total or self.returned.total or self.due.total or self.late.total)


@dataclass(frozen=True, slots=True)
class ControlWork:
    """What waits for a controller, coordinator or administrator in the plans over which they watch.

    `to_rule` are reports on which the person rules, `with_others` those that wait for another's ruling.
    """

    to_rule: WorkList
    with_others: WorkList
    contradicted: WorkList
    silent: WorkList
    returned: WorkList
    extended: Sequence[Ruling]
    totals: Mapping[Standing, int]
    wanted: BoardFilter
    plans: int
    decisions: Decisions | None = None
    intakes: Sequence[Intake] = field(default=())

    @property
    def is_free(self) -> bool:
        """Whether nothing waits for the person: no report, no decision, nothing that is contradicted, silent or returned."""
        lists = (self.contradicted, self.to_rule, self.with_others, self.silent, self.returned)
        return not any(one.total for one in lists) and not (self.decisions and self.decisions.total)


@dataclass(frozen=True, slots=True)
class WatchedPlans:
    """The plans on control: over which the person rules, which the person mends, and how many there are besides."""

    ruled: frozenset[int]
    mended: frozenset[int]
    others: int

    @property
    def all(self) -> frozenset[int]:
        """Over which the person watches in either way."""
        return self.ruled | self.mended


def executor_work(
    *, acting: Acting, today: date, as_of: date | None, seen: Mapping[int, Plan] | None = None
) -> ExecutorWork | None:
    """The work of the bodies for which the person reports; None where there are none. At most seven queries."""
    bodies = tuple(sorted(acting.organisation_ids(Role.EXECUTOR)))
    if not bodies:
        return None
    wanted = BoardFilter(executors=bodies)
    scope = board_scope(acting=acting, today=today, as_of=as_of, wanted=wanted, seen=seen)
    totals = count_by_standing(scope)
    abilities = Abilities(acting, may_act=as_of is None)
    groups = ((Standing.CONTRADICTED,), (Standing.RETURNED,), (Standing.DUE,), OVERDUE)
    contradicted, returned, due, late = _lists(scope, totals, groups, abilities)
    return ExecutorWork(
        contradicted=contradicted,
        returned=returned,
        due=due,
        late=late,
        handed_in=_handed_in(scope, bodies, abilities),
        next_row=_nearest(scope, totals, abilities) if not due.total else None,
    )


def own_body_work(
    *, acting: Acting, today: date, as_of: date | None, seen: Mapping[int, Plan] | None = None
) -> WorkList | None:
    """What is returned, late or due soon at the bodies in which a coordinator or controller serves.

    None where there are no such bodies; those for which the person reports stand in `executor_work`.
    """
    held = {body for role in (Role.COORDINATOR, Role.CONTROLLER) for body in acting.organisation_ids(role)}
    bodies = tuple(sorted(held - acting.organisation_ids(Role.EXECUTOR)))
    if not bodies:
        return None
    scope = board_scope(acting=acting, today=today, as_of=as_of, wanted=BoardFilter(executors=bodies), seen=seen)
    group = (*NEEDS_ATTENTION, Standing.DUE)
    return _lists(scope, count_by_standing(scope), (group,), Abilities(acting, may_act=as_of is None))[0]


def control_work(
    *, acting: Acting, today: date, as_of: date | None, seen: Mapping[int, Plan] | None = None
) -> ControlWork | None:
    """What waits in the plans over which the person watches; None where there are none and none can be imported.

    At most eight queries, one less with `seen`.
    """
    manages = bool(rules.test_rule("roadmaps.import", acting, None))
    seen = plans_seen_by(acting) if seen is None else seen
    watched = watched_plans(acting, seen.values())
    if not watched.all and not manages:
        return None
    is_part = bool(watched.others or not watched.all)
    wanted = BoardFilter(plans=tuple(sorted(watched.all)) or NO_PLAN) if is_part else BoardFilter()
    scope = board_scope(acting=acting, today=today, as_of=as_of, wanted=wanted, seen=seen)
    by_plan = count_by_plan(scope)
    lists = _control_lists(scope, by_plan, watched, Abilities(acting, may_act=as_of is None))
    is_now = manages and as_of is None
    drafts = Intake.objects.handled_by(acting).filter(state=Intake.State.DRAFT).only("file_name", "started_at", "state")
    intakes = list(drafts) if is_now else []
    return ControlWork(
        **lists,
        extended=_extended(scope, today),
        totals=dict.fromkeys(STANDINGS_BY_URGENCY, 0) | sum_of_lines(by_plan),
        wanted=wanted,
        plans=len(scope.plans),
        decisions=decisions_in(watched.mended, today=today, seen=seen, drafts=len(intakes)) if is_now else None,
        intakes=intakes[:HANDED_SHOWN],
    )


def watched_plans(acting: Acting, seen: Iterable[Plan] | None = None) -> WatchedPlans:
    """The plans on control by what the person does with them; one query, none where the person's plans are given."""
    if seen is None:
        seen = plans_visible_to(acting).only("state", "territory_id", "controller_id", "coordinator_id")
    ruled, mended, others = set(), set(), 0
    for plan in seen:
        if plan.state != Plan.State.ACTIVE:
            continue
        rules_here = bool(rules.test_rule("roadmaps.rule", acting, Checkpoint(plan=plan)))
        mends_here = bool(rules.test_rule("roadmaps.change_plan", acting, plan))
        if rules_here:
            ruled.add(plan.pk)
        if mends_here:
            mended.add(plan.pk)
        others += not (rules_here or mends_here)
    return WatchedPlans(frozenset(ruled), frozenset(mended), others)


def _control_lists(
    scope: BoardScope, by_plan: Mapping[int | None, Counter[Standing]], watched: WatchedPlans, abilities: Abilities
) -> dict[str, WorkList]:
    """The lists of whoever watches over plans; all their rows by two queries."""
    whole = frozenset(scope.plans)
    asked = {
        "to_rule": (Standing.REPORTED, watched.ruled & whole),
        "with_others": (Standing.REPORTED, (watched.mended - watched.ruled) & whole),
        "contradicted": (Standing.CONTRADICTED, whole),
        "silent": (Standing.SILENT, whole),
        "returned": (Standing.RETURNED, whole),
    }
    totals = {name: sum_of_lines(by_plan, plans)[standing] for name, (standing, plans) in asked.items()}
    slices = [
        Slice(standing, 0, min(totals[name], ROWS_SHOWN), None if plans == whole else tuple(sorted(plans)))
        for name, (standing, plans) in asked.items()
        if totals[name]
    ]
    rows = rows_in(scope, slices, abilities)
    lists = {}
    for name, (standing, plans) in asked.items():
        wanted = scope.wanted.with_only(standings=(standing,))
        if plans != whole:
            wanted = wanted.with_only(plans=tuple(sorted(plans)) or NO_PLAN)
        here = [row for row in rows if row.standing == standing and row.plan.pk in plans]
        lists[name] = WorkList(here, totals[name], wanted)
    return lists


def _extended(scope: BoardScope, today: date) -> list[Ruling]:
    """The last rulings that moved a term in the scope's plans.

    They are asked ruling by ruling, the newest first, and only then for their measures: joined at once, the
    databases would begin with all measures.
    """
    of_plans = Checkpoint.objects.filter(pk=OuterRef("checkpoint"), plan__in=list(scope.plans))
    last = Ruling.objects.filter(Exists(of_plans), kind=Ruling.Kind.EXTEND, ruled_on__lte=today).order_by("-pk")
    newest = Ruling.objects.filter(pk__in=last.values("pk")[:HANDED_SHOWN])
    return list(newest.select_related("checkpoint__measure").order_by("-pk"))


def count_past_due(scope: BoardScope, totals: Mapping[Standing, int]) -> int:
    """At how many the term has passed without an accepted or waiting report: silent, late, returned past the day."""
    passed = sum(totals[standing] for standing in OVERDUE)
    if totals[Standing.RETURNED]:
        snapshot = scope.within_months
        passed += snapshot.standing_in(Standing.RETURNED).filter(Q((f"{snapshot.due_on}__lt", snapshot.day))).count()
    return passed


def nearest_rows(scope: BoardScope, totals: Mapping[Standing, int], *, take: int) -> list[BoardRow]:
    """What is due next in the scope, by due day, whoever looks."""
    return _upcoming(scope, totals, Abilities(PUBLIC, may_act=False), take)


def _lists(
    scope: BoardScope, totals: Mapping[Standing, int], groups: Iterable[tuple[Standing, ...]], abilities: Abilities
) -> list[WorkList]:
    """A list for each group of standings; all their rows by two queries."""
    groups = list(groups)
    slices = [one for group in groups for one in slices_of(totals, group, skip=0, take=ROWS_SHOWN)]
    rows = rows_in(scope, slices, abilities)
    return [
        WorkList(
            rows=[row for row in rows if row.standing in group],
            total=sum(totals[standing] for standing in group),
            wanted=scope.wanted.with_only(standings=group),
        )
        for group in groups
    ]


def _handed_in(scope: BoardScope, bodies: Sequence[int], abilities: Abilities) -> list[HandedIn]:
    """The last reports of the bodies, each with its checkpoint as it stands."""
    reports = Report.objects.filter(organisation__in=bodies, reported_on__lte=scope.snapshot.day).order_by("-pk")
    last = list(reports.select_related("organisation")[:HANDED_SHOWN])
    rows = {row.pk: row for row in rows_by_id(scope, [report.checkpoint_id for report in last], abilities)}
    return [HandedIn(report, rows[report.checkpoint_id]) for report in last if report.checkpoint_id in rows]


def _nearest(scope: BoardScope, totals: Mapping[Standing, int], abilities: Abilities) -> BoardRow | None:
    return next(iter(_upcoming(scope, totals, abilities, 1)), None)


def _upcoming(scope: BoardScope, totals: Mapping[Standing, int], abilities: Abilities, take: int) -> list[BoardRow]:
    ahead = [
        standing for standing in STANDINGS_BY_URGENCY if standing in (Standing.DUE, Standing.OPEN, Standing.NOT_DUE)
    ]
    slices = [one for standing in ahead for one in slices_of(totals, [standing], skip=0, take=take)]
    return sorted(rows_in(scope, slices, abilities), key=lambda row: (row.due_on, row.pk))[:take]
