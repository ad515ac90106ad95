"""The rows of a board: what is due, by whom, what is claimed, what is proven, and what this person does next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import rules
from django.db.models import Exists, OuterRef, QuerySet, Subquery, TextChoices

from kadrost.accounts.roles import Role
from kadrost.region.domain.people import Acting
from kadrost.region.models import OrganisationGroup
from kadrost.roadmaps.domain.queries import Snapshot
from kadrost.roadmaps.models import Checkpoint, Duty, Evidence, Plan, Report
from kadrost.roadmaps.models.checkpoints import Standing

CLOSED = (Standing.ACCEPTED, Standing.REMOVED)
REPORTABLE = (Standing.RETURNED, Standing.SILENT, Standing.LATE, Standing.DUE, Standing.OPEN)


class Proof(TextChoices):
    """What stands behind an accepted result."""

    DOCUMENTS = "documents", "подтверждено документами"
    WORDS = "words", "только слова"
    NOTHING = "nothing", "не подтверждено"


class Action(TextChoices):
    """What the person does next with a checkpoint."""

    REPORT = "report", "Отчитаться"
    REVIEW = "review", "Проверить"
    OPEN = "open", "Открыть"


@dataclass(frozen=True, slots=True)
class Executor:
    """A body that answers for a measure, as the row names it."""

    name: str
    is_lead: bool
    organisation_id: int | None
    group_id: int | None


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
    """What a person may do with the rows of a board; asks the database once, and only for an executor."""

    def __init__(self, acting: Acting, *, may_act: bool) -> None:
        self._acting = acting
        self._may_act = may_act
        self._rules_over: dict[int, bool] = {}
        self._organisations = acting.organisation_ids(Role.EXECUTOR) if may_act else frozenset()
        self._groups = frozenset(
            OrganisationGroup.objects.filter(members__in=self._organisations).values_list("pk", flat=True)
            if self._organisations
            else ()
        )

    def action_for(self, standing: Standing, plan: Plan, executors: Iterable[Executor]) -> Action:
        """The next step of this person; on another day than today there is nothing but to look."""
        if not self._may_act:
            return Action.OPEN
        if standing == Standing.REPORTED and self._may_rule(plan):
            return Action.REVIEW
        return Action.REPORT if standing in REPORTABLE and self._answers_for(executors) else Action.OPEN

    def _may_rule(self, plan: Plan) -> bool:
        if plan.pk not in self._rules_over:
            self._rules_over[plan.pk] = bool(rules.test_rule("roadmaps.rule", self._acting, Checkpoint(plan=plan)))
        return self._rules_over[plan.pk]

    def _answers_for(self, executors: Iterable[Executor]) -> bool:
        return any(one.organisation_id in self._organisations or one.group_id in self._groups for one in executors)


def rows_of(
    *, snapshot: Snapshot, standings: Mapping[int, Standing], plans: Mapping[int, Plan], abilities: Abilities
) -> list[BoardRow]:
    """The rows of the checkpoints named with their standings, in the same order; two queries for any number."""
    if not standings:
        return []
    found = {row[0]: row for row in _columns_of(snapshot, standings)}
    executors = executors_of({row[1] for row in found.values()})
    rows = []
    for pk, standing in standings.items():
        if pk not in found:  # removed by somebody since the page was counted
            continue
        (
            _, measure_id, plan_id, number, title, opens_on, due_on, first_due_on, is_provisional, version, claim,
            has_evidence,
        ) = found[pk]  # fmt: skip
        plan, answering = plans[plan_id], executors.get(measure_id, ())
        rows.append(
            BoardRow(
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
                days_late=0 if standing in CLOSED else max(0, (snapshot.day - due_on).days),
                executors=answering,
                claim=Report.Claim(claim) if claim else None,
                proof=_proof(standing, has_evidence=bool(has_evidence)),
                action=abilities.action_for(standing, plan, answering),
                version=version,
            )
        )
    return rows


def executors_of(measure_ids: Iterable[int]) -> dict[int, tuple[Executor, ...]]:
    """The executors of measures by their ids, the lead first; one query."""
    duties: dict[int, list[Executor]] = defaultdict(list)
    rows = (
        Duty.objects.filter(measure_id__in=list(measure_ids))
        .order_by("measure_id", "-part", "position")
        .values_list(
            "measure_id", "part", "printed_name", "organisation__short_name", "organisation__name", "group__name",
            "organisation_id", "group_id",
        )
    )  # fmt: skip
    for measure_id, part, printed, short, full, group, organisation_id, group_id in rows:
        name = short or full or group or printed
        duties[measure_id].append(Executor(name, part == Duty.Part.LEAD, organisation_id, group_id))
    return {measure_id: tuple(executors) for measure_id, executors in duties.items()}


def _columns_of(snapshot: Snapshot, standings: Mapping[int, Standing]) -> QuerySet[Any, Any]:
    reports = Report.objects.filter(checkpoint=OuterRef("pk"))
    rows: QuerySet[Any, Any] = Checkpoint.objects.all()
    proven = "accepted_evidence_count"
    if snapshot.is_of_another_day:
        evidence = Evidence.objects.filter(checkpoint=OuterRef("pk"), added_on__lte=snapshot.day)
        reports = reports.filter(reported_on__lte=snapshot.day)
        rows = snapshot.checkpoints.annotate(has_evidence=Exists(evidence))
        proven = "has_evidence"
    claim = Subquery(reports.order_by("-pk").values("claim")[:1])
    columns: QuerySet[Any, Any] = (
        rows.filter(pk__in=list(standings))
        .annotate(last_claim=claim)
        .order_by()
        .values_list(
            "pk", "measure_id", "plan_id", "measure__number", "measure__title", "opens_on", snapshot.due_on,
            "first_due_on", "is_provisional", "version", "last_claim", proven,
        )
    )  # fmt: skip
    return columns


def _proof(standing: Standing, *, has_evidence: bool) -> Proof:
    if standing != Standing.ACCEPTED:
        return Proof.NOTHING
    return Proof.DOCUMENTS if has_evidence else Proof.WORDS
