"""The rows of a board: what is due, by whom, what is claimed, what is proven, and what this person does next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, overload

import rules
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextChoices, Value
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_noop

from kadrost.accounts.roles import Role
from kadrost.region.domain.people import Acting
from kadrost.region.models import OrganisationGroup
from kadrost.roadmaps.domain.board import BoardScope, Slice, ids_select, slices_of, sql_of, union_text
from kadrost.roadmaps.domain.queries import STANDINGS_BY_URGENCY, snapshot_for
from kadrost.roadmaps.models import Checkpoint, Duty, Evidence, Plan, Report
from kadrost.roadmaps.models.checkpoints import WITH_CONTROLLER, Standing

CLOSED = (Standing.ACCEPTED, Standing.REMOVED)
REPORTABLE = (Standing.CONTRADICTED, Standing.RETURNED, Standing.SILENT, Standing.LATE, Standing.DUE, Standing.OPEN)


class Proof(TextChoices):
    """What stands behind an accepted result."""

    DOCUMENTS = "documents", gettext_noop("подтверждено документами")
    WORDS = "words", gettext_noop("только слова")
    CONTRADICTED = "contradicted", gettext_noop("противоречит данным")
    NOTHING = "nothing", gettext_noop("не подтверждено")


class Action(TextChoices):
    """What the person does next with a checkpoint."""

    REPORT = "report", gettext_noop("Отчитаться")
    REVIEW = "review", gettext_noop("Проверить")
    OPEN = "open", gettext_noop("Открыть")


@dataclass(frozen=True, slots=True)
class Executor:
    """A body that answers for a measure, as the row names it."""

    name: str
    is_lead: bool
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One checkpoint as the board shows it."""

    pk: int
    measure_id: int
    number: str
    title: str
    plan: Plan
    standing: Standing
    opens_on: date
    due_on: date
    first_due_on: date
    is_provisional: bool
    days_late: int
    reported_on: date | None
    executors: tuple[Executor, ...]
    claim: Report.Claim | None
    proof: Proof
    action: Action
    version: int

    @property
    def is_extended(self) -> bool:
        """Whether the term was moved from the first one."""
        return self.due_on != self.first_due_on


class Abilities:
    """What a person may do with the rows of a board; on another day than today there is nothing but to look."""

    def __init__(self, acting: Acting, *, may_act: bool) -> None:
        self._acting = acting
        self._may_act = may_act
        self._rules_over: dict[int, bool] = {}

    @property
    def organisations(self) -> frozenset[int]:
        """The bodies for which the person reports."""
        return self._acting.organisation_ids(Role.EXECUTOR)

    def action_for(self, standing: Standing, plan: Plan, executors: Iterable[Executor]) -> Action:
        """The next step of this person."""
        if not self._may_act:
            return Action.OPEN
        if standing in WITH_CONTROLLER and self._may_rule(plan):
            return Action.REVIEW
        return Action.REPORT if standing in REPORTABLE and any(one.is_own for one in executors) else Action.OPEN

    def _may_rule(self, plan: Plan) -> bool:
        if plan.pk not in self._rules_over:
            self._rules_over[plan.pk] = bool(rules.test_rule("roadmaps.rule", self._acting, Checkpoint(plan=plan)))
        return self._rules_over[plan.pk]


class BoardRows(Sequence[BoardRow]):
    """All rows of a scope in the board's order, of which only the asked ones are read."""

    def __init__(self, scope: BoardScope, totals: Mapping[Standing, int], abilities: Abilities) -> None:
        self._scope, self._totals, self._abilities = scope, totals, abilities

    def __len__(self) -> int:
        return sum(self._totals[standing] for standing in self._scope.standings)

    @overload
    def __getitem__(self, place: int) -> BoardRow: ...
    @overload
    def __getitem__(self, place: slice) -> list[BoardRow]: ...
    def __getitem__(self, place: int | slice) -> BoardRow | list[BoardRow]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        start, stop, _ = place.indices(len(self))
        slices = slices_of(self._totals, self._scope.standings, skip=start, take=stop - start)
        return rows_in(self._scope, slices, self._abilities)


def rows_in(scope: BoardScope, slices: Sequence[Slice], abilities: Abilities) -> list[BoardRow]:
    """The rows of these slices in the board's order; two queries for any number of them."""
    if not slices:
        return []
    return _rows_of(scope, RawSQL(*ids_select(scope, slices)), abilities)  # noqa: S611 our own SQL


def rows_together(
    scope: BoardScope, parts: Iterable[tuple[BoardScope, Sequence[Slice]]], ids: Collection[int], abilities: Abilities
) -> list[BoardRow]:
    """The rows of slices of several scopes, all within `scope`, and of these checkpoints; two queries for all of them.

    Each row stands once, in the board's order.
    """
    selects: list[tuple[str, Sequence[Any]]] = [ids_select(part, slices) for part, slices in parts if slices]
    if ids:
        selects.append(sql_of(Checkpoint.objects.filter(pk__in=ids).order_by().values("pk")))
    return _rows_of(scope, RawSQL(*union_text(selects)), abilities) if selects else []  # noqa: S611 our own SQL


def _rows_of(scope: BoardScope, ids: RawSQL, abilities: Abilities) -> list[BoardRow]:
    found = [columns for columns in _columns_of(scope, ids) if columns[2] in scope.plans]
    executors = executors_of({row[1] for row in found}, abilities.organisations)
    rows = [_row_of(scope, columns, executors.get(columns[1], ()), abilities) for columns in found]
    return sorted(rows, key=lambda row: (STANDINGS_BY_URGENCY.index(row.standing), row.due_on, row.pk))


def _row_of(scope: BoardScope, columns: Any, executors: tuple[Executor, ...], abilities: Abilities) -> BoardRow:
    (
        pk, measure_id, plan_id, number, title, opens_on, due_on, first_due_on, is_provisional, version, claim,
        reported_on, has_evidence, standing_on_day,
    ) = columns  # fmt: skip
    plan, standing = scope.plans[plan_id], Standing(standing_on_day)
    return BoardRow(
        pk=pk,
        measure_id=measure_id,
        number=number,
        title=title,
        plan=plan,
        standing=standing,
        opens_on=opens_on,
        due_on=due_on,
        first_due_on=first_due_on,
        is_provisional=is_provisional,
        days_late=0 if standing in CLOSED else max(0, (scope.snapshot.day - due_on).days),
        reported_on=reported_on,
        executors=executors,
        claim=Report.Claim(claim) if claim else None,
        proof=_proof(standing, has_evidence=bool(has_evidence)),
        action=abilities.action_for(standing, plan, executors),
        version=version,
    )


def executors_of(measure_ids: Iterable[int], own: Iterable[int] = ()) -> dict[int, tuple[Executor, ...]]:
    """The executors of measures by their ids, the lead first, those marked that are among `own`; one query."""
    own = list(own)
    membership = OrganisationGroup.members.through.objects.filter(
        organisationgroup_id=OuterRef("group_id"), organisation_id__in=own
    )
    rows: QuerySet[Any, Any] = Duty.objects.filter(measure_id__in=list(measure_ids)).order_by(
        "measure_id", "-part", "position"
    )
    if own:
        rows = rows.annotate(is_own=Q(organisation_id__in=own) | Exists(membership))
    else:
        rows = rows.annotate(is_own=Value(False))
    duties: dict[int, list[Executor]] = defaultdict(list)
    for measure_id, part, printed, short, full, group, is_own in rows.values_list(
        "measure_id", "part", "printed_name", "organisation__short_name", "organisation__name", "group__name", "is_own"
    ):
        name = short or full or group or printed
        duties[measure_id].append(Executor(name, part == Duty.Part.LEAD, bool(is_own)))
    return {measure_id: tuple(executors) for measure_id, executors in duties.items()}


def _columns_of(scope: BoardScope, ids: RawSQL) -> QuerySet[Any, Any]:
    snapshot = scope.within_months
    reports = Report.objects.filter(checkpoint=OuterRef("pk"))
    proven: Any = F("accepted_evidence_count")
    if snapshot.is_of_another_day:
        reports = reports.filter(reported_on__lte=snapshot.day)
        proven = Exists(Evidence.objects.filter(checkpoint=OuterRef("pk"), added_on__lte=snapshot.day))
    whole = snapshot_for(today=snapshot.day, as_of=snapshot.day if snapshot.is_of_another_day else None)
    columns: QuerySet[Any, Any] = (
        whole.with_standing()
        .filter(pk__in=ids)
        .annotate(
            last_claim=Subquery(reports.order_by("-pk").values("claim")[:1]),
            last_reported_on=Subquery(reports.order_by("-pk").values("reported_on")[:1]),
            proven=proven,
        )
        .order_by()
        .values_list(
            "pk", "measure_id", "plan_id", "measure__number", "measure__title", "opens_on", snapshot.due_on,
            "first_due_on", "is_provisional", "version", "last_claim", "last_reported_on",
            "proven", "standing_on_day",
        )
    )  # fmt: skip
    return columns


def _proof(standing: Standing, *, has_evidence: bool) -> Proof:
    if standing == Standing.CONTRADICTED:
        return Proof.CONTRADICTED
    if standing != Standing.ACCEPTED:
        return Proof.NOTHING
    return Proof.DOCUMENTS if has_evidence else Proof.WORDS
