"""The short lists of My work: whose they are, how long, and their rows once all lists are read together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import rules

from kadrost.accounts.roles import Role
from kadrost.region.domain.people import Acting
from kadrost.roadmaps.domain.board import BoardScope, Slice, board_scope, slices_of
from kadrost.roadmaps.domain.board_executors import measures_of_bodies
from kadrost.roadmaps.domain.board_filter import NEEDS_ATTENTION, OVERDUE, BoardFilter
from kadrost.roadmaps.domain.board_rows import BoardRow
from kadrost.roadmaps.domain.counting import count_by_measure, count_by_plan, sum_of_lines
from kadrost.roadmaps.domain.my_work_summary import AHEAD
from kadrost.roadmaps.domain.queries import STANDINGS_BY_URGENCY, plans_visible_to
from kadrost.roadmaps.models import Checkpoint, Plan
from kadrost.roadmaps.models.checkpoints import Standing

ROWS_SHOWN = 8
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
class WatchedPlans:
    """The plans on control: over which the person rules, which the person mends, and how many there are besides."""

    ruled: frozenset[int]
    mended: frozenset[int]
    others: int

    @property
    def all(self) -> frozenset[int]:
        """Over which the person watches in either way."""
        return self.ruled | self.mended


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks at My work and when, with the plans that the person sees.

    `watched` are those over which the person watches; None for whoever does not and cannot import any.
    """

    acting: Acting
    today: date
    as_of: date | None
    seen: Mapping[int, Plan]
    watched: WatchedPlans | None

    @property
    def reporting(self) -> frozenset[int]:
        """The bodies for which the person reports."""
        return self.acting.organisation_ids(Role.EXECUTOR)

    @property
    def serving(self) -> frozenset[int]:
        """The bodies in which a coordinator or controller serves without reporting for them."""
        held = (self.acting.organisation_ids(role) for role in (Role.COORDINATOR, Role.CONTROLLER))
        return frozenset().union(*held) - self.reporting if self.watched else frozenset()

    @property
    def settles(self) -> bool:
        """Whether the person takes documents under control now, and is told of what only such a person settles."""
        return self.as_of is None and self.watched is not None and may_import(self.acting)

    def scope(self, wanted: BoardFilter, measures: Collection[int] | None = None) -> BoardScope:
        """The scope of the board that shows the same; no query where there are measures or nothing but plans is asked."""
        return board_scope(
            acting=self.acting, today=self.today, as_of=self.as_of, wanted=wanted, seen=self.seen, measures=measures
        )


@dataclass(frozen=True, slots=True)
class Sketch:
    """A list before its rows are read: of the scope's plans or of some of them, of all measures or of some."""

    scope: BoardScope
    standings: tuple[Standing, ...]
    totals: Mapping[Standing, int]
    plans: frozenset[int] | None = None
    measures: Collection[int] | None = None
    most: int = ROWS_SHOWN

    @property
    def slices(self) -> list[Slice]:
        """The first rows, to be read."""
        plans = None if self.plans is None else tuple(sorted(self.plans))
        found = slices_of(self.totals, self.standings, skip=0, take=self.most)
        return [replace(one, plans=plans) for one in found]

    def filled(self, rows: Iterable[BoardRow]) -> WorkList:
        """The list out of rows among which all of its own first ones are, in the board's order."""
        wanted = self.scope.wanted.with_only(standings=self.standings)
        if self.plans is not None:
            wanted = wanted.with_only(plans=tuple(sorted(self.plans)) or NO_PLAN)
        mine = [row for row in rows if self._holds(row)]
        return WorkList(mine[: self.most], sum(self.totals[standing] for standing in self.standings), wanted)

    def _holds(self, row: BoardRow) -> bool:
        plans = self.scope.plans if self.plans is None else self.plans
        is_ours = self.measures is None or row.measure_id in self.measures
        return is_ours and row.standing in self.standings and row.plan.pk in plans


@dataclass(frozen=True, slots=True)
class BodiesAtWork:
    """The measures of the person's bodies, by body, and how their checkpoints stand, by measure."""

    measures: Mapping[int, frozenset[int]]
    counts: Mapping[int | None, Counter[Standing]]

    def scope_of(self, look: Looking, bodies: frozenset[int]) -> tuple[BoardScope, frozenset[int], dict[Standing, int]]:
        """Of some of the bodies: the board's scope, the measures, the totals."""
        measures = frozenset().union(*(self.measures.get(body, frozenset()) for body in bodies))
        scope = look.scope(BoardFilter(executors=tuple(sorted(bodies))), measures)
        return scope, measures, _all_standings(sum_of_lines(self.counts, measures))


def bodies_at_work(look: Looking) -> BodiesAtWork:
    """Those for which the person reports or in which the person serves; two queries, none where there are none."""
    bodies = look.reporting | look.serving
    if not bodies:
        return BodiesAtWork({}, {})
    measures = measures_of_bodies(bodies, look.scope(BoardFilter()).plans)
    every = frozenset().union(*measures.values())
    return BodiesAtWork(measures, count_by_measure(look.scope(BoardFilter(), every)) if every else {})


def executor_sketches(look: Looking, at_work: BodiesAtWork) -> dict[str, Sketch]:
    """The lists of whoever reports; where nothing is due soon, also what comes next of each standing ahead."""
    scope, measures, totals = at_work.scope_of(look, look.reporting)
    groups = {
        "contradicted": (Standing.CONTRADICTED,),
        "returned": (Standing.RETURNED,),
        "due": (Standing.DUE,),
        "late": OVERDUE,
    }
    sketches = {name: Sketch(scope, group, totals, measures=measures) for name, group in groups.items()}
    if not totals[Standing.DUE]:
        sketches |= {one.value: Sketch(scope, (one,), totals, measures=measures, most=1) for one in AHEAD}
    return sketches


def own_sketch(look: Looking, at_work: BodiesAtWork) -> Sketch:
    """What is returned, late or due soon at the bodies in which the person serves."""
    scope, measures, totals = at_work.scope_of(look, look.serving)
    return Sketch(scope, (*NEEDS_ATTENTION, Standing.DUE), totals, measures=measures)


def control_sketches(look: Looking, watched: WatchedPlans) -> dict[str, Sketch]:
    """The lists of whoever watches over plans; one query."""
    is_part = bool(watched.others or not watched.all)
    scope = look.scope(BoardFilter(plans=tuple(sorted(watched.all)) or NO_PLAN) if is_part else BoardFilter())
    by_plan = count_by_plan(scope)
    whole = frozenset(scope.plans)
    asked = {
        "to_rule": (Standing.REPORTED, watched.ruled & whole),
        "with_others": (Standing.REPORTED, (watched.mended - watched.ruled) & whole),
        "contradicted": (Standing.CONTRADICTED, whole),
        "silent": (Standing.SILENT, whole),
        "returned": (Standing.RETURNED, whole),
    }
    return {
        name: Sketch(
            scope,
            (standing,),
            _all_standings(sum_of_lines(by_plan, plans)),
            plans=None if plans == whole else plans,
        )
        for name, (standing, plans) in asked.items()
    }


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


def may_import(acting: Acting) -> bool:
    """Whether the person takes documents under control."""
    return bool(rules.test_rule("roadmaps.import", acting, None))


def _all_standings(totals: Mapping[Standing, int]) -> dict[Standing, int]:
    return {standing: totals.get(standing, 0) for standing in STANDINGS_BY_URGENCY}
