"""My work: what waits for this person, in short lists, and what the person did lately."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import rules
from django.db.models import Exists, OuterRef

from kadrost.accounts.roles import Role
from kadrost.region.domain.people import PUBLIC, Acting
from kadrost.roadmaps.domain.board import BoardScope, board_scope, count_by_standing, slices_of
from kadrost.roadmaps.domain.board_filter import OVERDUE, BoardFilter
from kadrost.roadmaps.domain.board_rows import Abilities, BoardRow, rows_by_id, rows_in
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

    returned: WorkList
    due: WorkList
    late: WorkList
    handed_in: Sequence[HandedIn]
    next_row: BoardRow | None

    @property
    def is_free(self) -> bool:
        """Whether nothing waits for the person."""
        return not (self.returned.total or self.due.total or self.late.total)


@dataclass(frozen=True, slots=True)
class ControlWork:
    """What waits for a controller or coordinator."""

    to_rule: WorkList
    silent: WorkList
    returned: WorkList
    extended: Sequence[Ruling]
    totals: Mapping[Standing, int]
    intakes: Sequence[Intake] = field(default=())

    @property
    def is_free(self) -> bool:
        """Whether nothing waits for the person."""
        return not (self.to_rule.total or self.silent.total or self.intakes)


def executor_work(*, acting: Acting, today: date, as_of: date | None) -> ExecutorWork | None:
    """The work of the bodies for which the person reports; None where there are none. At most seven queries."""
    bodies = tuple(sorted(acting.organisation_ids(Role.EXECUTOR)))
    if not bodies:
        return None
    wanted = BoardFilter(executors=bodies)
    scope = board_scope(acting=acting, today=today, as_of=as_of, wanted=wanted)
    totals = count_by_standing(scope)
    abilities = Abilities(acting, may_act=as_of is None)
    lists = _lists(scope, totals, ((Standing.RETURNED,), (Standing.DUE,), OVERDUE), abilities)
    returned, due, late = lists
    return ExecutorWork(
        returned=returned,
        due=due,
        late=late,
        handed_in=_handed_in(scope, bodies, abilities),
        next_row=_nearest(scope, totals, abilities) if not due.total else None,
    )


def control_work(*, acting: Acting, today: date, as_of: date | None) -> ControlWork | None:
    """What waits in the plans over which the person rules; None where there are none and none can be imported."""
    manages = bool(rules.test_rule("roadmaps.import", acting, None))
    ruled, others = ruled_plan_ids(acting)
    if not ruled and not manages:
        return None
    wanted = BoardFilter(plans=tuple(ruled) or NO_PLAN) if others or not ruled else BoardFilter()
    scope = board_scope(acting=acting, today=today, as_of=as_of, wanted=wanted)
    totals = count_by_standing(scope)
    abilities = Abilities(acting, may_act=as_of is None)
    to_rule, silent, returned = _lists(
        scope, totals, ((Standing.REPORTED,), (Standing.SILENT,), (Standing.RETURNED,)), abilities
    )
    # Asked ruling by ruling, the newest first: joined, the databases would begin with all checkpoints of the plans.
    of_plans = Checkpoint.objects.filter(pk=OuterRef("checkpoint"), plan__in=list(scope.plans))
    extended = Ruling.objects.filter(Exists(of_plans), kind=Ruling.Kind.EXTEND, ruled_on__lte=today)
    intakes = Intake.objects.filter(state=Intake.State.DRAFT).only("file_name", "started_at", "state")
    return ControlWork(
        to_rule=to_rule,
        silent=silent,
        returned=returned,
        extended=list(extended.select_related("checkpoint__measure").order_by("-pk")[:HANDED_SHOWN]),
        totals=totals,
        intakes=list(intakes[:HANDED_SHOWN]) if manages and as_of is None else (),
    )


def ruled_plan_ids(acting: Acting) -> tuple[list[int], list[int]]:
    """The plans on control whose checkpoints the person accepts and returns, and the other ones; one query."""
    plans = plans_visible_to(acting).filter(state=Plan.State.ACTIVE).only("controller_id", "coordinator_id")
    ruled: dict[bool, list[int]] = {True: [], False: []}
    for plan in plans:
        ruled[bool(rules.test_rule("roadmaps.rule", acting, Checkpoint(plan=plan)))].append(plan.pk)
    return ruled[True], ruled[False]


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
