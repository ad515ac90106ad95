"""My work: what waits for this person, in short lists, and what the person did lately.

The lists of the person's bodies and of the plans over which the person watches are counted apart, and their rows read
together: two queries for all lists there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from kadrost.region.domain.people import Acting
from kadrost.roadmaps.domain.board import BoardScope
from kadrost.roadmaps.domain.board_filter import BoardFilter
from kadrost.roadmaps.domain.board_rows import Abilities, BoardRow, rows_together
from kadrost.roadmaps.domain.my_work_decisions import Decisions, decision_questions, decisions_found
from kadrost.roadmaps.domain.my_work_lists import (
    Looking,
    Sketch,
    WorkList,
    bodies_at_work,
    control_sketches,
    executor_sketches,
    may_import,
    own_sketch,
    watched_plans,
)
from kadrost.roadmaps.domain.my_work_summary import AHEAD, by_term
from kadrost.roadmaps.models import Checkpoint, Intake, Plan, Report, Ruling
from kadrost.roadmaps.models.checkpoints import Standing

HANDED_SHOWN = 6


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
class Work:
    """All of it; `own` is what is returned, late or due soon at the bodies in which the person serves."""

    executor: ExecutorWork | None
    own: WorkList | None
    control: ControlWork | None


def looking(*, acting: Acting, today: date, as_of: date | None, seen: Mapping[int, Plan], watches: bool) -> Looking:
    """How the person looks; `watches` says whether the person's roles watch over plans at all."""
    watched = watched_plans(acting, seen.values()) if watches else None
    if watched is not None and not watched.all and not may_import(acting):
        watched = None
    return Looking(acting, today, as_of, seen, watched)


def work_questions(look: Looking) -> dict[str, QuerySet[Any, Any]]:
    """What `count_at_once` is to count before `work_of`."""
    if not look.settles or look.watched is None:
        return {}
    return decision_questions(look.watched.mended, today=look.today, intakes=_intakes(look.acting))


def work_of(look: Looking, found: Mapping[Any, int]) -> Work:
    """All that waits for the person; `found` answers `work_questions`. At most nine queries.

    Bodies: their measures, counts, the last reports. Plans: counts, terms that were moved, and where any waits the
    unread terms and the drafts. Rows of all lists: two.
    """
    at_work = bodies_at_work(look)
    mine = executor_sketches(look, at_work) if look.reporting else {}
    own = own_sketch(look, at_work) if look.serving else None
    control = control_sketches(look, look.watched) if look.watched else {}
    reports = _last_reports(look) if look.reporting else []
    rows = rows_together(
        look.scope(BoardFilter()),
        [(one.scope, one.slices) for one in (*mine.values(), *control.values(), *([own] if own else []))],
        {report.checkpoint_id for report in reports},
        Abilities(look.acting, may_act=look.as_of is None),
    )
    return Work(
        executor=_executor_work(mine, reports, rows) if mine else None,
        own=own.filled(rows) if own else None,
        control=_control_work(look, control, rows, found) if control else None,
    )


def _intakes(acting: Acting) -> QuerySet[Intake]:
    return Intake.objects.handled_by(acting)


def _executor_work(sketches: Mapping[str, Sketch], reports: Sequence[Report], rows: Sequence[BoardRow]) -> ExecutorWork:
    lists = {name: one.filled(rows) for name, one in sketches.items()}
    known = {row.pk: row for row in rows}
    ahead = [row for standing in AHEAD if standing.value in lists for row in lists[standing.value].rows]
    return ExecutorWork(
        contradicted=lists["contradicted"],
        returned=lists["returned"],
        due=lists["due"],
        late=lists["late"],
        handed_in=[HandedIn(one, known[one.checkpoint_id]) for one in reports if one.checkpoint_id in known],
        next_row=min(ahead, key=by_term, default=None) if not lists["due"].total else None,
    )


def _control_work(
    look: Looking, sketches: Mapping[str, Sketch], rows: Sequence[BoardRow], found: Mapping[Any, int]
) -> ControlWork:
    """What is read, and besides the terms that were moved: one query, three more where decisions wait."""
    watched, scope, totals = look.watched, sketches["silent"].scope, sketches["silent"].totals
    decisions = decisions_found(found, watched.mended, look.seen) if watched and look.settles else None
    drafts = _intakes(look.acting).filter(state=Intake.State.DRAFT).only("file_name", "started_at", "state")
    return ControlWork(
        **{name: one.filled(rows) for name, one in sketches.items()},
        extended=_extended(scope, look.today),
        totals=totals,
        wanted=scope.wanted,
        plans=len(scope.plans),
        decisions=decisions,
        intakes=list(drafts[:HANDED_SHOWN]) if decisions and decisions.drafts else [],
    )


def _extended(scope: BoardScope, today: date) -> list[Ruling]:
    """The last rulings that moved a term in the scope's plans.

    They are asked ruling by ruling, the newest first, and only then for their measures: joined at once, the
    databases would begin with all measures.
    """
    of_plans = Checkpoint.objects.filter(pk=OuterRef("checkpoint"), plan__in=list(scope.plans))
    last = Ruling.objects.filter(Exists(of_plans), kind=Ruling.Kind.EXTEND, ruled_on__lte=today).order_by("-pk")
    newest = Ruling.objects.filter(pk__in=last.values("pk")[:HANDED_SHOWN])
    return list(newest.select_related("checkpoint__measure").order_by("-pk"))


def _last_reports(look: Looking) -> list[Report]:
    """The last reports of the bodies for which the person reports."""
    reports = Report.objects.filter(organisation__in=look.reporting, reported_on__lte=look.as_of or look.today)
    return list(reports.select_related("organisation").order_by("-pk")[:HANDED_SHOWN])
